package app.parley.relay.mailbox;

import app.parley.crypto.Randomness;
import app.parley.crypto.Sha256;
import app.parley.protocol.Envelope;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.Octets;
import app.parley.relay.mailbox.CommitQueue.Change;
import app.parley.relay.mailbox.MailIndex.Box;
import app.parley.relay.mailbox.MailIndex.Entry;
import app.parley.store.Database;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// [MailboxStore] in one SQLite file: rows in the order of arrival, found through a [MailIndex]
/// in memory.
///
/// `mailbox.last` is written only when envelopes expire: otherwise the highest number is in the
/// rows or is the acknowledged one, so an append writes one row and nothing else, and numbers
/// still never repeat.
final class SqliteMailboxStore implements MailboxStore {
    private static final long HOUR = 3600;
    private static final int SWEEP_AT_ONCE = 1000;

    private final Database database;
    private final CommitQueue commits;
    private final Executor readers;
    private final InstantSource clock;
    private final Randomness randomness;
    private final MailIndex index = new MailIndex();
    /// Owned by the writing thread once the store is open.
    private long lastRow;

    SqliteMailboxStore(
            Database database, CommitQueue commits, Executor readers, InstantSource clock, Randomness randomness) {
        this.database = database;
        this.commits = commits;
        this.readers = readers;
        this.clock = clock;
        this.randomness = randomness;
        load(database);
    }

    private void load(Database from) {
        from.read(sql -> {
            sql.list("select box, rid, sid, acked, last, lease from mailbox", row -> {
                Box box = new Box(
                        row.number("box"),
                        Octets.of(row.bytes("rid")),
                        Octets.of(row.bytes("sid")),
                        row.number("acked"),
                        row.number("last"),
                        row.number("lease"));
                index.put(box);
                return box.id;
            });
            sql.list("select n, box, seq, expires, id, size from envelope order by n", row -> {
                lastRow = row.number("n");
                Entry entry = Entry.of(
                        row.number("seq"),
                        lastRow,
                        new EnvelopeId(Octets.of(row.bytes("id"))),
                        row.integer("size"),
                        row.number("expires"));
                index.byId(row.number("box")).ifPresent(box -> {
                    index.addLast(box, entry);
                    index.durable(box, entry.seq());
                });
                return lastRow;
            });
            return lastRow;
        });
    }

    /// The first 16 octets of SHA-256 over the bytes.
    static EnvelopeId idOf(byte[] body) {
        return new EnvelopeId(Octets.of(Arrays.copyOf(Sha256.of(body), EnvelopeId.LENGTH)));
    }

    @Override
    public CompletableFuture<Boolean> create(Octets ridHash, Octets sidHash) {
        return commits.submit(change -> {
            Optional<Box> byRid = index.byRid(ridHash);
            if (byRid.isPresent() || index.bySid(sidHash).isPresent()) {
                return byRid.isPresent() && byRid.get().sid.equals(sidHash);
            }
            // A random name: the order in which mailboxes were made would tell whose they are.
            long id = ByteBuffer.wrap(randomness.bytes(8)).getLong() >>> 1;
            long lease = MailboxStore.lease(clock.instant());
            Box box = new Box(id, ridHash, sidHash, 0, 0, lease);
            change.sql()
                    .update(
                            "insert into mailbox(box, rid, sid, acked, last, lease) values(?, ?, ?, 0, 0, ?)",
                            id,
                            ridHash.toArray(),
                            sidHash.toArray(),
                            lease);
            index.put(box);
            change.undo(() -> index.remove(box));
            return true;
        });
    }

    @Override
    public CompletableFuture<Optional<Long>> delete(Octets ridHash) {
        return commits.submit(change -> index.byRid(ridHash).map(box -> delete(change, box)));
    }

    private Long delete(Change change, Box box) {
        List<Entry> removed = index.removeUpTo(box, Long.MAX_VALUE);
        change.undo(() -> index.putBack(box, removed));
        removed.forEach(entry -> erase(change, entry));
        change.sql().update("delete from expired where sid = ?", box.sid.toArray());
        change.sql().update("delete from mailbox where box = ?", box.id);
        index.remove(box);
        change.undo(() -> index.put(box));
        return box.id;
    }

    @Override
    public CompletableFuture<Void> renew(Collection<Octets> ridHashes) {
        return commits.submit(change -> {
                    long lease = MailboxStore.lease(clock.instant());
                    List<Box> due = ridHashes.stream()
                            .map(index::byRid)
                            .flatMap(Optional::stream)
                            .filter(box -> index.lease(box) < lease)
                            .sorted(Comparator.comparingLong(box -> box.id))
                            .toList();
                    for (Box box : due) {
                        change.sql().update("update mailbox set lease = ? where box = ?", lease, box.id);
                        long before = index.lease(box, lease);
                        change.undo(() -> index.lease(box, before));
                    }
                    return due.size();
                })
                .thenAccept(count -> {});
    }

    private static void erase(Change change, Entry entry) {
        change.sql().update("delete from envelope where n = ?", entry.row());
    }

