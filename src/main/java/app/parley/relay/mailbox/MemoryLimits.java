package app.parley.relay.mailbox;

import app.parley.protocol.Octets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Limits that must leave no trace on disk, such as those between two people; a restart forgets
/// them.
public final class MemoryLimits implements Limits {
    private static final int MAX_KEYS = 100_000;

    private final InstantSource clock;
    private final LinkedHashMap<Octets, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    public MemoryLimits(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized CompletableFuture<Answer> tryAcquire(List<Ask> asks) {
        long now = clock.millis();
        Map<Octets, Bucket> taken = new HashMap<>();
        Answer scarcest = new Answer(true, Duration.ZERO, Integer.MAX_VALUE);
        for (Ask ask : asks) {
            Bucket bucket = buckets.getOrDefault(ask.key(), Bucket.UNTOUCHED);
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
        return CompletableFuture.completedFuture(
                buckets.getOrDefault(ask.key(), Bucket.UNTOUCHED).look(ask.rate(), clock.millis()));
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
