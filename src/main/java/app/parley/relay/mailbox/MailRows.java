package app.parley.relay.mailbox;

import app.parley.protocol.Envelope;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.Octets;
import app.parley.store.Sql;
import java.util.List;
import java.util.Optional;

/// The rows of mailboxes, envelopes and expiry notices in SQLite.
final class MailRows {
    private MailRows() {}

    static void loadInto(MailIndex index, Sql sql) {
        sql.list("select box, rid, sid, acked, last, lease from mailbox", row -> {
            Box box = new Box(
                    row.number("box"),
                    Octets.of(row.bytes("rid")),
                    Octets.of(row.bytes("sid")),
                    row.number("acked"),
                    row.number("last"),
                    row.number("lease"));
            index.put(box);
            return box.id();
        });
        sql.list("select n, box, seq, expires, id, size from envelope order by n", row -> {
            index.load(
                    row.number("box"),
                    Entry.onDisk(
                            row.number("seq"),
                            row.number("n"),
                            new EnvelopeId(Octets.of(row.bytes("id"))),
                            row.integer("size"),
                            row.number("expires")));
            return true;
        });
    }

    static void insert(Sql sql, Box box) {
        sql.update(
                "insert into mailbox(box, rid, sid, acked, last, lease) values(?, ?, ?, 0, 0, ?)",
                box.id(),
                box.rid().toArray(),
                box.sid().toArray(),
                box.lease());
    }

    static void delete(Sql sql, Box box) {
        sql.update("delete from expired where sid = ?", box.sid().toArray());
        sql.update("delete from mailbox where box = ?", box.id());
    }

    static void lease(Sql sql, Box box, long lease) {
        sql.update("update mailbox set lease = ? where box = ?", lease, box.id());
    }

    static void acked(Sql sql, long box, long upTo) {
        sql.update("update mailbox set acked = ? where box = ?", upTo, box);
    }

    /// Numbers up to `upTo` are not given again after a restart.
    static void reserved(Sql sql, Box box, long upTo) {
        sql.update("update mailbox set last = ? where box = ?", upTo, box.id());
    }

    static void insert(Sql sql, Box box, Entry entry, EnvelopeId id, Envelope envelope) {
        sql.update(
                "insert into envelope(n, box, seq, expires, size, id, body) values(?, ?, ?, ?, ?, ?, ?)",
                entry.row(),
                box.id(),
                entry.seq(),
                entry.expires(),
                entry.size(),
                id.octets().toArray(),
                envelope.toArray());
    }

    static void erase(Sql sql, List<Entry> entries) {
        entries.forEach(entry -> sql.update("delete from envelope where n = ?", entry.row()));
    }

    static Optional<Envelope> envelope(Sql sql, long row) {
        return sql.one("select body from envelope where n = ?", found -> Envelope.of(found.bytes("body")), row);
    }

    /// @param until hours since 1970
    static void expire(Sql sql, Box box, List<Entry> entries, long until) {
        erase(sql, entries);
        entries.forEach(entry -> sql.update(
                "insert or replace into expired(sid, id, until) values(?, ?, ?)",
                box.sid().toArray(),
                entry.id().octets().toArray(),
                until));
    }

    static List<EnvelopeId> expired(Sql sql, Octets sidHash) {
        return sql.list(
                "select id from expired where sid = ? limit " + MailboxStore.MAX_NOTICES,
                row -> new EnvelopeId(Octets.of(row.bytes("id"))),
                sidHash.toArray());
    }

    static void forgetExpired(Sql sql, long hour) {
        sql.update("delete from expired where until <= ?", hour);
    }
}
