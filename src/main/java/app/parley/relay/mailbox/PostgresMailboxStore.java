package app.parley.relay.mailbox;

import app.parley.crypto.Randomness;
import app.parley.protocol.Envelope;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.Octets;
import app.parley.relay.mailbox.PostgresAppends.Letter;
import app.parley.store.PostgresDatabase;
import app.parley.store.Sql;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// [MailboxStore] in PostgreSQL, shared by several relays. Appends and acknowledgements go in
/// batches; each transaction locks the rows of its mailboxes in the order of their names.
final class PostgresMailboxStore implements MailboxStore {
    private static final long HOUR = 3600;
    private static final int SWEEP_AT_ONCE = 200;
    /// While one transaction waits for the disk, the other fills.
    private static final int LANES = 2;

    private final PostgresDatabase database;
    private final PostgresWorkers workers;
    private final PostgresTalk talk;
    private final InstantSource clock;
    private final Randomness randomness;
    private final List<Batches<Letter, Appended>> appends;
    private final Batches<Upto, Boolean> acks;
    private final PostgresCount<Load> load;

    private record Upto(long box, long upTo) {}

    PostgresMailboxStore(
            PostgresDatabase database,
            PostgresWorkers workers,
            PostgresTalk talk,
            InstantSource clock,
            Randomness randomness) {
        this.database = database;
        this.workers = workers;
        this.talk = talk;
        this.clock = clock;
        this.randomness = randomness;
        this.appends = IntStream.range(0, LANES)
                .mapToObj(n -> new Batches<Letter, Appended>("relay-append-" + n, this::append))
                .toList();
        this.acks = new Batches<>("relay-ack", this::ack);
        this.load = new PostgresCount<>(
                database,
                new Load(0, 0, 0),
                sql -> sql.one(
                                "select count(*) as boxes, coalesce(sum(count), 0)::bigint as count,"
                                        + " coalesce(sum(bytes), 0)::bigint as bytes from mailbox",
                                row -> new Load(row.number("boxes"), row.number("count"), row.number("bytes")))
                        .orElseThrow());
    }

    private <T> CompletableFuture<T> work(Supplier<T> task) {
        return workers.submit(task);
    }

    @Override
    public CompletableFuture<Boolean> create(Octets ridHash, Octets sidHash) {
        // A random name: the order in which mailboxes were made would tell whose they are.
        long box = ByteBuffer.wrap(randomness.bytes(8)).getLong() >>> 1;
        long lease = MailboxStore.lease(clock.instant());
        return work(() -> database.transaction(sql -> {
            int made = sql.update(
                    "insert into mailbox(box, rid, sid, acked, last, count, bytes, lease)"
                            + " values(?, ?, ?, 0, 0, 0, 0, ?) on conflict do nothing",
                    box,
                    ridHash.toArray(),
                    sidHash.toArray(),
                    lease);
            return made == 1
                    || sql.number(
                                    "select count(*) from mailbox where rid = ? and sid = ?",
                                    ridHash.toArray(),
                                    sidHash.toArray())
                            == 1;
        }));
    }

    @Override
    public CompletableFuture<Optional<Long>> delete(Octets ridHash) {
        return work(() -> database.transaction(sql -> {
            Optional<Long> box = sql.one(
                    "select box from mailbox where rid = ? for update", row -> row.number("box"), ridHash.toArray());
            box.ifPresent(found -> delete(sql, found));
            return box;
        }));
    }

    /// The caller has locked the mailboxes.
    private static void delete(Sql sql, Long... boxes) {
        sql.update("delete from expired where sid in (select sid from mailbox where box = any(?))", (Object) boxes);
        sql.update("delete from envelope where box = any(?)", (Object) boxes);
        sql.update("delete from mailbox where box = any(?)", (Object) boxes);
    }

