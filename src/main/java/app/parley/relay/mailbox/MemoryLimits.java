package app.parley.relay.mailbox;

import app.parley.protocol.Octets;
import app.parley.relay.Rate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Limits that must leave no trace on disk, such as those between two people, or of addresses; a
/// restart forgets who did what.
public final class MemoryLimits implements Limits {
    private static final int MAX_KEYS = 100_000;

    private final InstantSource clock;
    private final LinkedHashMap<Octets, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);
    private final long start;
    private final double atStart;

    /// Everything may be done from the start.
    public MemoryLimits(InstantSource clock) {
        this(clock, 1);
    }

    /// @param atStart the share of each burst that is left at the start: since nothing is known of
    ///     the time before, everybody counts as having done most of what they may; 0 to 1
    public MemoryLimits(InstantSource clock, double atStart) {
        this.clock = clock;
        this.start = clock.millis();
        this.atStart = atStart;
    }

    private Bucket bucket(Ask ask) {
        Bucket known = buckets.get(ask.key());
        if (known != null) {
            return known;
        }
        Rate rate = ask.rate();
        int taken = Math.min(rate.burst() - 1, (int) (rate.burst() * (1 - atStart)));
        return new Bucket(start + taken * rate.every().toMillis());
    }

    @Override
    public synchronized CompletableFuture<Answer> tryAcquire(List<Ask> asks) {
        long now = clock.millis();
        Map<Octets, Bucket> taken = new HashMap<>();
        Answer scarcest = new Answer(true, Duration.ZERO, Integer.MAX_VALUE);
        for (Ask ask : asks) {
            Bucket bucket = bucket(ask);
            Answer answer = bucket.look(ask.rate(), now);
            if (!answer.granted()) {
                return CompletableFuture.completedFuture(answer);
            }
            Bucket after = bucket.take(ask.rate(), now);
            taken.put(ask.key(), after);
            int left = after.look(ask.rate(), now).left();
            scarcest = new Answer(true, answer.retryAfter(), Math.min(left, scarcest.left()));
        }
        buckets.putAll(taken);
        while (buckets.size() > MAX_KEYS) {
            buckets.pollFirstEntry();
        }
        return CompletableFuture.completedFuture(scarcest);
    }

    @Override
    public synchronized CompletableFuture<Answer> peek(Ask ask) {
        return CompletableFuture.completedFuture(bucket(ask).look(ask.rate(), clock.millis()));
    }

    @Override
    public synchronized CompletableFuture<Void> reset(Octets key) {
        buckets.remove(key);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletableFuture<Void> sweep(Instant now) {
        buckets.values().removeIf(bucket -> bucket.full() < now.toEpochMilli());
        return CompletableFuture.completedFuture(null);
    }
}
