package app.parley.relay.core;

import app.parley.relay.mailbox.MemoryLimits;
import app.parley.relay.mailbox.RelayStore;
import app.parley.relay.otp.OtpDesk;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// What a relay does by itself every few minutes: erasing what is over its time, and looking who
/// waits to be let in.
final class Upkeep implements AutoCloseable {
    private static final int SWEEP_MINUTES = 5;

    private final RelayStore store;
    private final OtpDesk desk;
    private final Leases leases;
    private final MemoryLimits unwritten;
    private final InstantSource clock;
    private final Runnable changed;
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("relay-sweeper").daemon(true).factory());
    private volatile int newcomers;

    /// @param unwritten limits that are kept in memory only
    /// @param changed what the owner sees is different now
    Upkeep(
            RelayStore store,
            OtpDesk desk,
            Leases leases,
            MemoryLimits unwritten,
            InstantSource clock,
            Runnable changed) {
        this.store = store;
        this.desk = desk;
        this.leases = leases;
        this.unwritten = unwritten;
        this.clock = clock;
        this.changed = changed;
    }

    /// Begins to sweep, and to do `beat` every few seconds.
    void begin(Runnable beat) {
        sweeper.scheduleWithFixedDelay(this::sweep, 0, SWEEP_MINUTES, TimeUnit.MINUTES);
        long millis = Neighbourhood.BEAT.toMillis();
        sweeper.scheduleWithFixedDelay(beat, millis, millis, TimeUnit.MILLISECONDS);
    }

    /// A mailbox whose lease is over goes before anybody can subscribe to it: its owner is told with
    /// the subscription, and makes it again.
    void sweepMailFirst() {
        CompletableFuture<?> swept = store.mail().sweep(clock.instant());
        Reply.watch(swept);
        CompletableFuture.allOf(swept.exceptionally(said -> null)).join();
    }

    /// Erases what is over its time.
    void sweep() {
        Instant now = clock.instant();
        desk.sweep();
        leases.write();
        Reply.watch(store.mail().sweep(now));
        Reply.watch(store.accounts().sweep(now));
        Reply.watch(store.invites().sweep(now));
        Reply.watch(store.blobs().sweep(now));
        Reply.watch(desk.open().refresh());
        countNewcomers();
        Reply.watch(store.limits().sweep(now));
        Reply.watch(store.lateLimits().sweep(now));
        Reply.watch(unwritten.sweep(now));
        Reply.watch(store.tidy());
    }

    /// Looks how many wait to be let in, and tells.
    void countNewcomers() {
        Reply.watch(store.accounts().newcomers().thenAccept(found -> {
            newcomers = found.size();
            changed.run();
        }));
    }

    /// How many wait to be let in, as of the last look.
    int newcomers() {
        return newcomers;
    }

    @Override
    public void close() {
        sweeper.shutdownNow();
    }
}
