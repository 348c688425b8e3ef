package app.parley.client.history;

import app.parley.protocol.AccountId;
import app.parley.protocol.Octets;
import app.parley.store.Sql;
import java.util.List;

/// What somebody said about messages that are not here: a reaction, an edit, that it is taken back. The message may
/// still come; then it counts. Of each kind the latest is kept, and of a person no more than some.
public final class EarlyNotes {
    /// Notes kept of one person, the newest ones.
    public static final int KEPT = 1000;

    private final Sql sql;

    public EarlyNotes(Sql sql) {
        this.sql = sql;
    }

    /// @param signed whether its signature was there and right
    public record Note(byte[] content, boolean signed) {}

    /// @param mine whether this person wrote the message that it is about
    /// @param kind tells notes about one message apart
    /// @param turn the highest one is kept
    public void keep(AccountId from, boolean mine, Octets message, int kind, int turn, Note note) {
        sql.update(
                "insert into early(account, mine, msg_id, kind, turn, content, signed) values(?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict do update set turn = excluded.turn, content = excluded.content,"
                        + " signed = excluded.signed where excluded.turn > turn",
                from.octets().toArray(),
                mine,
                message.toArray(),
                kind,
                turn,
                note.content(),
                note.signed());
        sql.update(
                "delete from early where account = ? and id <= (select id from early where account = ?"
                        + " order by id desc limit 1 offset ?)",
                from.octets().toArray(),
                from.octets().toArray(),
                KEPT);
    }

    /// Takes out what was said about a message, in the order in which it came.
    public List<Note> take(AccountId from, boolean mine, Octets message) {
        List<Note> notes = sql.list(
                "select content, signed from early where account = ? and mine = ? and msg_id = ? order by id",
                row -> new Note(row.bytes("content"), row.flag("signed")),
                from.octets().toArray(),
                mine,
                message.toArray());
        sql.update(
                "delete from early where account = ? and mine = ? and msg_id = ?",
                from.octets().toArray(),
                mine,
                message.toArray());
        return notes;
    }
}
