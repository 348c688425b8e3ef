package app.parley.relay.mailbox;

import app.parley.protocol.Envelope;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.Octets;
import app.parley.relay.mailbox.CommitQueue.Change;
import app.parley.relay.mailbox.Handover.Handed;
import app.parley.relay.mailbox.MailIndex.Mark;
import app.parley.relay.mailbox.MailPages.Place;
import app.parley.relay.mailbox.MailboxStore.Appended;
import app.parley.relay.mailbox.MailboxStore.Recipients;
import app.parley.relay.mailbox.Removed.Pending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// How envelopes come into mailboxes and leave them again: to the disk, or from the sender straight
/// to a recipient who acknowledges at once (docs/decisions/0011). Accepted is said when it is
/// on disk or the recipient has acknowledged, whichever comes first.
final class Intake {
    private static final long HOUR = 3600;
    private static final Duration MARKS = Duration.ofSeconds(10);

    private final MailIndex index;
    private final Commits commits;
    private final MailFile mail;
    /// one object, so that a transaction does it once
    private final Runnable sync;
    private final Handover handover;
    /// held while envelopes are queued, so that they are in the order of their numbers
    private final Object submitting = new Object();

    private final AtomicBoolean marking = new AtomicBoolean();
    /// What comes after [#finish] is dropped: nothing is left to be done later then.
    private final ScheduledExecutorService timer = new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().name("relay-handover").daemon(true).factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    /// @param patience how long a sender waits for a recipient before the envelope is written
    Intake(MailIndex index, Commits commits, MailFile mail, Duration patience) {
        this.index = index;
        this.commits = commits;
        this.mail = mail;
        this.sync = mail::sync;
        this.handover = new Handover(patience, timer, this::late);
    }

    /// @param expires hours since 1970
    CompletableFuture<Appended> append(
            Octets sidHash, Envelope envelope, long expires, Sender sender, Recipients recipients) {
        return switch (index.place(sidHash, envelope, expires)) {
            case Placed.Nowhere nowhere -> CompletableFuture.completedFuture(nowhere.why());
            case Placed.Same same -> {
                turn(sender, same.box(), same.entry(), same.answer());
                yield same.answer()
                        .thenApply(answer -> answer instanceof Appended.Held held
                                ? new Appended.Held(held.box(), held.seq(), held.expiresAt(), false)
                                : answer);
            }
            case Placed.New placed -> {
                boolean mayHand = turn(sender, placed.box(), placed.entry(), placed.answer());
                yield placed.shown() && mayHand ? hand(placed, recipients) : keep(placed, recipients);
            }
        };
    }

    /// Whether it may be handed over; what has to be on disk before it is on its way there.
    private boolean turn(Sender sender, Box box, Entry entry, CompletableFuture<Appended> answer) {
        Sender.Turn turn = sender.next(new Handed(box, entry));
        answer.whenComplete((appended, fault) -> sender.answered());
        turn.before().ifPresent(before -> write(before.box(), before.entry()));
        return turn.mayHand();
    }

    private CompletableFuture<Appended> keep(Placed.New placed, Recipients recipients) {
        write(placed.box(), placed.entry());
        return placed.answer().thenApply(answer -> {
            if (answer instanceof Appended.Held) {
                arrived(placed, recipients);
            }
            return answer;
        });
    }

    static Appended.Held held(Box box, Entry entry) {
        return new Appended.Held(box.id(), entry.seq(), entry.expires() * HOUR, true);
    }

    /// The recipient may have it at once. If they are there it is written only if they do not
    /// acknowledge it in time.
    private CompletableFuture<Appended> hand(Placed.New placed, Recipients recipients) {
        Box box = placed.box();
        Entry entry = placed.entry();
        boolean waits =
                arrived(placed, recipients) && index.mayWait(box, entry) && handover.take(new Handed(box, entry));
        if (!waits) {
            write(box, entry);
        }
        return placed.answer();
    }

    private boolean arrived(Placed.New placed, Recipients recipients) {
        boolean there = recipients.arrived(placed.box().id(), placed.entry().seq(), placed.envelope());
        if (there) {
            reserve(placed.box());
        }
        return there;
    }

