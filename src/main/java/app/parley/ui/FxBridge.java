package app.parley.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.application.Platform;

/// The only door from other threads to the JavaFX thread: in order, never at once, in batches of
/// one a pulse.
///
/// It never runs anything inline, not even for a caller that already is on the JavaFX thread:
/// that would let a later event overtake an earlier one.
public final class FxBridge<E> implements Consumer<E> {
    private final Queue<E> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Consumer<List<E>> sink;
    private final Executor later;

    /// @param sink takes what came in since the last pulse, on the JavaFX thread
    public FxBridge(Consumer<List<E>> sink) {
        this(sink, Platform::runLater);
    }

    /// For tests without a window: `later` stands for the JavaFX thread.
    public FxBridge(Consumer<List<E>> sink, Executor later) {
        this.sink = sink;
        this.later = later;
    }

    /// The JavaFX thread as an executor.
    public static Executor executor() {
        return new FxBridge<Runnable>(batch -> batch.forEach(Runnable::run))::accept;
    }

    @Override
    public void accept(E event) {
        waiting.add(event);
        if (scheduled.compareAndSet(false, true)) {
            later.execute(this::drain);
        }
    }

    private void drain() {
        scheduled.set(false);
        List<E> batch = new ArrayList<>();
        for (E event = waiting.poll(); event != null; event = waiting.poll()) {
            batch.add(event);
        }
        if (!batch.isEmpty()) {
            sink.accept(batch);
        }
    }
}
