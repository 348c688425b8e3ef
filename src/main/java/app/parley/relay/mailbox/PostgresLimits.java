package app.parley.relay.mailbox;

import app.parley.protocol.Octets;
import app.parley.store.PostgresDatabase;
import app.parley.store.Sql;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// [Limits] that several relays share.
final class PostgresLimits implements Limits {
    private final PostgresDatabase database;
    private final PostgresWorkers workers;
    private final InstantSource clock;

    PostgresLimits(PostgresDatabase database, PostgresWorkers workers, InstantSource clock) {
        this.database = database;
        this.workers = workers;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Answer> tryAcquire(List<Ask> asks) {
        // In the order of their keys, so that no two wait for each other in a circle.
        List<Ask> sorted = asks.stream()
                .sorted(Comparator.comparing(ask -> ask.key().hex()))
                .toList();
        return workers.submit(() -> {
            long now = clock.millis();
            // A refusal is found without writing: a flood of requests costs reading only.
            Answer looked = database.transaction(sql -> look(sorted, now, key -> bucket(sql, key)));
            return looked.granted() ? database.transaction(sql -> take(sql, sorted, now)) : looked;
        });
    }

    private interface Buckets {
        Bucket of(Octets key);
    }

    private static Answer look(List<Ask> asks, long now, Buckets buckets) {
        int left = Integer.MAX_VALUE;
        for (Ask ask : asks) {
            Answer answer = buckets.of(ask.key()).look(ask.rate(), now);
            if (!answer.granted()) {
                return answer;
            }
            left = Math.min(left, answer.left());
        }
        return new Answer(true, Duration.ZERO, left);
    }

    /// The rows stay locked until the commit.
    private static Answer take(Sql sql, List<Ask> asks, long now) {
        Map<Octets, Bucket> locked = new HashMap<>();
        for (Ask ask : asks) {
            locked.put(ask.key(), lock(sql, ask.key(), now));
        }
        Answer looked = look(asks, now, key -> locked.getOrDefault(key, Bucket.UNTOUCHED));
        if (!looked.granted()) {
            return looked;
        }
        int left = Integer.MAX_VALUE;
        for (Ask ask : asks) {
            Bucket after = locked.getOrDefault(ask.key(), Bucket.UNTOUCHED).take(ask.rate(), now);
            sql.update(
                    "update allowance set full_at = ? where key = ?",
                    after.full(),
                    ask.key().toArray());
            left = Math.min(left, after.look(ask.rate(), now).left());
        }
        return new Answer(true, Duration.ZERO, left);
    }

    /// A bucket that is full now is as good as one that was never touched.
    private static Bucket lock(Sql sql, Octets key, long now) {
        return sql.one(
                        "insert into allowance(key, full_at) values(?, ?)"
                                + " on conflict(key) do update set full_at = allowance.full_at returning full_at",
                        row -> new Bucket(row.number("full_at")),
                        key.toArray(),
                        now)
                .orElseThrow();
    }

    private static Bucket bucket(Sql sql, Octets key) {
        return sql.one(
                        "select full_at from allowance where key = ?",
                        row -> new Bucket(row.number("full_at")),
                        key.toArray())
                .orElse(Bucket.UNTOUCHED);
    }

    @Override
    public CompletableFuture<Answer> peek(Ask ask) {
        return workers.submit(
                () -> database.transaction(sql -> bucket(sql, ask.key()).look(ask.rate(), clock.millis())));
    }

    @Override
    public CompletableFuture<Void> reset(Octets key) {
        return write("delete from allowance where key = ?", key.toArray());
    }

    @Override
    public CompletableFuture<Void> sweep(Instant now) {
        return write("delete from allowance where full_at < ?", now.toEpochMilli());
    }

    private CompletableFuture<Void> write(String statement, Object value) {
        return workers.submit(() -> database.transaction(sql -> sql.update(statement, value)))
                .thenAccept(count -> {});
    }
}