    @Override
    public CompletableFuture<List<Optional<State>>> states(List<Octets> ridHashes) {
        return CompletableFuture.completedFuture(ridHashes.stream()
                .map(rid -> index.byRid(rid).map(index::state))
                .toList());
    }

    @Override
    public CompletableFuture<Appended> append(Octets sidHash, Envelope envelope) {
        byte[] body = envelope.toArray();
        EnvelopeId id = idOf(body);
        return commits.submit(change ->
                index.bySid(sidHash).map(box -> append(change, box, id, body)).orElseGet(Appended.NoSuchMailbox::new));
    }

    private Appended append(Change change, Box box, EnvelopeId id, byte[] body) {
        Optional<Entry> same = index.same(box, id);
        if (same.isPresent()) {
            return new Appended.Held(box.id, same.get().seq(), same.get().expires() * HOUR, false);
        }
        if (!index.hasRoom(box, body.length)) {
            return new Appended.MailboxFull();
        }
        long expires = hour(clock.instant().plus(KEPT)) + 1;
        Entry entry = Entry.of(index.next(box), lastRow + 1, id, body.length, expires);
        change.sql()
                .update(
                        "insert into envelope(n, box, seq, expires, size, id, body) values(?, ?, ?, ?, ?, ?, ?)",
                        entry.row(),
                        box.id,
                        entry.seq(),
                        expires,
                        body.length,
                        id.octets().toArray(),
                        body);
        lastRow = entry.row();
        index.addLast(box, entry);
        change.undo(() -> index.takeBack(box, entry));
        change.committed(() -> index.durable(box, entry.seq()));
        return new Appended.Held(box.id, entry.seq(), expires * HOUR, true);
    }

    @Override
    public CompletableFuture<List<Stored>> read(long box, long from, int max, long maxBytes) {
        return CompletableFuture.supplyAsync(
                () -> {
                    List<Entry> entries = index.entries(box, from, max, maxBytes);
                    return database.read(sql -> {
                        List<Stored> found = new ArrayList<>();
                        for (Entry entry : entries) {
                            sql.one(
                                            "select body from envelope where n = ?",
                                            row -> new Stored(entry.seq(), Envelope.of(row.bytes("body"))),
                                            entry.row())
                                    .ifPresent(found::add);
                        }
                        return found;
                    });
                },
                readers);
    }

    @Override
    public CompletableFuture<Void> ack(long boxId, long upTo) {
        return commits.<Optional<Box>>submit(change -> {
                    Optional<Box> found = index.byId(boxId);
                    found.ifPresent(box -> ack(change, box, Math.min(upTo, index.durable(box))));
                    return found;
                })
                .thenAccept(box -> {});
    }

    private void ack(Change change, Box box, long upTo) {
        long before = index.acked(box);
        if (upTo <= before) {
            return;
        }
        List<Entry> removed = index.removeUpTo(box, upTo);
        index.acked(box, upTo);
        change.undo(() -> {
            index.acked(box, before);
            index.putBack(box, removed);
        });
        removed.forEach(entry -> erase(change, entry));
        change.sql().update("update mailbox set acked = ? where box = ?", upTo, box.id);
    }

    @Override
    public CompletableFuture<Optional<List<EnvelopeId>>> expired(Octets sidHash) {
        if (index.bySid(sidHash).isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return CompletableFuture.supplyAsync(
                () -> Optional.of(database.read(sql -> sql.list(
                        "select id from expired where sid = ? limit " + MAX_NOTICES,
                        row -> new EnvelopeId(Octets.of(row.bytes("id"))),
                        sidHash.toArray()))),
                readers);
    }

    @Override
    public CompletableFuture<Integer> sweep(Instant now) {
        long hour = hour(now);
        return commits.submit(change -> {
                    change.sql().update("delete from expired where until <= ?", hour);
                    long period = MailboxStore.period(now);
                    int count = 0;
                    for (Box box : index.boxes()) {
                        if (count < SWEEP_AT_ONCE && index.lease(box) < period) {
                            delete(change, box);
                            count++;
                        } else {
                            count += count < SWEEP_AT_ONCE ? expire(change, box, hour) : 0;
                        }
                    }
                    return count;
                })
                .thenCompose(count -> count < SWEEP_AT_ONCE
                        ? CompletableFuture.completedFuture(count)
                        : sweep(now).thenApply(more -> count + more));
    }

    private int expire(Change change, Box box, long hour) {
        long upTo = index.lastExpired(box, hour);
        if (upTo == 0) {
            return 0;
        }
        List<Entry> removed = index.removeUpTo(box, upTo);
        change.undo(() -> index.putBack(box, removed));
        long until = hour + KEPT.toHours();
        for (Entry entry : removed) {
            erase(change, entry);
            change.sql()
                    .update(
                            "insert or replace into expired(sid, id, until) values(?, ?, ?)",
                            box.sid.toArray(),
                            entry.id().octets().toArray(),
                            until);
        }
        change.sql().update("update mailbox set last = ? where box = ?", index.next(box) - 1, box.id);
        return removed.size();
    }

    @Override
    public Load load() {
        return index.load();
    }

    private static long hour(Instant instant) {
        return instant.getEpochSecond() / HOUR;
    }
}
