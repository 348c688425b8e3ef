package app.parley.relay.mailbox;

import app.parley.crypto.Randomness;
import app.parley.protocol.Envelope;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.Octets;
import app.parley.relay.mailbox.CommitQueue.Change;
import app.parley.relay.mailbox.MailFile.Place;
import app.parley.relay.mailbox.MailIndex.Removed;
import app.parley.relay.mailbox.MailIndex.Shown;
import app.parley.relay.mailbox.MailRows.Carried;
import app.parley.store.Database;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/// [MailboxStore] on one machine: mailboxes are rows in SQLite, envelopes lie in a [MailFile] and are
/// found through a [MailIndex] in memory.
///
/// An append writes to that file and nowhere else, and an envelope whose recipient acknowledges it at
/// once writes nothing at all ([Intake]). `mailbox.last` are numbers that are never given again; in
/// use it is written ahead, or when envelopes expire. `mailbox.acked` may be some seconds behind.
final class SqliteMailboxStore implements MailboxStore {
    private static final long HOUR = 3600;
    private static final int SWEEP_AT_ONCE = 1000;
    private static final int AT_ONCE = 64;

    private final Database database;
    private final CommitQueue commits;
    private final Executor readers;
    private final InstantSource clock;
    private final Randomness randomness;
    private final MailIndex index = new MailIndex();
    private final MailFile mail;
    private final Intake intake;
    private final Runnable sync;

    /// @param file of the envelopes
    /// @param room for that and for the database together
    /// @param patience how long a sender waits for a recipient before the envelope is written
    SqliteMailboxStore(
            Database database,
            Path file,
            Room room,
            CommitQueue commits,
            Executor readers,
            InstantSource clock,
            Randomness randomness,
            Duration patience) {
        this.database = database;
        this.commits = commits;
        this.readers = readers;
        this.clock = clock;
        this.randomness = randomness;
        database.read(sql -> {
            MailRows.loadInto(index, sql);
            return true;
        });
        this.mail = MailFile.open(file, room, index::load);
        try {
            index.loaded().forEach(mail::free);
            unload();
        } catch (RuntimeException e) {
            mail.close();
            throw e;
        }
        this.sync = mail::sync;
        this.intake = new Intake(index, commits, mail, patience);
    }

    /// Takes over what came with the database. A crash in the middle leaves some of it in both places, and the
    /// next start finds that.
    private void unload() {
        boolean more = true;
        while (more) {
            List<Place> copies = new ArrayList<>();
            more = database.transaction(sql -> {
                List<Carried> batch = MailRows.carried(sql, AT_ONCE);
                for (Carried each : batch) {
                    MailHeader header = Entry.header(
                            each.box(), each.seq(), each.expires(), Entry.idOf(each.envelope()), each.envelope());
                    Place place = mail.write(header, each.envelope());
                    if (!index.load(place, header)) {
                        copies.add(place);
                    }
                    MailRows.unload(sql, each);
                }
                mail.sync();
                return !batch.isEmpty();
            });
            copies.forEach(mail::free);
        }
        index.loaded().forEach(mail::free);
    }

