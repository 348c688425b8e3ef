package app.parley.relay.mailbox;

import app.parley.crypto.Randomness;
import app.parley.protocol.Octets;
import app.parley.store.Database;
import app.parley.store.Row;
import app.parley.store.Sql;
import app.parley.store.StoreException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// [BlobStore] with a row for each blob in the database and its octets in a file of its own, so
/// that large things neither slow the messages' log down nor make the database grow, and erasing
/// frees the disk at once. The row is the truth: what a file has beyond it was never answered.
final class FileBlobStore implements BlobStore {
    /// After that many octets the file is brought to the disk and the row told so.
    private static final long SYNC_EVERY = 1 << 20;

    private static final String COLUMNS = "select file, size, received, expires from blob ";

    private final Database database;
    private final CommitQueue commits;
    private final BlobFiles files;
    private final Executor workers;
    private final InstantSource clock;
    private final Randomness randomness;
    /// How far uploads are that the row does not know about yet; guarded by itself.
    private final Map<Octets, Upload> uploads = new HashMap<>();

    private volatile Load load;

    private record Held(long file, long size, long received, long expiresHour) {
        State state(long now) {
            return new State(size, now, expiresHour * 3600);
        }
    }

    /// An upload under way. Guarded by itself: parts of one blob are written one after the other.
    private static final class Upload {
        private final Held held;
        private long received;
        private long synced;
        private boolean gone;

        Upload(Held held) {
            this.held = held;
            this.received = held.received;
            this.synced = held.received;
        }
    }

    /// @param workers run what waits for files
    FileBlobStore(
            Database database,
            CommitQueue commits,
            Path directory,
            Executor workers,
            InstantSource clock,
            Randomness randomness) {
        this.database = database;
        this.commits = commits;
        this.files = new BlobFiles(directory);
        this.workers = workers;
        this.clock = clock;
        this.randomness = randomness;
        tidy();
        this.load = database.read(FileBlobStore::load);
    }

    /// Rows and files that miss each other go, as after a restored backup or a crash between the
    /// two.
    private void tidy() {
        Map<Long, Held> rows = new HashMap<>();
        database.<List<Held>, RuntimeException>read(sql -> sql.list(COLUMNS, FileBlobStore::held))
                .forEach(held -> rows.put(held.file(), held));
        for (long name : files.names()) {
            if (!rows.containsKey(name)) {
                files.erase(name);
            }
        }
        List<Long> broken = rows.values().stream()
                .filter(held -> files.length(held.file()) < held.received())
                .map(Held::file)
                .toList();
        database.write(sql -> broken.forEach(file -> sql.update("delete from blob where file = ?", file)));
    }

    private static Held held(Row row) {
        return new Held(row.number("file"), row.number("size"), row.number("received"), row.number("expires"));
    }

    private static Optional<Held> byWid(Sql sql, Octets wid) {
        return sql.one(COLUMNS + "where wid = ?", FileBlobStore::held, wid.toArray());
    }

    @Override
    public CompletableFuture<Made> create(Octets widHash, Octets bidHash, long size, long most, Instant expires) {
        return commits.submit(change -> {
            Sql sql = change.sql();
            Optional<Held> same = sql.one(
                    COLUMNS + "where wid = ? and bid = ? and size = ?",
                    FileBlobStore::held,
                    widHash.toArray(),
                    bidHash.toArray(),
                    size);
            if (same.isPresent()) {
                return new Made.Ready(received(widHash, same.get()), same.get().expiresHour() * 3600);
            }
            if (sql.number("select count(*) from blob where wid = ? or bid = ?", widHash.toArray(), bidHash.toArray())
                    > 0) {
                return new Made.Taken();
            }
            if (sql.number("select coalesce(sum(size), 0) from blob") + size > most) {
                return new Made.NoRoom();
            }
            long hour = hour(expires) + 1;
            // A random name, as for mailboxes: the order tells nothing.
            long name = ByteBuffer.wrap(randomness.bytes(8)).getLong() >>> 1;
            sql.update(
                    "insert into blob(wid, bid, file, size, received, touched, expires) values(?, ?, ?, ?, 0, ?, ?)",
                    widHash.toArray(),
                    bidHash.toArray(),
                    name,
                    size,
                    hour(clock.instant()),
                    hour);
            changed(change);
            return new Made.Ready(0, hour * 3600);
        });
    }

    /// How far an upload is, the row's word aside.
    private long received(Octets widHash, Held held) {
        synchronized (uploads) {
            Upload upload = uploads.get(widHash);
            return upload == null ? held.received() : Math.max(held.received(), upload.received);
        }
    }

    @Override
    public CompletableFuture<Optional<State>> state(Octets widHash) {
        return work(() -> database.<Optional<Held>, RuntimeException>read(sql -> byWid(sql, widHash))
                .map(held -> held.state(received(widHash, held))));
    }

