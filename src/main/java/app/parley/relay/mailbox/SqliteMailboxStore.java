package app.parley.relay.mailbox;

import app.parley.crypto.Randomness;
import app.parley.protocol.Envelope;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.Octets;
import app.parley.relay.mailbox.CommitQueue.Change;
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

/// [MailboxStore] on one machine: mailboxes are rows in SQLite, envelopes lie in a [MailFile] and are
/// found through a [MailIndex] in memory.
///
/// An append writes to that file and nowhere else, and an envelope whose recipient acknowledges it at
/// once writes nothing at all ([Intake]). `mailbox.last` are numbers that are never given again; in
/// use it is written ahead, or when envelopes expire. `mailbox.acked` may be some seconds behind.
final class SqliteMailboxStore implements MailboxStore {
    private static final long HOUR = 3600;
    private static final int SWEEP_AT_ONCE = 1000;

    private final Database database;
    private final CommitQueue commits;
    private final Executor readers;
    private final InstantSource clock;
    private final Randomness randomness;
    private final MailIndex index = new MailIndex();
    private final MailFile mail;
    private final Intake intake;
    private final MailReader reader;
    private final MailUpkeep upkeep;

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
        Loading loading = new Loading(database.read(MailRows::boxes));
        this.mail = MailFile.open(file, room, loading::add);
        try {
            MailTransport.unload(database, mail, loading);
            loading.into(index).forEach(mail::free);
        } catch (RuntimeException e) {
            mail.close();
            throw e;
        }
        this.reader = new MailReader(index, mail);
        this.upkeep = new MailUpkeep(index, mail, commits);
        this.intake = new Intake(index, commits, mail, patience);
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
                        reader.envelope(box, each)
                                .ifPresent(envelope ->
                                        found.add(new Stored(each.entry().seq(), envelope)));
                    }
                    return found;
                },
                readers);
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

    /// Overwrites what is gone, and gives room back to the disk.
    CompletableFuture<Void> tidy() {
        return upkeep.tidy();
    }

    /// Puts everything that waits into a copy of the database.
    void copyInto(Database copy) {
        MailTransport.load(index, reader, copy);
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
