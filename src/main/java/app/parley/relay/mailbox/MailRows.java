package app.parley.relay.mailbox;

import app.parley.protocol.Envelope;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.Octets;
import app.parley.store.Sql;
import java.util.List;

/// The rows of mailboxes and expiry notices in SQLite.
final class MailRows {
    private MailRows() {}

    static List<Box> boxes(Sql sql) {
        return sql.list(
                "select box, rid, sid, acked, last, lease from mailbox",
                row -> new Box(
                        row.number("box"),
                        Octets.of(row.bytes("rid")),
                        Octets.of(row.bytes("sid")),
                        row.number("acked"),
                        row.number("last"),
                        row.number("lease")));
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

    /// An envelope on its way into another file: see [#carried].
    record Carried(long row, long box, long seq, long expires, Envelope envelope) {}

    /// Envelopes that came with the database: it is of an earlier version, which kept them as rows, or was made
    /// by a backup.
    static List<Carried> carried(Sql sql, int most) {
        return sql.list(
                "select n, box, seq, expires, body from carried order by n limit ?",
                row -> new Carried(
                        row.number("n"),
                        row.number("box"),
                        row.number("seq"),
                        row.number("expires"),
                        Envelope.of(row.bytes("body"))),
                most);
    }

    static void carry(Sql sql, long box, Entry entry, Envelope envelope) {
        sql.update(
                "insert into carried(box, seq, expires, size, id, body) values(?, ?, ?, ?, ?, ?)",
                box,
                entry.seq(),
                entry.expires(),
                entry.size(),
                Entry.idOf(envelope).octets().toArray(),
                envelope.toArray());
    }

    static void unload(Sql sql, Carried carried) {
        sql.update("delete from carried where n = ?", carried.row());
    }

    /// @param until hours since 1970
    static void expire(Sql sql, Box box, List<Entry> entries, long until) {
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