    @Override
    public CompletableFuture<Optional<State>> put(Octets widHash, long offset, Octets part) {
        return work(() -> upload(widHash).map(upload -> put(widHash, upload, offset, part)));
    }

    private Optional<Upload> upload(Octets widHash) {
        synchronized (uploads) {
            Upload known = uploads.get(widHash);
            if (known != null) {
                return Optional.of(known);
            }
        }
        Optional<Held> held = database.read(sql -> byWid(sql, widHash));
        return held.map(found -> {
            Upload fresh = new Upload(found);
            if (found.received() == found.size()) {
                return fresh;
            }
            synchronized (uploads) {
                Upload meanwhile = uploads.putIfAbsent(widHash, fresh);
                return meanwhile == null ? fresh : meanwhile;
            }
        });
    }

    private State put(Octets widHash, Upload upload, long offset, Octets part) {
        synchronized (upload) {
            Held held = upload.held;
            long end = offset + part.length();
            boolean fits = offset == upload.received
                    && !upload.gone
                    && end <= held.size()
                    && (part.length() == PART || part.length() > 0 && end == held.size());
            if (!fits) {
                return held.state(upload.received);
            }
            files.write(held.file(), offset, part.toArray());
            if (end == held.size() || end - upload.synced >= SYNC_EVERY) {
                files.sync(held.file());
                note(widHash, end);
                upload.synced = end;
            }
            upload.received = end;
            if (end == held.size()) {
                // Like its row, the file tells the hour and no more.
                files.date(held.file(), clock.instant().truncatedTo(ChronoUnit.HOURS));
                synchronized (uploads) {
                    uploads.remove(widHash);
                }
            }
            return held.state(end);
        }
    }

    private void note(Octets widHash, long received) {
        try {
            commits.submit(change -> change.sql()
                            .update(
                                    "update blob set received = ?, touched = ? where wid = ?",
                                    received,
                                    hour(clock.instant()),
                                    widHash.toArray()))
                    .get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case null, default -> throw new IllegalStateException("a part could not be noted", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(StoreException.Why.FAILED, "interrupted", e);
        }
    }

    @Override
    public CompletableFuture<Optional<Part>> read(Octets bidHash, long offset) {
        return work(() -> database.<Optional<Held>, RuntimeException>read(sql ->
                        sql.one(COLUMNS + "where bid = ? and received = size", FileBlobStore::held, bidHash.toArray()))
                .map(held -> new Part(held.size(), Octets.of(files.read(held.file(), offset, (int)
                        Math.clamp(held.size() - offset, 0, PART))))));
    }

    @Override
    public CompletableFuture<Boolean> delete(Octets widHash) {
        return commits.<Optional<Held>>submit(change -> {
                    Optional<Held> held = byWid(change.sql(), widHash);
                    change.sql().update("delete from blob where wid = ?", widHash.toArray());
                    changed(change);
                    return held;
                })
                .thenApplyAsync(
                        held -> {
                            held.ifPresent(found -> forget(widHash, found.file()));
                            return held.isPresent();
                        },
                        workers);
    }

    private void forget(Octets widHash, long file) {
        Optional<Upload> upload;
        synchronized (uploads) {
            upload = Optional.ofNullable(uploads.remove(widHash));
        }
        if (upload.isPresent()) {
            synchronized (upload.get()) {
                upload.get().gone = true;
            }
        }
        files.erase(file);
    }

    private record Over(Octets wid, long file) {}

    @Override
    public CompletableFuture<Integer> sweep(Instant now) {
        long idle = hour(now.minus(UNFINISHED));
        return commits.<List<Over>>submit(change -> {
                    List<Over> over = new ArrayList<>(change.sql()
                            .list(
                                    "select wid, file from blob where expires <= ?"
                                            + " or received < size and touched < ?",
                                    row -> new Over(Octets.of(row.bytes("wid")), row.number("file")),
                                    hour(now),
                                    idle));
                    over.forEach(each -> change.sql()
                            .update("delete from blob where wid = ?", each.wid().toArray()));
                    changed(change);
                    return over;
                })
                .thenApplyAsync(
                        over -> {
                            over.forEach(each -> forget(each.wid(), each.file()));
                            return over.size();
                        },
                        workers);
    }

    @Override
    public Load load() {
        return load;
    }

    private static Load load(Sql sql) {
        return new Load(sql.number("select count(*) from blob"), sql.number("select coalesce(sum(size), 0) from blob"));
    }

    private void changed(CommitQueue.Change change) {
        Load after = load(change.sql());
        change.committed(() -> load = after);
    }

    private <T> CompletableFuture<T> work(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, workers);
    }

    private static long hour(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), Duration.ofHours(1).toSeconds());
    }
}
