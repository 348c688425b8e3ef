package app.parley.client.history;

import app.parley.protocol.AccountId;
import app.parley.protocol.MailboxId;
import app.parley.protocol.Octets;
import app.parley.store.Row;
import app.parley.store.Sql;
import java.util.List;
import java.util.Optional;

/// The own mailboxes: one for each contact and the intro mailbox (PROTOCOL.md §7).
public final class Mailboxes {
    private final Sql sql;

    public Mailboxes(Sql sql) {
        this.sql = sql;
    }

    /// @param id stands for the mailbox on a connection
    /// @param from who writes there; empty for the intro mailbox
    /// @param made the relay has it
    /// @param told who writes there knows it
    /// @param stored the highest number whose envelope is dealt with here
    public record Own(
            int id,
            MailboxId.Read rid,
            MailboxId.Send sid,
            Optional<AccountId> from,
            boolean made,
            boolean told,
            long stored) {}

    public List<Own> all() {
        return sql.list("select * from mailbox order by id", Mailboxes::map);
    }

    public Optional<Own> find(int id) {
        return sql.one("select * from mailbox where id = ?", Mailboxes::map, id);
    }

    public Optional<Own> intro() {
        return sql.one("select * from mailbox where account is null", Mailboxes::map);
    }

    public Optional<Own> of(AccountId from) {
        return sql.one(
                "select * from mailbox where account = ?",
                Mailboxes::map,
                from.octets().toArray());
    }

    public Own add(MailboxId.Read rid, MailboxId.Send sid, Optional<AccountId> from) {
        long id = sql.insert(
                "insert into mailbox(rid, sid, account) values(?, ?, ?)",
                rid.octets().toArray(),
                sid.octets().toArray(),
                from.map(account -> account.octets().toArray()));
        return new Own(Math.toIntExact(id), rid, sid, from, false, false, 0);
    }

    public void made(int id, boolean made) {
        sql.update("update mailbox set made = ? where id = ?", made, id);
    }

    public List<Own> toMake() {
        return sql.list("select * from mailbox where made = 0 order by id", Mailboxes::map);
    }

    /// Made ones that those who write there do not know yet.
    public List<Own> toTell() {
        return sql.list(
                "select * from mailbox where made = 1 and told = 0 and account is not null order by id",
                Mailboxes::map);
    }

    /// The relay counts from `seq` on now, whatever we had.
    public void restart(int id, long seq) {
        sql.update("update mailbox set stored = ? where id = ?", seq, id);
    }

    public void told(int id) {
        sql.update("update mailbox set told = 1 where id = ?", id);
    }

    /// Who writes there may not know it.
    public void untold(int id) {
        sql.update("update mailbox set told = 0 where id = ?", id);
    }

    public void stored(int id, long seq) {
        sql.update("update mailbox set stored = ? where id = ? and stored < ?", seq, id, seq);
    }

    /// Gives a mailbox up; it is to be removed at the relay, too.
    public void drop(AccountId from) {
        sql.update(
                "insert into dropped(rid) select rid from mailbox where account = ?",
                from.octets().toArray());
        sql.update("delete from mailbox where account = ?", from.octets().toArray());
    }

    public List<MailboxId.Read> dropped() {
        return sql.list("select rid from dropped", row -> new MailboxId.Read(Octets.of(row.bytes("rid"))));
    }

    /// The relay does not have it any more.
    public void forget(MailboxId.Read rid) {
        sql.update("delete from dropped where rid = ?", rid.octets().toArray());
    }

    private static Own map(Row row) {
        return new Own(
                row.integer("id"),
                new MailboxId.Read(Octets.of(row.bytes("rid"))),
                new MailboxId.Send(Octets.of(row.bytes("sid"))),
                row.optionalBytes("account").map(Octets::of).map(AccountId::new),
                row.flag("made"),
                row.flag("told"),
                row.number("stored"));
    }
}
