package app.parley.relay.mailbox;

import app.parley.protocol.Octets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// One mailbox in memory. Its names are for everybody; all that changes belongs to the [MailIndex]
/// and is guarded by it.
final class Box {
    /// Numbers that may be given before they are on disk, reserved at a time.
    private static final int RESERVED = 1024;
    /// After a recipient was too slow once, so many are written at once; twice as many the next time.
    private static final int LEAST_AT_ONCE = 8;

    private static final int MOST_AT_ONCE = 1024;

    private final long id;
    private final Octets rid;
    private final Octets sid;
    private final Deque<Entry> entries = new ArrayDeque<>(0);
    private long bytes;
    private long acked;
    /// the highest number given
    private long last;
    /// numbers above it are not shown to anybody: until they are on disk, or reserved there, they
    /// could be given again after a crash
    private long shown;

    private boolean reserving;
    /// how many are still to be written at once
    private int atOnce;
    /// and how many after the recipient is too slow again
    private int atOnceThen = LEAST_AT_ONCE;
    /// the last period in which it exists
    private long lease;

    /// @param last numbers up to this one were given or reserved
    Box(long id, Octets rid, Octets sid, long acked, long last, long lease) {
        this.id = id;
        this.rid = rid;
        this.sid = sid;
        this.acked = acked;
        this.last = Math.max(acked, last);
        this.shown = this.last;
        this.lease = lease;
    }

    long id() {
        return id;
    }

    Octets rid() {
        return rid;
    }

    Octets sid() {
        return sid;
    }

    long bytes() {
        return bytes;
    }

    int count() {
        return entries.size();
    }

    long acked() {
        return acked;
    }

    long lease() {
        return lease;
    }

    void lease(long until) {
        lease = until;
    }

    /// Numbers up to this one are not given again.
    long given() {
        return Math.max(last, shown);
    }

    long nextNumber() {
        return last + 1;
    }

    Optional<Entry> same(Entry as) {
        for (Entry entry : entries) {
            if (entry.isSame(as)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /// Those up to `last` that nobody has begun to write, by their numbers. All before one that was begun
    /// were, too.
    List<Entry> waitingUpTo(Entry last) {
        Deque<Entry> found = new ArrayDeque<>();
        for (Iterator<Entry> from = entries.descendingIterator(); from.hasNext(); ) {
            Entry entry = from.next();
            if (entry.seq() <= last.seq()) {
                if (!entry.isWaiting()) {
                    break;
                }
                found.addFirst(entry);
            }
        }
        return List.copyOf(found);
    }

    boolean hasRoom(int size) {
        return entries.size() < MailboxStore.MAX_ENVELOPES && bytes + size <= MailboxStore.MAX_BYTES;
    }

    void add(Entry entry) {
        entries.addLast(entry);
        last = Math.max(last, entry.seq());
        bytes += entry.size();
    }

    /// Brings what was added at start into the order of the numbers.
    ///
    /// @return what was there twice
    List<Entry> sort() {
        List<Entry> all = new ArrayList<>(entries);
        all.sort(Comparator.comparingLong(Entry::seq));
        List<Entry> copies = new ArrayList<>();
        entries.clear();
        for (Entry entry : all) {
            if (!entries.isEmpty() && entries.getLast().seq() == entry.seq()) {
                bytes -= entry.size();
                copies.add(entry);
            } else {
                entries.addLast(entry);
            }
        }
        return copies;
    }

    /// Whether what had a number is still in it: envelopes leave in the order of their numbers.
    boolean holds(long seq) {
        return !entries.isEmpty() && entries.getFirst().seq() <= seq;
    }

    Optional<Entry> find(long seq) {
        return entries.stream().filter(entry -> entry.seq() == seq).findFirst();
    }

    /// It could not be kept. If nobody was shown its number, the next one has it.
    boolean takeBack(Entry entry) {
        boolean found = entries.remove(entry);
        if (found) {
            bytes -= entry.size();
            last -= entry.seq() == last && last > shown ? 1 : 0;
        }
        return found;
    }

    void putBack(Entry entry) {
        entries.addFirst(entry);
        bytes += entry.size();
    }

    List<Entry> removeUpTo(long upTo) {
        List<Entry> removed = new ArrayList<>();
        while (!entries.isEmpty() && entries.getFirst().seq() <= upTo) {
            Entry entry = entries.removeFirst();
            bytes -= entry.size();
            removed.add(entry);
        }
        return removed;
    }

    boolean isShown(long seq) {
        return seq <= shown;
    }

    /// These are on disk, or reserved there.
    void showUpTo(long seq) {
        shown = Math.max(shown, seq);
    }

    /// Whether it is time to reserve numbers. Then the caller does, and says [#reserved].
    boolean shouldReserve() {
        boolean now = !reserving && last + RESERVED / 2 > shown;
        reserving |= now;
        return now;
    }

    long toReserve() {
        return given() + RESERVED;
    }

    void reserved() {
        reserving = false;
    }

    /// The recipient took too long, or did not.
    void wasInTime(boolean inTime) {
        if (inTime) {
            atOnceThen = Math.max(LEAST_AT_ONCE, atOnceThen / 2);
        } else {
            atOnce = atOnceThen;
            atOnceThen = Math.min(MOST_AT_ONCE, atOnceThen * 2);
        }
    }

    /// Counts down.
    boolean isWrittenAtOnce() {
        boolean now = atOnce > 0;
        atOnce -= now ? 1 : 0;
        return now;
    }

    /// @return whether it is news
    boolean ack(long upTo) {
        long known = Math.min(upTo, Math.min(last, shown));
        boolean news = known > acked;
        acked = Math.max(acked, known);
        return news;
    }

    /// The number of the last entry that expires at or before `hour`; 0 if none does.
    long lastExpired(long hour) {
        long seq = 0;
        for (Entry entry : entries) {
            if (entry.expires() > hour || !entry.isOnDisk()) {
                break;
            }
            seq = entry.seq();
        }
        return seq;
    }

    MailboxStore.State state() {
        long highest = entries.isEmpty() ? 0 : Math.min(entries.getLast().seq(), shown);
        return new MailboxStore.State(id, acked, Math.max(acked, highest));
    }

    /// Those that may be shown, from a number on.
    List<Entry> entries(long from, int max, long maxBytes) {
        List<Entry> found = new ArrayList<>();
        long size = 0;
        for (Entry entry : entries) {
            if (entry.seq() >= from) {
                size += entry.size();
                boolean enough = found.size() >= max || !found.isEmpty() && size > maxBytes;
                if (enough || entry.seq() > shown) {
                    break;
                }
                found.add(entry);
            }
        }
        return found;
    }
}
