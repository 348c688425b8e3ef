package app.parley.net;

import java.util.concurrent.TimeUnit;

/// How fast something may go on: so many at once, then so many a second. What comes faster is not
/// refused but told how long to wait. From any thread.
final class Pace {
    private final long every;
    private final long burst;
    /// when all that was taken is paid for; guarded by this
    private long paid;

    /// @param burst at once
    /// @param aSecond afterwards
    /// @param now nanoseconds of a clock that only goes forward
    Pace(int burst, int aSecond, long now) {
        this.every = TimeUnit.SECONDS.toNanos(1) / aSecond;
        this.burst = burst * every;
        this.paid = now;
    }

    /// Takes `count` in any case.
    ///
    /// @return nanoseconds to wait before more is taken; 0 for none
    synchronized long take(int count, long now) {
        paid = Math.max(paid, now) + count * every;
        return Math.max(0, paid - now - burst);
    }

    /// What [#take] of one more would say.
    synchronized long next(long now) {
        return Math.max(0, Math.max(paid, now) + every - now - burst);
    }

    /// Whether nothing is left of what was taken: a new one would do the same.
    synchronized boolean fresh(long now) {
        return paid <= now;
    }
}
