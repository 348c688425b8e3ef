package app.parley.ui.service;

import app.parley.ui.Work;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// [Work] on virtual threads: any number of reads beside each other, intents one by one.
public final class Lanes implements Work, AutoCloseable {
    private final Executor fx;
    private final ExecutorService reads = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService intents =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("intents").factory());

    /// @param fx the JavaFX thread
    public Lanes(Executor fx) {
        this.fx = fx;
    }

    @Override
    public <T> void read(Callable<T> work, Consumer<T> done, Consumer<Exception> failed) {
        reads.execute(() -> run(work, done, failed));
    }

    @Override
    public <T> void intend(Callable<T> work, Consumer<T> done, Consumer<Exception> failed) {
        intents.execute(() -> run(work, done, failed));
    }

    private <T> void run(Callable<T> work, Consumer<T> done, Consumer<Exception> failed) {
        try {
            T result = work.call();
            fx.execute(() -> done.accept(result));
        } catch (Exception e) {
            fx.execute(() -> failed.accept(e));
        }
    }

    /// Takes no more work; what was asked for still runs.
    @Override
    public void close() {
        intents.shutdown();
        reads.shutdown();
    }
}
