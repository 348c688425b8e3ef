package app.parley.relay.mailbox;

import app.parley.protocol.Envelope;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.Octets;
import app.parley.relay.mailbox.MailPages.Held;
import app.parley.relay.mailbox.MailPages.Place;
import app.parley.relay.mailbox.MailboxStore.Appended;
import app.parley.relay.mailbox.Removed.Pending;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// Which envelopes wait where, in memory: rebuilt from the [MailFile] at start, so that the file
/// needs no index and an append touches one place on disk. Every method may be called from
/// any thread; none calls out.
final class MailIndex {
    /// What handed-over envelopes may take of the memory together.
    private static final long MOST_HANDED = 32L * 1024 * 1024;

    private final Map<Octets, Box> byRid = new HashMap<>();
    private final Map<Octets, Box> bySid = new HashMap<>();
    private final Map<Long, Box> byId = new HashMap<>();
    /// whose acknowledgements are ahead of the disk
    private final Set<Box> ahead = new HashSet<>();
    private long envelopes;
    private long bytes;
    private long handed;

    record Mark(long box, long acked) {}

    synchronized Optional<Box> byRid(Octets rid) {
        return Optional.ofNullable(byRid.get(rid));
    }

    synchronized Optional<Box> bySid(Octets sid) {
        return Optional.ofNullable(bySid.get(sid));
    }

    synchronized void put(Box box) {
        byRid.put(box.rid(), box);
        bySid.put(box.sid(), box);
        byId.put(box.id(), box);
        count(box.count(), box.bytes());
    }

    synchronized void remove(Box box) {
        byRid.remove(box.rid());
        bySid.remove(box.sid());
        byId.remove(box.id());
        ahead.remove(box);
        count(-box.count(), -box.bytes());
    }

    private void count(int more, long moreBytes) {
        envelopes += more;
        bytes += moreBytes;
    }

    /// Gives an envelope the next number of its mailbox.
    synchronized Placed place(Octets sid, Envelope envelope, long expires) {
        Box box = bySid.get(sid);
        if (box == null) {
            return new Placed.Nowhere(new Appended.NoSuchMailbox());
        }
        Entry entry = Entry.fresh(box.nextNumber(), expires, envelope);
        Optional<Entry> same = box.same(entry);
        if (same.isPresent()) {
            Entry first = same.get();
            return new Placed.Same(
                    box,
                    first,
                    first.answer().orElseGet(() -> CompletableFuture.completedFuture(Intake.held(box, first))));
        }
        if (!box.hasRoom(entry.size())) {
            return new Placed.Nowhere(new Appended.MailboxFull());
        }
        box.add(entry);
        count(1, entry.size());
        return new Placed.New(box, entry, envelope, entry.answer().orElseThrow(), box.isShown(entry.seq()));
    }

    /// Whether an envelope that was given to its recipient may wait for the acknowledgement.
    synchronized boolean mayWait(Box box, Entry entry) {
        if (box.isWrittenAtOnce() || handed + entry.size() > MOST_HANDED) {
            return false;
        }
        if (!entry.isGone() && !entry.handed(true)) {
            handed += entry.size();
        }
        return true;
    }

    /// An envelope that waited long enough.
    ///
    /// @return whether it has to be written
    synchronized boolean isLate(Box box, Entry entry) {
        boolean late = entry.isWaiting();
        if (late) {
            box.wasInTime(false);
        }
        return late;
    }

    /// @return those that are to be written now, by their numbers: this one and those before it that are
    ///     neither queued nor gone
    synchronized List<Pending> queueUpTo(Box box, Entry entry) {
        List<Pending> queued = new ArrayList<>();
        for (Entry each : box.waitingUpTo(entry)) {
            if (each.queue()) {
                each.answer().ifPresent(answer -> queued.add(new Pending(each, answer)));
            }
        }
        return queued;
    }

    synchronized boolean has(Box box) {
        return byId.get(box.id()) == box;
    }

    /// Notes the identifier under which it is written.
    synchronized void identify(Entry entry, EnvelopeId id) {
        entry.identify(id);
    }

    /// @return the octets, unless the envelope is gone
    synchronized Optional<Envelope> toWrite(Entry entry) {
        return entry.isGone() ? Optional.empty() : entry.envelope();
    }

    /// It is on disk.
    synchronized void written(Box box, Entry entry, Place place) {
        box.showUpTo(entry.seq());
        settle(entry);
        entry.written(place);
    }

