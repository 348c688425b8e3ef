package app.parley.client.core;

import app.parley.client.ClientException;
import app.parley.client.history.Outgoing;
import app.parley.client.sync.Requests;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.Refusal;
import app.parley.protocol.wire.RelayFrame;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what is sealed, in the order of sealing, without waiting for each answer. What is not
/// answered when the connection ends is sent again on the next one, with the same bytes.
final class Pump {
    private static final Logger LOG = LoggerFactory.getLogger(Pump.class);
    private static final int PAGE = 32;
    private static final int WINDOW = 64;

    private final Core core;
    private final Timing timing;
    private final Function<Core.Tx, Desk> desks;
    private final Set<Long> inFlight = ConcurrentHashMap.newKeySet();
    private final Semaphore signal = new Semaphore(0);
    private volatile int run;
    private final AtomicBoolean retryAhead = new AtomicBoolean();
    private volatile boolean again;
    /// Called after each answer of the relay was dealt with.
    private volatile Runnable answerHook = () -> {};

    Pump(Core core, Timing timing, Function<Core.Tx, Desk> desks) {
        this.core = core;
        this.timing = timing;
        this.desks = desks;
    }

    /// Waits until nothing is left to send.
    ///
    /// @return whether that was so within `atMost`
    boolean awaitEmpty(Duration atMost) throws InterruptedException {
        CountDownLatch empty = new CountDownLatch(1);
        answerHook = () -> lookIfEmpty(empty);
        lookIfEmpty(empty);
        return empty.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void lookIfEmpty(CountDownLatch empty) {
        core.post(tx -> {
            if (!new Outgoing(tx.sql()).anythingToSend()) {
                empty.countDown();
            }
            return empty;
        });
    }

    /// There may be something to send.
    void wake() {
        signal.release();
    }

    synchronized void start(Requests mail) {
        int mine = ++run;
        inFlight.clear();
        signal.release();
        Thread.ofVirtual().name("client-pump").start(() -> work(mail, mine));
    }

    synchronized void stop() {
        run++;
        signal.release();
    }

    private void work(Requests mail, int mine) {
        Semaphore window = new Semaphore(WINDOW);
        long last = 0;
        try {
            unsealStale();
            while (run == mine) {
                signal.acquire();
                signal.drainPermits();
                if (again) {
                    again = false;
                    last = 0;
                    unsealStale();
                }
                last = drain(mail, mine, window, last);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ClientException e) {
            LOG.warn("sending stops: {}", e.why());
            mail.close();
        } catch (RuntimeException e) {
            LOG.error("sending failed: {}", e.getClass().getSimpleName());
            mail.close();
        }
    }

    /// Before anything that waited is sent.
    private void unsealStale() throws ClientException {
        core.call(tx -> {
            desks.apply(tx).unsealStale();
            return tx;
        });
    }

    private long drain(Requests mail, int mine, Semaphore window, long after)
            throws InterruptedException, ClientException {
        long last = after;
        while (run == mine) {
            long from = last;
            List<Outgoing.SealedItem> items = core.call(tx -> new Outgoing(tx.sql()).toSend(from, PAGE));
            if (items.isEmpty()) {
                break;
            }
            for (Outgoing.SealedItem item : items) {
                last = item.place();
                if (run == mine && inFlight.add(item.id())) {
                    window.acquire();
                    mail.send(tag -> new ClientFrame.Send(tag, item.sid(), item.envelope()))
                            .whenComplete((answer, failure) -> {
                                window.release();
                                if (failure == null && run == mine) {
                                    answered(item, answer);
                                }
                            });
                }
            }
        }
        return last;
    }

    private void answered(Outgoing.SealedItem item, RelayFrame answer) {
        core.post(tx -> {
            Desk desk = desks.apply(tx);
            // Before a retry is planned: one that is about to begin must find this item.
            tx.after(() -> inFlight.remove(item.id()));
            switch (answer) {
                case RelayFrame.Accepted accepted -> Sending.accepted(desk, item, accepted.expiresAt());
                case RelayFrame.Refused refused -> {
                    if (Sending.refused(desk, item, refused)) {
                        tx.after(() -> retryAfter(pause(refused)));
                    }
                }
                default -> LOG.warn("an answer to another question");
            }
            tx.after(answerHook);
            return item;
        });
    }

    /// A relay that just cannot do its work, or was asked too often, says when it can; not all come
    /// back at one moment.
    private Duration pause(RelayFrame.Refused refused) {
        boolean soon = refused.why() == Refusal.CLOSING || refused.why() == Refusal.TOO_OFTEN;
        if (!soon || refused.retryAfter() == 0) {
            return timing.fullRetry();
        }
        int jitter = timing.randomness().bytes(1)[0] & 0xff;
        Duration said = Duration.ofMillis(refused.retryAfter() * (1000L + 4L * jitter));
        return said.compareTo(timing.fullRetry()) < 0 ? said : timing.fullRetry();
    }

    /// One retry serves all that was refused: with one for each, every round would ask more often.
    private void retryAfter(Duration pause) {
        if (!retryAhead.compareAndSet(false, true)) {
            return;
        }
        CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    retryAhead.set(false);
                    again = true;
                    wake();
                });
    }
}
