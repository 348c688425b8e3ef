package app.parley.relay.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// Both clocks of a relay, moved by hand.
public final class HandClock implements InstantSource, LongSupplier {
    private Instant now = Instant.parse("2026-11-20T10:00:00Z");
    private long nanos;

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized long getAsLong() {
        return nanos;
    }

    public synchronized void pass(Duration time) {
        now = now.plus(time);
        nanos += time.toNanos();
    }

    /// The wall clock alone jumps.
    public synchronized void jump(Duration time) {
        now = now.plus(time);
    }
}
