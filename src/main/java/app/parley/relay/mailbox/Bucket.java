package app.parley.relay.mailbox;

import app.parley.relay.Rate;
import java.time.Duration;

/// The arithmetic of [Limits], in milliseconds: `full` is when the bucket is full again (the
/// "theoretical arrival time").
record Bucket(long full) {
    static final Bucket UNTOUCHED = new Bucket(Long.MIN_VALUE);

    private long taken(Rate rate, long now) {
        // A clock that was a year ahead must not close the door for a year.
        return Math.clamp(
                full == Long.MIN_VALUE ? 0 : full - now,
                0,
                rate.burst() * rate.every().toMillis());
    }

    Limits.Answer look(Rate rate, long now) {
        long every = rate.every().toMillis();
        long room = rate.burst() * every - taken(rate, now);
        boolean granted = room >= every;
        return new Limits.Answer(
                granted, granted ? Duration.ZERO : Duration.ofMillis(every - room), (int) (room / every));
    }

    Bucket take(Rate rate, long now) {
        return new Bucket(now + taken(rate, now) + rate.every().toMillis());
    }
}
