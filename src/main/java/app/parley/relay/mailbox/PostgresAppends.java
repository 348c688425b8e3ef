package app.parley.relay.mailbox;

import app.parley.protocol.EnvelopeId;
import app.parley.protocol.Octets;
import app.parley.relay.mailbox.MailboxStore.Appended;
import app.parley.store.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/// The statements that append a batch of envelopes, in one transaction.
///
/// The rows of all mailboxes concerned are locked first, in the order of their names, and stay
/// locked until the commit. So no two transactions wait for each other in a circle, and in each
/// mailbox the numbers follow the order of commits: whoever sees a number sees all before it.
final class PostgresAppends {
    private static final long HOUR = 3600;

    private final Sql sql;
    private final long expires;
    private final Map<Octets, Slot> slots = new HashMap<>();
    private final Map<Same, Appended.Held> held = new HashMap<>();
    private final List<Fresh> fresh = new ArrayList<>();

    /// @param sidHash where to
    record Letter(Octets sidHash, EnvelopeId id, byte[] body) {}

    private record Same(long box, EnvelopeId id) {}

    private record Fresh(long box, long seq, EnvelopeId id, byte[] body) {}

    private static final class Slot {
        final long box;
        long last;
        long count;
        long bytes;

        Slot(long box, long last, long count, long bytes) {
            this.box = box;
            this.last = last;
            this.count = count;
            this.bytes = bytes;
        }
    }

    /// @param expires hours since 1970
    PostgresAppends(Sql sql, long expires) {
        this.sql = sql;
        this.expires = expires;
    }

    List<Appended> append(List<Letter> letters) {
        lock(letters);
        findSame(letters);
        List<Appended> answers = letters.stream().map(this::place).toList();
        if (!fresh.isEmpty()) {
            insert();
        }
        return answers;
    }

    /// The mailboxes that got something.
    Set<Long> boxes() {
        Set<Long> boxes = new LinkedHashSet<>();
        fresh.forEach(each -> boxes.add(each.box()));
        return boxes;
    }

    private void lock(List<Letter> letters) {
        byte[][] sids = letters.stream()
                .map(Letter::sidHash)
                .distinct()
                .map(Octets::toArray)
                .toArray(byte[][]::new);
        sql.list(
                "select box, sid, last, count, bytes from mailbox where sid = any(?) order by box for no key update",
                row -> slots.put(
                        Octets.of(row.bytes("sid")),
                        new Slot(row.number("box"), row.number("last"), row.number("count"), row.number("bytes"))),
                (Object) sids);
    }

    private void findSame(List<Letter> letters) {
        List<Letter> known = letters.stream()
                .filter(each -> slots.containsKey(each.sidHash()))
                .toList();
        sql.list(
                "select e.box, e.id, e.seq, e.expires from unnest(?, ?) as a(box, id)"
                        + " join envelope e on e.box = a.box and e.id = a.id",
                row -> {
                    EnvelopeId id = new EnvelopeId(Octets.of(row.bytes("id")));
                    long box = row.number("box");
                    return held.put(
                            new Same(box, id),
                            new Appended.Held(box, row.number("seq"), row.number("expires") * HOUR, false));
                },
                known.stream().map(each -> slot(each).box).toArray(Long[]::new),
                known.stream().map(each -> each.id().octets().toArray()).toArray(byte[][]::new));
    }

    private Slot slot(Letter letter) {
        Slot slot = slots.get(letter.sidHash());
        if (slot == null) {
            throw new IllegalStateException("only asked for mailboxes that were found");
        }
        return slot;
    }

    private Appended place(Letter letter) {
        Slot slot = slots.get(letter.sidHash());
        if (slot == null) {
            return new Appended.NoSuchMailbox();
        }
        Appended.Held same = held.get(new Same(slot.box, letter.id()));
        if (same != null) {
            return same;
        }
        int size = letter.body().length;
        if (slot.count >= MailboxStore.MAX_ENVELOPES || slot.bytes + size > MailboxStore.MAX_BYTES) {
            return new Appended.MailboxFull();
        }
        slot.last++;
        slot.count++;
        slot.bytes += size;
        fresh.add(new Fresh(slot.box, slot.last, letter.id(), letter.body()));
        held.put(new Same(slot.box, letter.id()), new Appended.Held(slot.box, slot.last, expires * HOUR, false));
        return new Appended.Held(slot.box, slot.last, expires * HOUR, true);
    }

    private void insert() {
        sql.update(
                "insert into envelope(box, seq, expires, size, id, body)"
                        + " select a.box, a.seq, ?, length(a.body), a.id, a.body"
                        + " from unnest(?, ?, ?, ?) as a(box, seq, id, body)",
                expires,
                numbers(fresh, Fresh::box),
                numbers(fresh, Fresh::seq),
                fresh.stream().map(each -> each.id().octets().toArray()).toArray(byte[][]::new),
                fresh.stream().map(Fresh::body).toArray(byte[][]::new));
        Set<Long> boxes = boxes();
        List<Slot> changed =
                slots.values().stream().filter(slot -> boxes.contains(slot.box)).toList();
        sql.update(
                "update mailbox m set last = a.last, count = a.count, bytes = a.bytes"
                        + " from unnest(?, ?, ?, ?) as a(box, last, count, bytes) where m.box = a.box",
                numbers(changed, slot -> slot.box),
                numbers(changed, slot -> slot.last),
                numbers(changed, slot -> slot.count),
                numbers(changed, slot -> slot.bytes));
    }

    static <T> Long[] numbers(List<T> from, ToLongFunction<T> number) {
        return from.stream().mapToLong(number).boxed().toArray(Long[]::new);
    }
}
