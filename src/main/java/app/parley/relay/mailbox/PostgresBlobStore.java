package app.parley.relay.mailbox;

import app.parley.protocol.Octets;
import app.parley.store.PostgresDatabase;
import app.parley.store.Row;
import app.parley.store.Sql;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// [BlobStore] in PostgreSQL, a row for each part: an upload that was begun at one relay goes on
/// at another. Every part is durable when it is answered.
final class PostgresBlobStore implements BlobStore {
    private static final String COLUMNS = "select size, received, expires from blob ";
    private static final int SWEEP_AT_ONCE = 100;

    private final PostgresDatabase database;
    private final PostgresWorkers workers;
    private final InstantSource clock;
    private final PostgresCount<Load> load;

    PostgresBlobStore(PostgresDatabase database, PostgresWorkers workers, InstantSource clock) {
        this.database = database;
        this.workers = workers;
        this.clock = clock;
        this.load = new PostgresCount<>(
                database, new Load(0, 0), sql -> new Load(sql.number("select count(*) from blob"), promised(sql)));
    }

    private <T> CompletableFuture<T> work(Function<Sql, T> work) {
        return workers.submit(() -> database.transaction(work::apply));
    }

    private static long promised(Sql sql) {
        return sql.number("select coalesce(sum(size), 0)::bigint from blob");
    }

    private static State state(Row row) {
        return new State(row.number("size"), row.number("received"), row.number("expires") * 3600);
    }

    @Override
    public CompletableFuture<Made> create(Octets widHash, Octets bidHash, long size, long most, Instant expires) {
        long hour = hour(expires) + 1;
        return workers.submit(() -> database.<Made, RuntimeException>alone(sql -> {
            byte[] wid = widHash.toArray();
            byte[] bid = bidHash.toArray();
            Optional<State> same = sql.one(
                    COLUMNS + "where wid = ? and bid = ? and size = ?", PostgresBlobStore::state, wid, bid, size);
            if (same.isPresent()) {
                return new Made.Ready(same.get().received(), same.get().expiresAt());
            }
            if (sql.number("select count(*) from blob where wid = ? or bid = ?", wid, bid) > 0) {
                return new Made.Taken();
            }
            if (promised(sql) + size > most) {
                return new Made.NoRoom();
            }
            sql.update(
                    "insert into blob(wid, bid, size, received, touched, expires) values(?, ?, ?, 0, ?, ?)",
                    wid,
                    bid,
                    size,
                    hour(clock.instant()),
                    hour);
            return new Made.Ready(0, hour * 3600);
        }));
    }

    @Override
    public CompletableFuture<Optional<State>> state(Octets widHash) {
        return work(sql -> sql.one(COLUMNS + "where wid = ?", PostgresBlobStore::state, widHash.toArray()));
    }

    @Override
    public CompletableFuture<Optional<State>> put(Octets widHash, long offset, Octets part) {
        return work(sql -> {
            byte[] wid = widHash.toArray();
            return sql.one(COLUMNS + "where wid = ? for no key update", PostgresBlobStore::state, wid)
                    .map(state -> put(sql, wid, state, offset, part));
        });
    }

    private State put(Sql sql, byte[] wid, State state, long offset, Octets part) {
        long end = offset + part.length();
        boolean fits = offset == state.received()
                && end <= state.size()
                && (part.length() == PART || part.length() > 0 && end == state.size());
        if (!fits) {
            return state;
        }
        sql.update("insert into blob_part(wid, start, body) values(?, ?, ?)", wid, offset, part.toArray());
        sql.update("update blob set received = ?, touched = ? where wid = ?", end, hour(clock.instant()), wid);
        return new State(state.size(), end, state.expiresAt());
    }

    @Override
    public CompletableFuture<Optional<Part>> read(Octets bidHash, long offset) {
        long start = offset - offset % PART;
        return work(sql -> sql.one(
                "select b.size, p.body from blob b left join blob_part p on p.wid = b.wid and p.start = ?"
                        + " where b.bid = ? and b.received = b.size",
                row -> {
                    byte[] body = row.optionalBytes("body").orElseGet(() -> new byte[0]);
                    int skip = (int) Math.min(body.length, offset - start);
                    byte[] rest = new byte[body.length - skip];
                    System.arraycopy(body, skip, rest, 0, rest.length);
                    return new Part(row.number("size"), Octets.of(rest));
                },
                start,
                bidHash.toArray()));
    }

    @Override
    public CompletableFuture<Boolean> delete(Octets widHash) {
        return work(sql -> {
            boolean deleted = sql.update("delete from blob where wid = ?", widHash.toArray()) == 1;
            sql.update("delete from blob_part where wid = ?", widHash.toArray());
            return deleted;
        });
    }

    /// Blobs that another relay works on are left for the next time.
    @Override
    public CompletableFuture<Integer> sweep(Instant now) {
        long idle = hour(now.minus(UNFINISHED));
        return workers.submit(() -> {
            int count = 0;
            int some;
            do {
                some = database.transaction(sql -> {
                    byte[][] over = sql.list(
                                    "select wid from blob where expires <= ? or received < size and touched < ?"
                                            + " limit " + SWEEP_AT_ONCE + " for update skip locked",
                                    row -> row.bytes("wid"),
                                    hour(now),
                                    idle)
                            .toArray(byte[][]::new);
                    sql.update("delete from blob_part where wid = any(?)", (Object) over);
                    return sql.update("delete from blob where wid = any(?)", (Object) over);
                });
                count += some;
            } while (some > 0);
            return count;
        });
    }

    @Override
    public Load load() {
        return load.get();
    }

    private static long hour(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), Duration.ofHours(1).toSeconds());
    }
}