    /// Some at a time and in the order of their names, so that no row is locked for long, and the
    /// order tells nothing.
    @Override
    public CompletableFuture<Void> renew(Collection<Octets> ridHashes) {
        long lease = MailboxStore.lease(clock.instant());
        List<byte[]> rids = ridHashes.stream().map(Octets::toArray).toList();
        return work(() -> {
                    List<Long> due = new ArrayList<>();
                    for (int from = 0; from < rids.size(); from += SWEEP_AT_ONCE) {
                        byte[][] some = rids.subList(from, Math.min(rids.size(), from + SWEEP_AT_ONCE))
                                .toArray(byte[][]::new);
                        due.addAll(database.transaction(sql -> sql.list(
                                "select box from mailbox where rid = any(?) and lease < ?",
                                row -> row.number("box"),
                                some,
                                lease)));
                    }
                    due.sort(Comparator.naturalOrder());
                    for (int from = 0; from < due.size(); from += SWEEP_AT_ONCE) {
                        Long[] some = due.subList(from, Math.min(due.size(), from + SWEEP_AT_ONCE))
                                .toArray(Long[]::new);
                        database.transaction(sql -> {
                            sql.list(
                                    "select box from mailbox where box = any(?) order by box for no key update",
                                    row -> row.number("box"),
                                    (Object) some);
                            return sql.update("update mailbox set lease = ? where box = any(?)", lease, some);
                        });
                    }
                    return due.size();
                })
                .thenAccept(count -> {});
    }

    @Override
    public CompletableFuture<List<Optional<State>>> states(List<Octets> ridHashes) {
        byte[][] rids = ridHashes.stream().map(Octets::toArray).toArray(byte[][]::new);
        return work(() -> database.transaction(sql -> {
            Map<Octets, State> found = new HashMap<>();
            sql.list(
                    "select rid, box, acked, last from mailbox where rid = any(?)",
                    row -> found.put(
                            Octets.of(row.bytes("rid")),
                            new State(row.number("box"), row.number("acked"), row.number("last"))),
                    (Object) rids);
            return ridHashes.stream()
                    .map(rid -> Optional.ofNullable(found.get(rid)))
                    .toList();
        }));
    }

    @Override
    public CompletableFuture<Appended> append(Octets sidHash, Envelope envelope, Sender sender, Recipients recipients) {
        byte[] body = envelope.toArray();
        EnvelopeId id = Entry.idOf(envelope);
        return appends.get(Math.floorMod(sidHash.hashCode(), LANES))
                .submit(new Letter(sidHash, id, body))
                .thenApply(appended -> {
                    if (appended instanceof Appended.Held held && held.fresh()) {
                        recipients.arrived(held.box(), held.seq(), envelope);
                    }
                    return appended;
                });
    }

    private List<Appended> append(List<Letter> letters) {
        long expires = hour(clock.instant().plus(KEPT)) + 1;
        return database.transaction(sql -> {
            PostgresAppends batch = new PostgresAppends(sql, expires);
            List<Appended> answers = batch.append(letters);
            talk.appended(sql, batch.boxes());
            return answers;
        });
    }

    @Override
    public CompletableFuture<List<Stored>> read(long box, long from, int max, long maxBytes) {
        return work(() -> database.transaction(sql -> sql.list(
                "select seq, body from (select seq, size, body, sum(size) over (order by seq) as total"
                        + " from (select seq, size, body from envelope where box = ? and seq >= ?"
                        + " order by seq limit ?) as few) as summed"
                        + " where total <= ? or total = size order by seq",
                row -> new Stored(row.number("seq"), Envelope.of(row.bytes("body"))),
                box,
                from,
                max,
                maxBytes)));
    }

    @Override
    public CompletableFuture<Void> ack(long box, long upTo) {
        return acks.submit(new Upto(box, upTo)).thenAccept(done -> {});
    }

