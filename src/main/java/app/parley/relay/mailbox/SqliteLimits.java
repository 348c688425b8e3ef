package app.parley.relay.mailbox;

import app.parley.protocol.Octets;
import app.parley.store.Sql;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// [Limits] that survive a restart.
final class SqliteLimits implements Limits {
    private final CommitQueue commits;
    private final InstantSource clock;

    SqliteLimits(CommitQueue commits, InstantSource clock) {
        this.commits = commits;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Answer> tryAcquire(List<Ask> asks) {
        return commits.submit(change -> {
            long now = clock.millis();
            for (Ask ask : asks) {
                Answer answer = bucket(change.sql(), ask.key()).look(ask.rate(), now);
                if (!answer.granted()) {
                    return answer;
                }
            }
            int left = Integer.MAX_VALUE;
            for (Ask ask : asks) {
                Bucket after = bucket(change.sql(), ask.key()).take(ask.rate(), now);
                change.sql()
                        .update(
                                "insert or replace into allowance(key, full) values(?, ?)",
                                ask.key().toArray(),
                                after.full());
                left = Math.min(left, after.look(ask.rate(), now).left());
            }
            return new Answer(true, Duration.ZERO, left);
        });
    }

    /// Everything that is counted on disk.
    static Map<Octets, Bucket> all(Sql sql) {
        Map<Octets, Bucket> all = new HashMap<>();
        sql.list(
                "select key, full from allowance",
                row -> all.put(Octets.of(row.bytes("key")), new Bucket(row.number("full"))));
        return all;
    }

    private static Bucket bucket(Sql sql, Octets key) {
        return sql.one("select full from allowance where key = ?", row -> new Bucket(row.number("full")), key.toArray())
                .orElse(Bucket.UNTOUCHED);
    }

    @Override
    public CompletableFuture<Answer> peek(Ask ask) {
        return commits.submit(change -> bucket(change.sql(), ask.key()).look(ask.rate(), clock.millis()));
    }

    @Override
    public CompletableFuture<Void> reset(Octets key) {
        return commits.submit(change -> change.sql().update("delete from allowance where key = ?", key.toArray()))
                .thenAccept(deleted -> {});
    }

    @Override
    public CompletableFuture<Void> sweep(Instant now) {
        return commits.submit(change -> change.sql().update("delete from allowance where full < ?", now.toEpochMilli()))
                .thenAccept(deleted -> {});
    }
}
