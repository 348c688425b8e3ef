package app.parley.relay.mailbox;

import app.parley.protocol.Octets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// [Limits] that survive a restart and do not tell on disk what happened at the same time: counted
/// in memory, and written together every few minutes, in the order of their keys and with their
/// times rounded up. Look-up, fetch, new mailbox and first contact of one person come within a
/// second of each other; four rows with four such times would name both ends (decision 0010).
///
/// Only what was counted since the last writing is lost if the process is killed.
final class LateLimits implements Limits {
    /// Nothing on disk is told more exactly than this.
    static final Duration GRAIN = Duration.ofMinutes(5);

    private final CommitQueue commits;
    private final InstantSource clock;
    /// Both guarded by this.
    private final Map<Octets, Bucket> buckets;

    private final Set<Octets> unwritten = new HashSet<>();

    /// @param known what is on disk
    LateLimits(CommitQueue commits, InstantSource clock, Map<Octets, Bucket> known) {
        this.commits = commits;
        this.clock = clock;
        this.buckets = new HashMap<>(known);
    }

    private Bucket bucket(Octets key) {
        return buckets.getOrDefault(key, Bucket.UNTOUCHED);
    }

    @Override
    public synchronized CompletableFuture<Answer> tryAcquire(List<Ask> asks) {
        long now = clock.millis();
        for (Ask ask : asks) {
            Answer answer = bucket(ask.key()).look(ask.rate(), now);
            if (!answer.granted()) {
                return CompletableFuture.completedFuture(answer);
            }
        }
        int left = Integer.MAX_VALUE;
        for (Ask ask : asks) {
            Bucket after = bucket(ask.key()).take(ask.rate(), now);
            buckets.put(ask.key(), after);
            unwritten.add(ask.key());
            left = Math.min(left, after.look(ask.rate(), now).left());
        }
        return CompletableFuture.completedFuture(new Answer(true, Duration.ZERO, left));
    }

    @Override
    public synchronized CompletableFuture<Answer> peek(Ask ask) {
        return CompletableFuture.completedFuture(bucket(ask.key()).look(ask.rate(), clock.millis()));
    }

    @Override
    public synchronized CompletableFuture<Void> reset(Octets key) {
        buckets.remove(key);
        unwritten.remove(key);
        return commits.submit(change -> change.sql().update("delete from allowance where key = ?", key.toArray()))
                .thenAccept(deleted -> {});
    }

    /// Forgets what limits nothing any more, and brings the rest to the disk.
    @Override
    public CompletableFuture<Void> sweep(Instant now) {
        synchronized (this) {
            buckets.values().removeIf(bucket -> bucket.full() < now.toEpochMilli());
            unwritten.retainAll(buckets.keySet());
        }
        return write();
    }

    private record Line(Octets key, long full) {}

    CompletableFuture<Void> write() {
        List<Line> lines;
        synchronized (this) {
            lines = unwritten.stream()
                    .map(key -> new Line(key, roundedUp(bucket(key).full())))
                    .sorted(Comparator.comparing(line -> line.key().hex()))
                    .toList();
            unwritten.clear();
        }
        return commits.<Integer>submit(change -> {
                    for (Line line : lines) {
                        change.sql()
                                .update(
                                        "insert or replace into allowance(key, full) values(?, ?)",
                                        line.key().toArray(),
                                        line.full());
                    }
                    return lines.size();
                })
                .handle((count, fault) -> {
                    if (fault != null) {
                        again(lines);
                    }
                    return null;
                });
    }

    /// The disk is full, say: the next writing tries again.
    private synchronized void again(List<Line> lines) {
        lines.stream().map(Line::key).filter(buckets::containsKey).forEach(unwritten::add);
    }

    private static long roundedUp(long millis) {
        return Math.ceilDiv(millis, GRAIN.toMillis()) * GRAIN.toMillis();
    }
}
