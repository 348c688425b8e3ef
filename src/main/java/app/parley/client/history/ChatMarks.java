package app.parley.client.history;

import app.parley.client.Marks;
import app.parley.protocol.AccountId;
import app.parley.store.Sql;
import java.time.Instant;

/// How this person keeps conversations.
public final class ChatMarks {
    private final Sql sql;

    public ChatMarks(Sql sql) {
        this.sql = sql;
    }

    public Marks of(AccountId with) {
        return sql.one(
                        "select * from chat where account = ?",
                        row -> new Marks(
                                row.flag("pinned"),
                                Instant.ofEpochMilli(row.number("muted_until")),
                                row.flag("archived"),
                                row.flag("unread")),
                        with.octets().toArray())
                .orElse(Marks.NONE);
    }

    public void set(AccountId with, Marks marks) {
        if (marks.equals(Marks.NONE)) {
            sql.update("delete from chat where account = ?", with.octets().toArray());
            return;
        }
        sql.update(
                "insert or replace into chat(account, pinned, muted_until, archived, unread) values(?, ?, ?, ?, ?)",
                with.octets().toArray(),
                marks.pinned(),
                marks.mutedUntil().toEpochMilli(),
                marks.archived(),
                marks.unread());
    }
}
