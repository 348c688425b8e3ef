package app.parley.client.history;

import app.parley.client.Message;
import app.parley.client.MessageId;
import app.parley.protocol.AccountId;
import app.parley.store.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What happens to messages after they were written: reactions, edits, taking back, disappearing.
public final class Changes {
    private final Sql sql;
    private final Words words;

    public Changes(Sql sql) {
        this.sql = sql;
        this.words = new Words(sql);
    }

    /// The text that `mine` says who wrote, under this id.
    public Optional<Message> find(AccountId with, boolean mine, MessageId id) {
        return sql.one(
                "select * from message where account = ? and kind = ? and msg_id = ?",
                row -> MessageRow.map(sql, row),
                with.octets().toArray(),
                kind(mine),
                id.octets().toArray());
    }

    /// The texts that answer this one: they show what it says.
    public List<Message> answers(Message to) {
        return sql.list(
                "select * from message where account = ? and reply_mine = ? and reply_id = ? order by id desc limit 100",
                row -> MessageRow.map(sql, row),
                to.with().octets().toArray(),
                to.mine(),
                to.id().octets().toArray());
    }

    /// How often one of the two reacted to a message.
    public int turns(Message to, boolean byMe) {
        return (int) sql.number(
                "select turn from reaction where account = ? and mine = ? and msg_id = ? and by_me = ?",
                to.with().octets().toArray(),
                to.mine(),
                to.id().octets().toArray(),
                byMe);
    }

    /// @return false if a later reaction is known already
    public boolean react(Message to, boolean byMe, String emoji, int turn) {
        return sql.update(
                        "insert into reaction(account, mine, msg_id, by_me, emoji, turn) values(?, ?, ?, ?, ?, ?)"
                                + " on conflict do update set emoji = excluded.emoji, turn = excluded.turn"
                                + " where excluded.turn > turn",
                        to.with().octets().toArray(),
                        to.mine(),
                        to.id().octets().toArray(),
                        byMe,
                        emoji,
                        turn)
                > 0;
    }

    /// @param content as sealed, with its signature
    /// @param signed whether that was signed: a message is as well signed as its last version
    /// @return false if a later version is known already, or the message was taken back
    public boolean edit(Message message, int version, String text, byte[] content, boolean signed) {
        words.remove(message.order());
        int changed = sql.update(
                "update message set text = ?, version = ?, signed = signed and ?"
                        + " where id = ? and version < ? and erased = 0",
                text,
                version,
                signed,
                message.order(),
                version);
        words.add(message.order());
        if (changed == 0) {
            return false;
        }
        sql.update(
                "insert into edit(account, mine, msg_id, version, content) values(?, ?, ?, ?, ?)",
                message.with().octets().toArray(),
                message.mine(),
                message.id().octets().toArray(),
                version,
                content);
        return true;
    }

    /// Leaves nothing but the place of a message.
    ///
    /// @return false if that was done already
    public boolean erase(Message message) {
        words.remove(message.order());
        int changed = sql.update(
                "update message set erased = 1, text = '', content = null, seen = 1, reply_mine = null, reply_id = null,"
                        + " gone_at = null where id = ? and erased = 0",
                message.order());
        forget(message);
        return changed > 0;
    }

    /// Lets the timer of a sent message run.
    ///
    /// @return false if it has none, or that runs already
    public boolean left(AccountId with, MessageId id, Instant now) {
        return sql.update(
                        "update message set gone_at = ? + timer * 1000 where account = ? and kind = 0 and msg_id = ?"
                                + " and timer > 0 and gone_at is null and erased = 0",
                        now.toEpochMilli(),
                        with.octets().toArray(),
                        id.octets().toArray())
                > 0;
    }

    /// When the next message disappears, in epoch milliseconds.
    public Optional<Long> nextGone() {
        return sql.one(
                        "select min(gone_at) as gone_at from message where gone_at is not null",
                        row -> row.optionalNumber("gone_at"))
                .flatMap(at -> at);
    }

    /// Up to `limit` messages whose time is over.
    public List<Message> gone(Instant now, int limit) {
        return sql.list(
                "select * from message where gone_at <= ? order by gone_at limit ?",
                row -> MessageRow.map(sql, row),
                now.toEpochMilli(),
                limit);
    }

    /// Removes what hangs on a message.
    void forget(Message message) {
        for (String table : List.of("reaction", "edit", "early")) {
            sql.update(
                    "delete from " + table + " where account = ? and mine = ? and msg_id = ?",
                    message.with().octets().toArray(),
                    message.mine(),
                    message.id().octets().toArray());
        }
    }

    private static int kind(boolean mine) {
        return mine ? MessageRow.SENT : MessageRow.RECEIVED;
    }
}
