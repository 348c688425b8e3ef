package app.parley.relay.mailbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Envelopes that were given to their recipients before they were written. Nobody was told
/// Accepted for them yet. One that is acknowledged meanwhile never touches the disk; the others
/// are written after [#PATIENCE] at the latest (docs/decisions/0011).
final class Handover implements AutoCloseable {
    /// The longest that a sender waits for a recipient who is slow to acknowledge.
    static final Duration PATIENCE = Duration.ofMillis(500);

    private final Consumer<Handed> late;
    private final long tickMillis;
    private final ScheduledExecutorService timer;

    /// All below are guarded by this.
    private List<Handed> young = new ArrayList<>();

    private List<Handed> old = new ArrayList<>();
    private boolean ticking;
    private boolean closed;

    record Handed(Box box, Entry entry) {}

    /// @param late is given each that waited long enough, acknowledged or not
    Handover(Duration patience, ScheduledExecutorService timer, Consumer<Handed> late) {
        this.tickMillis = Math.max(1, patience.toMillis() / 2);
        this.timer = timer;
        this.late = late;
    }

    /// @return false once closed: it has to be written now
    synchronized boolean take(Handed handed) {
        if (closed) {
            return false;
        }
        young.add(handed);
        if (!ticking) {
            ticking = true;
            timer.schedule(this::tick, tickMillis, TimeUnit.MILLISECONDS);
        }
        return true;
    }

    private void tick() {
        turn().forEach(late);
    }

    /// What was young is old now, and what was old is due: each waits one tick at least, two at most.
    private synchronized List<Handed> turn() {
        List<Handed> due = old;
        old = young;
        young = new ArrayList<>();
        ticking = !closed && !old.isEmpty();
        if (ticking) {
            timer.schedule(this::tick, tickMillis, TimeUnit.MILLISECONDS);
        }
        return due;
    }

    /// Takes nothing more, and gives everything out as late. Idempotent.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        turn().forEach(late);
        turn().forEach(late);
    }
}