    private void late(Handed handed) {
        if (index.isLate(handed.box(), handed.entry())) {
            write(handed.box(), handed.entry());
        }
    }

    /// Has it written, unless that was asked before or the envelope is gone; and before it
    /// those of the same mailbox that still wait. Otherwise a crash could keep a later one and
    /// lose an earlier, which its sender would send again: the order would be another.
    void write(Box box, Entry entry) {
        List<Submitted> all = new ArrayList<>();
        synchronized (submitting) {
            for (Pending pending : index.queueUpTo(box, entry)) {
                all.add(new Submitted(pending, commits.submit(change -> insert(change, box, pending.entry()))));
            }
        }
        all.forEach(each -> each.inserted().whenComplete((inserted, fault) -> {
            if (fault != null) {
                index.takeBack(box, each.pending().entry());
                each.pending().answer().completeExceptionally(fault);
            } else {
                inserted.ifPresent(each.pending().answer()::complete);
            }
        }));
    }

    private record Submitted(Pending pending, CompletableFuture<Optional<Appended>> inserted) {}

    /// @return nothing if it was taken away meanwhile: who did that answers
    private Optional<Appended> insert(Change change, Box box, Entry entry) {
        if (!index.has(box)) {
            return Optional.of(new Appended.NoSuchMailbox());
        }
        Optional<Envelope> envelope = index.toWrite(entry);
        envelope.ifPresent(octets -> {
            EnvelopeId id = Entry.idOf(octets);
            index.identify(entry, id);
            MailHeader header = Entry.header(box.id(), entry.seq(), entry.expires(), id, octets);
            Place place = mail.write(header, octets);
            change.undo(() -> mail.takeBack(place));
            change.before(sync);
            change.committed(() -> index.written(box, entry, place));
        });
        return envelope.map(octets -> held(box, entry));
    }

    /// Numbers for envelopes that are handed over.
    private void reserve(Box box) {
        if (index.shouldReserve(box)) {
            CompletableFuture<Long> reserved = commits.submit(change -> {
                long upTo = index.toReserve(box);
                MailRows.reserved(change.sql(), box, upTo);
                return upTo;
            });
            reserved.whenComplete((upTo, fault) -> index.reserved(box, fault == null ? upTo : 0));
        }
    }

    CompletableFuture<Void> ack(long boxId, long upTo) {
        return index.ack(boxId, upTo).map(this::acked).orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    private CompletableFuture<Void> acked(Removed removed) {
        removed.answers().forEach(pending -> pending.answer().complete(held(removed.box(), pending.entry())));
        if (removed.kept().isEmpty()) {
            markSoon();
            return CompletableFuture.completedFuture(null);
        }
        return commits.submit(change -> {
                    free(change, removed.kept());
                    MailRows.acked(change.sql(), removed.box().id(), index.ackedToWrite(removed.box()));
                    return true;
                })
                .whenComplete((done, fault) -> {
                    if (fault != null) {
                        index.putBack(removed.box(), removed.kept());
                    }
                })
                .thenAccept(done -> {});
    }

    /// Their slots may be used again, as soon as it is on disk that nobody waits for them.
    void free(Change change, List<Entry> gone) {
        change.committed(() -> gone.forEach(entry -> index.place(entry).ifPresent(mail::free)));
    }

    /// Acknowledgements of what was never written reach the disk some seconds later.
    private void markSoon() {
        if (marking.compareAndSet(false, true)) {
            timer.schedule(this::mark, MARKS.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void mark() {
        marking.set(false);
        List<Mark> marks = index.ahead();
        CompletableFuture<Boolean> marked = commits.submit(change -> {
            marks.forEach(mark -> MailRows.acked(change.sql(), mark.box(), mark.acked()));
            return true;
        });
        // Full or closed: they are acknowledged again, or the recipient gets nothing twice that it knows.
        marked.exceptionally(fault -> false);
    }

    /// Writes what was handed over and is not acknowledged, and how far everything was. Idempotent.
    void finish() {
        handover.close();
        timer.shutdownNow();
        mark();
    }
}