    /// It could not be written.
    synchronized void takeBack(Box box, Entry entry) {
        settle(entry);
        if (!entry.isGone() && box.takeBack(entry)) {
            entry.gone(true);
            count(-1, -entry.size());
        }
    }

    private void settle(Entry entry) {
        if (entry.handed(false)) {
            handed -= entry.size();
        }
    }

    /// Whether it is time to reserve numbers of a mailbox whose owner is there. Then the caller
    /// does, and says [#reserved].
    synchronized boolean shouldReserve(Box box) {
        return has(box) && box.shouldReserve();
    }

    synchronized long toReserve(Box box) {
        return box.toReserve();
    }

    /// @param upTo the numbers that are reserved on disk; 0 if that failed
    synchronized void reserved(Box box, long upTo) {
        box.reserved();
        box.showUpTo(upTo);
    }

    /// Takes the entries up to and including `upTo` out, but none that was not shown to anybody.
    ///
    /// @return nothing if there is no such mailbox, or it was acknowledged before
    synchronized Optional<Removed> ack(long boxId, long upTo) {
        Box box = byId.get(boxId);
        if (box == null || !box.ack(upTo)) {
            return Optional.empty();
        }
        ahead.add(box);
        Removed removed = removeUpTo(box, box.acked());
        if (removed.kept().size() < removed.all().size()) {
            box.wasInTime(true);
        }
        removed.all().forEach(Entry::release);
        return Optional.of(removed);
    }

    /// Takes the entries up to and including `upTo` out.
    synchronized Removed removeUpTo(Box box, long upTo) {
        Removed removed = new Removed(box, box.removeUpTo(upTo), new ArrayList<>(), new ArrayList<>());
        for (Entry entry : removed.all()) {
            settle(entry);
            entry.gone(true);
            count(-1, -entry.size());
            entry.answer().ifPresent(answer -> removed.answers().add(new Pending(entry, answer)));
            if (entry.hasPlace()) {
                removed.kept().add(entry);
            }
        }
        return removed;
    }

    synchronized void putBack(Box box, List<Entry> removed) {
        for (Entry entry : removed.reversed()) {
            entry.gone(false);
            box.putBack(entry);
            count(1, entry.size());
        }
    }

    /// The number acknowledged, which the disk knows after the next transaction.
    synchronized long ackedToWrite(Box box) {
        ahead.remove(box);
        return box.acked();
    }

    synchronized long given(Box box) {
        return box.given();
    }

    /// What the disk does not know yet, in the order of the mailboxes' names.
    synchronized List<Mark> ahead() {
        List<Mark> marks = ahead.stream()
                .map(box -> new Mark(box.id(), box.acked()))
                .sorted(Comparator.comparingLong(Mark::box))
                .toList();
        ahead.clear();
        return marks;
    }

    synchronized long lease(Box box) {
        return box.lease();
    }

    /// @return the lease of before
    synchronized long lease(Box box, long until) {
        long before = box.lease();
        box.lease(until);
        return before;
    }

    synchronized long lastExpired(Box box, long hour) {
        return box.lastExpired(hour);
    }

    synchronized MailboxStore.State state(Box box) {
        return box.state();
    }

    /// Those that may be shown, from a number on.
    synchronized List<Shown> shown(long id, long from, int max, long maxBytes) {
        Box box = byId.get(id);
        return box == null
                ? List.of()
                : box.entries(from, max, maxBytes).stream()
                        .map(entry -> new Shown(entry, entry.envelope(), entry.place()))
                        .toList();
    }

    /// Whether what was read where it lay is it: it waits still, and was not moved.
    synchronized boolean isStill(long id, Shown shown) {
        Box box = byId.get(id);
        return box != null
                && box.holds(shown.entry().seq())
                && shown.entry().place().equals(shown.place());
    }

    /// The entry of an envelope on disk, if it waits.
    synchronized Optional<Entry> find(Held held) {
        Box box = byId.get(held.header().box());
        return box == null
                ? Optional.empty()
                : box.find(held.header().seq()).filter(entry -> entry.place().equals(Optional.of(held.place())));
    }

    synchronized void moved(Entry entry, Place place) {
        entry.moved(place);
    }

    synchronized Optional<Place> place(Entry entry) {
        return entry.place();
    }

    synchronized Collection<Box> boxes() {
        return List.copyOf(byId.values());
    }

    synchronized MailboxStore.Load load() {
        return new MailboxStore.Load(byId.size(), envelopes, bytes);
    }
}
