package app.parley.relay.mailbox;

import app.parley.protocol.EnvelopeId;
import app.parley.protocol.Octets;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which envelopes wait where, in memory: rebuilt from the rows at start, so that the rows need
/// no index of their own and an append touches one place on disk. Changed by the writing thread
/// alone; every method may be called from any.
final class MailIndex {
    private final Map<Octets, Box> byRid = new HashMap<>();
    private final Map<Octets, Box> bySid = new HashMap<>();
    private final Map<Long, Box> byId = new HashMap<>();
    private long envelopes;
    private long bytes;

    /// @param expires hours since 1970
    record Entry(long seq, long row, long idHigh, long idLow, int size, long expires) {
        static Entry of(long seq, long row, EnvelopeId id, int size, long expires) {
            ByteBuffer octets = ByteBuffer.wrap(id.octets().toArray());
            return new Entry(seq, row, octets.getLong(), octets.getLong(), size, expires);
        }

        EnvelopeId id() {
            return new EnvelopeId(Octets.of(
                    ByteBuffer.allocate(16).putLong(idHigh).putLong(idLow).array()));
        }
    }

    /// One mailbox. Its fields belong to the index.
    static final class Box {
        final long id;
        final Octets rid;
        final Octets sid;
        private long acked;
        private long last;
        /// the highest number that is on disk; later ones are not shown to anybody
        private long durable;

        private long bytes;
        /// the last period in which it exists
        private long lease;
        private final Deque<Entry> entries = new ArrayDeque<>();

        Box(long id, Octets rid, Octets sid, long acked, long last, long lease) {
            this.id = id;
            this.rid = rid;
            this.sid = sid;
            this.acked = acked;
            this.last = Math.max(acked, last);
            this.durable = this.last;
            this.lease = lease;
        }
    }

    synchronized Optional<Box> byRid(Octets rid) {
        return Optional.ofNullable(byRid.get(rid));
    }

    synchronized Optional<Box> bySid(Octets sid) {
        return Optional.ofNullable(bySid.get(sid));
    }

    synchronized Optional<Box> byId(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    synchronized void put(Box box) {
        byRid.put(box.rid, box);
        bySid.put(box.sid, box);
        byId.put(box.id, box);
        envelopes += box.entries.size();
        bytes += box.bytes;
    }

    synchronized void remove(Box box) {
        byRid.remove(box.rid);
        bySid.remove(box.sid);
        byId.remove(box.id);
        envelopes -= box.entries.size();
        bytes -= box.bytes;
    }

    /// @return the entry with the same identifier, if the mailbox holds it
    synchronized Optional<Entry> same(Box box, EnvelopeId id) {
        Entry probe = Entry.of(0, 0, id, 0, 0);
        for (Entry entry : box.entries) {
            if (entry.idLow == probe.idLow && entry.idHigh == probe.idHigh) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    synchronized boolean hasRoom(Box box, int size) {
        return box.entries.size() < MailboxStore.MAX_ENVELOPES && box.bytes + size <= MailboxStore.MAX_BYTES;
    }

    synchronized long next(Box box) {
        return box.last + 1;
    }

    synchronized void addLast(Box box, Entry entry) {
        box.entries.addLast(entry);
        box.last = Math.max(box.last, entry.seq);
        count(box, 1, entry.size);
    }

    synchronized void takeBack(Box box, Entry entry) {
        box.entries.removeLast();
        box.last = entry.seq - 1;
        count(box, -1, -entry.size);
    }

    synchronized void durable(Box box, long seq) {
        box.durable = Math.max(box.durable, seq);
    }

    /// Takes the entries up to and including `upTo` out.
    synchronized List<Entry> removeUpTo(Box box, long upTo) {
        List<Entry> removed = new ArrayList<>();
        while (!box.entries.isEmpty() && box.entries.getFirst().seq <= upTo) {
            removed.add(box.entries.removeFirst());
        }
        removed.forEach(entry -> count(box, -1, -entry.size));
        return removed;
    }

    synchronized void putBack(Box box, List<Entry> removed) {
        removed.reversed().forEach(entry -> {
            box.entries.addFirst(entry);
            count(box, 1, entry.size);
        });
    }

    private void count(Box box, int more, long moreBytes) {
        box.bytes += moreBytes;
        envelopes += more;
        bytes += moreBytes;
    }

    synchronized long acked(Box box) {
        return box.acked;
    }

    synchronized void acked(Box box, long upTo) {
        box.acked = upTo;
    }

    synchronized long lease(Box box) {
        return box.lease;
    }

    /// @return the lease of before
    synchronized long lease(Box box, long until) {
        long before = box.lease;
        box.lease = until;
        return before;
    }

    synchronized long durable(Box box) {
        return box.durable;
    }

    /// The number of the last entry that expires at or before `hour`; 0 if none does.
    synchronized long lastExpired(Box box, long hour) {
        long seq = 0;
        for (Entry entry : box.entries) {
            if (entry.expires > hour) {
                break;
            }
            seq = entry.seq;
        }
        return Math.min(seq, box.durable);
    }

    synchronized MailboxStore.State state(Box box) {
        return new MailboxStore.State(box.id, box.acked, box.durable);
    }

    synchronized List<Entry> entries(long id, long from, int max, long maxBytes) {
        List<Entry> found = new ArrayList<>();
        Box box = byId.get(id);
        if (box == null) {
            return found;
        }
        long size = 0;
        for (Entry entry : box.entries) {
            if (entry.seq >= from) {
                size += entry.size;
                boolean enough = found.size() >= max || !found.isEmpty() && size > maxBytes;
                if (enough || entry.seq > box.durable) {
                    break;
                }
                found.add(entry);
            }
        }
        return found;
    }

    synchronized Collection<Box> boxes() {
        return List.copyOf(byId.values());
    }

    synchronized MailboxStore.Load load() {
        return new MailboxStore.Load(byId.size(), envelopes, bytes);
    }
}
