package app.parley.client.history;

import app.parley.client.MessageId;
import app.parley.protocol.AccountId;
import app.parley.protocol.Octets;
import app.parley.store.Sql;
import java.util.List;
import java.util.Optional;

/// Receipts that wait for their moment; they go out together, some seconds late, so that they do
/// not tell when exactly a message was seen (PROTOCOL.md §7).
public final class Receipts {
    /// What a receipt says; the number is stored.
    public enum Kind {
        DELIVERED(2),
        SEEN(3);

        private final int code;

        Kind(int code) {
            this.code = code;
        }
    }

    private final Sql sql;

    public Receipts(Sql sql) {
        this.sql = sql;
    }

    public void add(AccountId to, MessageId message, Kind kind, long dueMillis) {
        sql.update(
                "insert or ignore into receipt(account, msg_id, kind, due) values(?, ?, ?, ?)",
                to.octets().toArray(),
                message.octets().toArray(),
                kind.code,
                dueMillis);
    }

    /// When the first one is due, in epoch milliseconds.
    public Optional<Long> nextDue() {
        return sql.one("select min(due) as due from receipt having count(*) > 0", row -> row.number("due"));
    }

    /// Everybody to whom something is due at `now`.
    public List<AccountId> due(long now) {
        return sql.list(
                "select distinct account from receipt where due <= ?",
                row -> new AccountId(Octets.of(row.bytes("account"))),
                now);
    }

    /// Takes up to `limit` receipts of one kind for one person, due or not.
    public List<Octets> take(AccountId to, Kind kind, int limit) {
        List<Octets> out = sql.list(
                "select msg_id from receipt where account = ? and kind = ? order by due limit ?",
                row -> Octets.of(row.bytes("msg_id")),
                to.octets().toArray(),
                kind.code,
                limit);
        for (Octets id : out) {
            sql.update(
                    "delete from receipt where account = ? and kind = ? and msg_id = ?",
                    to.octets().toArray(),
                    kind.code,
                    id.toArray());
        }
        return out;
    }
}
