package app.parley.client.core;

import app.parley.client.ClientException;
import app.parley.client.Message;
import app.parley.client.history.Changes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes messages whose time is over, also while there is no connection: on opening the profile at once,
/// then when
/// the next one is due.
final class Vanishing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Vanishing.class);
    /// The longest nap: a wall clock may be set.
    private static final long NAP_MILLIS = 30_000;

    private static final int BATCH = 200;

    private final Core core;
    private final Desk.Wiring wiring;
    private final Semaphore signal = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;

    Vanishing(Core core, Desk.Wiring wiring) {
        this.core = core;
        this.wiring = wiring;
        this.thread = Thread.ofVirtual().name("client-vanishing").unstarted(this::work);
    }

    /// Begins. What is due already is gone before anything that is asked after this.
    void start() {
        core.post(tx -> {
            Desk desk = new Desk(tx, wiring);
            while (sweep(desk) == BATCH) {
                LOG.trace("another batch");
            }
            return desk;
        });
        thread.start();
    }

    /// Something disappears sooner than was known.
    void wake() {
        signal.release();
    }

    private void work() {
        try {
            while (!closed) {
                signal.drainPermits();
                Optional<Long> next = core.call(tx -> {
                    Desk desk = new Desk(tx, wiring);
                    return sweep(desk) == BATCH ? Optional.of(0L) : new Changes(tx.sql()).nextGone();
                });
                long wait = next.map(at -> at - wiring.clock().millis()).orElse(NAP_MILLIS);
                boolean woken = signal.tryAcquire(Math.clamp(wait, 1, NAP_MILLIS), TimeUnit.MILLISECONDS);
                LOG.trace("woken: {}", woken);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ClientException e) {
            LOG.debug("nothing disappears until the next start: {}", e.why());
        }
    }

    /// @return how many were removed
    private static int sweep(Desk desk) {
        Instant now = desk.now();
        List<Message> gone = new Changes(desk.sql()).gone(now, BATCH);
        gone.forEach(message -> {
            if (message.mine()) {
                desk.outgoing.drop(message.id());
            }
            Sending.gone(desk, message);
        });
        return gone.size();
    }

    @Override
    public void close() {
        closed = true;
        signal.release();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