    @Override
    public CompletableFuture<Boolean> create(Octets ridHash, Octets sidHash) {
        return commits.submit(change -> {
            Optional<Box> byRid = index.byRid(ridHash);
            if (byRid.isPresent() || index.bySid(sidHash).isPresent()) {
                return byRid.isPresent() && byRid.get().sid().equals(sidHash);
            }
            // A random name: the order in which mailboxes were made would tell whose they are.
            long id = ByteBuffer.wrap(randomness.bytes(8)).getLong() >>> 1;
            Box box = new Box(id, ridHash, sidHash, 0, 0, MailboxStore.lease(clock.instant()));
            MailRows.insert(change.sql(), box);
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
        Removed removed = index.removeUpTo(box, Long.MAX_VALUE);
        change.undo(() -> {
            index.putBack(box, removed.all());
            removed.all().forEach(entry -> intake.write(box, entry));
        });
        MailRows.delete(change.sql(), box);
        index.remove(box);
        change.undo(() -> index.put(box));
        intake.free(change, removed.kept());
        change.committed(
                () -> removed.answers().forEach(pending -> pending.answer().complete(new Appended.NoSuchMailbox())));
        return box.id();
    }

    @Override
    public CompletableFuture<Void> renew(Collection<Octets> ridHashes) {
        return commits.submit(change -> {
                    long lease = MailboxStore.lease(clock.instant());
                    List<Box> due = ridHashes.stream()
                            .map(index::byRid)
                            .flatMap(Optional::stream)
                            .filter(box -> index.lease(box) < lease)
                            .sorted(Comparator.comparingLong(Box::id))
                            .toList();
                    for (Box box : due) {
                        MailRows.lease(change.sql(), box, lease);
                        long before = index.lease(box, lease);
                        change.undo(() -> index.lease(box, before));
                    }
                    return due.size();
                })
                .thenAccept(count -> {});
    }

    @Override
    public CompletableFuture<List<Optional<State>>> states(List<Octets> ridHashes) {
        return CompletableFuture.completedFuture(ridHashes.stream()
                .map(rid -> index.byRid(rid).map(index::state))
                .toList());
    }

    @Override
    public CompletableFuture<Appended> append(Octets sidHash, Envelope envelope, Sender sender, Recipients recipients) {
        long expires = hour(clock.instant().plus(KEPT)) + 1;
        return intake.append(sidHash, envelope, expires, sender, recipients);
    }

    /// At once if all of it is still in memory.
    @Override
    public CompletableFuture<List<Stored>> read(long box, long from, int max, long maxBytes) {
        List<Shown> shown = index.shown(box, from, max, maxBytes);
        if (shown.stream().allMatch(each -> each.envelope().isPresent())) {
            return CompletableFuture.completedFuture(shown.stream()
                    .map(each -> new Stored(each.entry().seq(), each.envelope().orElseThrow()))
                    .toList());
        }
        return CompletableFuture.supplyAsync(
                () -> {
                    List<Stored> found = new ArrayList<>();
                    for (Shown each : shown) {
                        octets(box, each)
                                .ifPresent(envelope ->
                                        found.add(new Stored(each.entry().seq(), envelope)));
                    }
                    return found;
                },
                readers);
    }

    /// @return nothing if it went meanwhile
    private Optional<Envelope> octets(long box, Shown shown) {
        if (shown.envelope().isPresent() || shown.place().isEmpty()) {
            return shown.envelope();
        }
        Envelope envelope = mail.read(shown.place().get());
        if (index.isStill(box, shown)) {
            return Optional.of(envelope);
        }
        // Gone, or moved by the upkeep.
        return index.shown(box, shown.entry().seq(), 1, Long.MAX_VALUE).stream()
                .filter(again -> again.entry() == shown.entry())
                .findFirst()
                .flatMap(again -> octets(box, again));
    }

    @Override
    public CompletableFuture<Void> ack(long boxId, long upTo) {
        return intake.ack(boxId, upTo);
    }

    @Override
    public CompletableFuture<Optional<List<EnvelopeId>>> expired(Octets sidHash) {
        if (index.bySid(sidHash).isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return CompletableFuture.supplyAsync(
                () -> Optional.of(database.read(sql -> MailRows.expired(sql, sidHash))), readers);
    }

    @Override
    public CompletableFuture<Integer> sweep(Instant now) {
        long hour = hour(now);
        return commits.submit(change -> {
                    MailRows.forgetExpired(change.sql(), hour);
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
        Removed removed = index.removeUpTo(box, upTo);
        change.undo(() -> index.putBack(box, removed.all()));
        MailRows.expire(change.sql(), box, removed.kept(), hour + KEPT.toHours());
        MailRows.reserved(change.sql(), box, index.given(box));
        intake.free(change, removed.kept());
        return removed.kept().size();
    }

    /// Writes what waits for its recipients' acknowledgements. Idempotent.
    void finish() {
        intake.finish();
    }

    /// Overwrites what is gone, moves what lies behind much free room, and gives that back to the disk; in
    /// small steps, between which others write.
    CompletableFuture<Void> tidy() {
        return again(change -> mail.wipe())
                .thenCompose(wiped -> again(this::move))
                .thenCompose(moved -> again(change -> mail.wipe()))
                .thenCompose(wiped -> commits.submit(change -> {
                    mail.shorten();
                    return true;
                }))
                .thenAccept(done -> {});
    }

    /// A step, and the next one as long as there is more.
    private CompletableFuture<Boolean> again(Function<Change, Boolean> step) {
        return commits.submit(change -> step.apply(change))
                .thenCompose(more -> more ? again(step) : CompletableFuture.completedFuture(false));
    }

    /// @return whether there may be more to move
    private boolean move(Change change) {
        boolean more = false;
        for (MailFile.Held held : mail.toMove()) {
            Optional<Entry> entry = index.find(held.header().box(), held.header().seq(), held.place());
            Optional<Place> to = entry.flatMap(found -> mail.move(held));
            if (to.isEmpty()) {
                return false;
            }
            change.undo(() -> mail.takeBack(to.get()));
            change.before(sync);
            change.committed(() -> {
                index.moved(entry.get(), to.get());
                mail.free(held.place());
            });
            more = true;
        }
        return more;
    }

    /// Puts everything that waits into a copy of the database.
    void copyInto(Database copy) {
        for (Box box : index.boxes()) {
            long next = 0;
            while (next >= 0) {
                List<Shown> page = index.shown(box.id(), next, AT_ONCE, Long.MAX_VALUE);
                copy.write(sql -> page.forEach(shown -> octets(box.id(), shown)
                        .ifPresent(envelope -> MailRows.carry(sql, box.id(), shown.entry(), envelope))));
                next = page.isEmpty() ? -1 : page.getLast().entry().seq() + 1;
            }
        }
    }

    /// Octets of the file of envelopes.
    long length() {
        return mail.length();
    }

    /// To be called when nothing is written any more.
    void close() {
        mail.close();
    }

    @Override
    public Load load() {
        return index.load();
    }

    private static long hour(Instant instant) {
        return instant.getEpochSecond() / HOUR;
    }
}