    private List<Boolean> ack(List<Upto> asked) {
        Map<Long, Long> highest = new HashMap<>();
        asked.forEach(each -> highest.merge(each.box(), each.upTo(), Math::max));
        return database.transaction(sql -> {
            List<Upto> due = new ArrayList<>();
            sql.list(
                            "select box, acked, last from mailbox where box = any(?) order by box for no key update",
                            row -> new Upto[] {
                                new Upto(row.number("box"), row.number("acked")),
                                new Upto(row.number("box"), row.number("last"))
                            },
                            (Object) highest.keySet().toArray(Long[]::new))
                    .forEach(state -> {
                        long box = state[0].box();
                        long upTo = Math.min(highest.getOrDefault(box, 0L), state[1].upTo());
                        if (upTo > state[0].upTo()) {
                            due.add(new Upto(box, upTo));
                        }
                    });
            if (!due.isEmpty()) {
                // A statement after the lock: it sees what was appended before the lock was given.
                sql.update(
                        "with due as (select box, upto from unnest(?, ?) as d(box, upto)),"
                                + " gone as (delete from envelope e using due where e.box = due.box"
                                + " and e.seq <= due.upto returning e.box, e.size),"
                                + " sums as (select box, count(*) as n, sum(size) as bytes from gone group by box)"
                                + " update mailbox m set acked = due.upto, count = m.count - coalesce(s.n, 0),"
                                + " bytes = m.bytes - coalesce(s.bytes, 0)"
                                + " from due left join sums s on s.box = due.box where m.box = due.box",
                        PostgresAppends.numbers(due, Upto::box),
                        PostgresAppends.numbers(due, Upto::upTo));
            }
            Boolean[] done = new Boolean[asked.size()];
            Arrays.fill(done, true);
            return List.of(done);
        });
    }

    @Override
    public CompletableFuture<Optional<List<EnvelopeId>>> expired(Octets sidHash) {
        return work(() -> database.transaction(sql -> sql.one(
                        "select box from mailbox where sid = ?", row -> row.number("box"), sidHash.toArray())
                .map(box -> sql.list(
                        "select id from expired where sid = ? limit " + MAX_NOTICES,
                        row -> new EnvelopeId(Octets.of(row.bytes("id"))),
                        sidHash.toArray()))));
    }

    @Override
    public CompletableFuture<Integer> sweep(Instant now) {
        return work(() -> {
            long hour = hour(now);
            database.transaction(sql -> sql.update("delete from expired where until <= ?", hour));
            int count = 0;
            int some;
            do {
                some = database.transaction(sql -> expire(sql, hour) + end(sql, MailboxStore.period(now)));
                count += some;
            } while (some > 0);
            return count;
        });
    }

    /// Mailboxes that another relay works on are left for the next time, so that several may sweep
    /// at once.
    private static int expire(Sql sql, long hour) {
        Long[] boxes = sql.list(
                        "select box from mailbox where box in"
                                + " (select distinct box from (select box from envelope where expires <= ?"
                                + " order by expires limit " + SWEEP_AT_ONCE + ") as few)"
                                + " order by box for no key update skip locked",
                        row -> row.number("box"),
                        hour)
                .toArray(Long[]::new);
        if (boxes.length == 0) {
            return 0;
        }
        sql.update(
                "insert into expired(sid, id, until) select m.sid, e.id, ? from mailbox m"
                        + " join envelope e on e.box = m.box where m.box = any(?) and e.expires <= ?"
                        + " on conflict(sid, id) do update set until = excluded.until",
                hour + KEPT.toHours(),
                boxes,
                hour);
        int gone = (int) sql.number(
                "with gone as (delete from envelope where box = any(?) and expires <= ? returning box, size),"
                        + " sums as (select box, count(*) as n, sum(size) as bytes from gone group by box),"
                        + " done as (update mailbox m set count = m.count - s.n, bytes = m.bytes - s.bytes"
                        + " from sums s where m.box = s.box)"
                        + " select count(*) from gone",
                boxes,
                hour);
        return gone;
    }

    private static int end(Sql sql, long period) {
        Long[] boxes = sql.list(
                        "select box from mailbox where box in (select box from mailbox where lease < ? limit "
                                + SWEEP_AT_ONCE + ") order by box for update skip locked",
                        row -> row.number("box"),
                        period)
                .toArray(Long[]::new);
        if (boxes.length > 0) {
            delete(sql, boxes);
        }
        return boxes.length;
    }

    @Override
    public Load load() {
        return load.get();
    }

    /// Carries out what was asked, and refuses what comes after.
    void finish() {
        appends.forEach(Batches::close);
        acks.close();
    }

    private static long hour(Instant instant) {
        return instant.getEpochSecond() / HOUR;
    }
}
