package app.parley.client.history;

import app.parley.client.MessageId;
import app.parley.protocol.AccountId;
import app.parley.protocol.Envelope;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.MailboxId;
import app.parley.protocol.Octets;
import app.parley.store.Row;
import app.parley.store.Sql;
import java.util.List;
import java.util.Optional;

/// The outbox, and after it the bounded log from which lost envelopes are sent again (PROTOCOL.md
/// §5, §6).
///
/// A row is first only content, then sealed: from there on its bytes never change, whatever is
/// tried again.
public final class Outgoing {
    private static final int NEEDS_SESSION = 0;
    private static final int SEALED = 1;
    private static final int ACCEPTED = 2;
    private static final int DONE = 3;
    /// Accepted, for a device that its account has not any more.
    private static final int FORMER = 4;

    /// Contents kept for each person, so that they can be sent again.
    private static final int KEPT = 500;

    private final Sql sql;

    public Outgoing(Sql sql) {
        this.sql = sql;
    }

    /// @param message empty for receipts and other notes
    public record Item(long id, AccountId to, Optional<MessageId> message, byte[] content) {}

    /// An item with its final bytes.
    public record SealedItem(long id, long place, AccountId to, MailboxId.Send sid, Envelope envelope) {}

    /// Adds content that waits for a session.
    public long add(AccountId to, Optional<MessageId> message, byte[] content) {
        return add(to, message, Optional.empty(), content);
    }

    /// The same.
    ///
    /// @param about the message of this person that a note changes: when that goes, the note goes
    public long add(AccountId to, Optional<MessageId> message, Optional<MessageId> about, byte[] content) {
        return sql.insert(
                "insert into outgoing(account, msg_id, about, content, state) values(?, ?, ?, ?, 0)",
                to.octets().toArray(),
                message.map(id -> id.octets().toArray()),
                about.map(id -> id.octets().toArray()),
                content);
    }

    /// The content now has its final bytes.
    public void sealed(long id, long session, MailboxId.Send sid, byte[] envelope, EnvelopeId envelopeId) {
        sql.update(
                "update outgoing set state = 1, session = ?, sid = ?, envelope = ?, envelope_id = ?,"
                        + " place = ? where id = ?",
                session,
                sid.octets().toArray(),
                envelope,
                envelopeId.octets().toArray(),
                new Settings(sql).next(Settings.Name.PLACE),
                id);
    }

    /// Contents for `to` that are not sealed yet, oldest first.
    public List<Item> unsealed(AccountId to) {
        return items(
                "account = ? and state = " + NEEDS_SESSION, (Object) to.octets().toArray());
    }

    /// Everybody for whom contents are not sealed yet.
    public List<AccountId> waitingForSession() {
        return sql.list(
                "select distinct account from outgoing where state = " + NEEDS_SESSION,
                row -> new AccountId(Octets.of(row.bytes("account"))));
    }

    /// Sealed items that come after the place `after`, in the order of sealing.
    public List<SealedItem> toSend(long after, int limit) {
        return sql.list(
                "select * from outgoing where state = " + SEALED + " and place > ? order by place limit ?",
                row -> new SealedItem(
                        row.number("id"),
                        row.number("place"),
                        new AccountId(Octets.of(row.bytes("account"))),
                        new MailboxId.Send(Octets.of(row.bytes("sid"))),
                        Envelope.of(row.bytes("envelope"))),
                after,
                limit);
    }

    /// Whether something is sealed and not accepted.
    public boolean anythingToSend() {
        return sql.number("select exists(select 1 from outgoing where state = " + SEALED + ")") == 1;
    }

    /// The relay has it. The bytes are not needed any more; the content is, until it is on the
    /// other device.
    ///
    /// @param place of the sealing that was accepted
    /// @return empty if it was unsealed since, and what it is now was not accepted
    public Optional<Item> accepted(long id, long place, long expiresAt) {
        int changed = sql.update(
                "update outgoing set state = 2, envelope = null, expires_at = ? where id = ? and place = ? and state = "
                        + SEALED,
                expiresAt,
                id,
                place);
        return changed == 0 ? Optional.empty() : find(id);
    }

    public Optional<Item> find(long id) {
        return items("id = ?", (Object) id).stream().findFirst();
    }

    /// Seals come undone: the contents wait for a new session and get new bytes under new keys.
    /// For when the mailbox is gone or the session's state cannot be trusted any more.
    public void unseal(AccountId to) {
        sql.update(
                "update outgoing set state = 0, envelope = null, envelope_id = null, sid = null, session = null, place = null"
                        + " where account = ? and state = " + SEALED,
                to.octets().toArray());
    }

    /// For whom something is sealed, and was not accepted, in a session that was begun here at
    /// `begun` (epoch seconds) or before and never answered.
    public List<AccountId> sealedUnanswered(long begun) {
        return sql.list(
                "select distinct outgoing.account as account from outgoing join session on session.id = outgoing.session"
                        + " where outgoing.state = " + SEALED
                        + " and session.opening is not null and session.begun <= ?",
                row -> new AccountId(Octets.of(row.bytes("account"))),
                begun);
    }

    /// The device that all of this went to is gone: what the relay has may still be told as
    /// expired, but none of it is sent again because somebody asks for it.
    public void former(AccountId to) {
        byte[] account = to.octets().toArray();
        sql.update("delete from outgoing where account = ? and state = " + DONE, (Object) account);
        sql.update("update outgoing set state = " + FORMER + " where account = ? and state = " + ACCEPTED, (Object)
                account);
    }

    /// What was in an envelope, if it is still known and went to a device that `to` has.
    public Optional<Item> byEnvelope(AccountId to, EnvelopeId envelope) {
        return items(
                        "account = ? and envelope_id = ? and state < " + FORMER,
                        to.octets().toArray(),
                        envelope.octets().toArray())
                .stream()
                .findFirst();
    }

    /// The newest messages to `to` that the relay took and the other device has not confirmed,
    /// oldest first.
    public List<Item> unconfirmed(AccountId to, int limit) {
        return items(
                "id in (select max(id) from outgoing where account = ? and state = " + ACCEPTED
                        + " and msg_id is not null group by msg_id order by 1 desc limit ?)",
                to.octets().toArray(),
                limit);
    }

    /// All messages to `to` that the relay took and nobody confirmed, to former devices, too.
    public List<Item> atRelay(AccountId to) {
        return items("account = ? and state in (" + ACCEPTED + ", " + FORMER + ") and msg_id is not null", (Object)
                to.octets().toArray());
    }

    /// The message that went into an accepted envelope, whoever it was for.
    public Optional<Item> acceptedEnvelope(EnvelopeId envelope) {
        return items("state in (" + ACCEPTED + ", " + FORMER + ") and envelope_id = ?", (Object)
                        envelope.octets().toArray())
                .stream()
                .findFirst();
    }

    /// The message arrived; nothing of it will be sent again.
    public void done(AccountId to, MessageId message) {
        sql.update(
                "update outgoing set state = " + DONE + ", envelope = null where account = ? and msg_id = ?",
                to.octets().toArray(),
                message.octets().toArray());
    }

    /// The item is given up.
    public void drop(long id) {
        sql.update("delete from outgoing where id = ?", id);
    }

    /// All items of a message, in whatever state, and notes about it are given up.
    public void drop(MessageId message) {
        byte[] id = message.octets().toArray();
        sql.update("delete from outgoing where msg_id = ? or about = ?", id, id);
    }

    /// A message that is deleted here is not sent any more; what the relay took is left alone.
    public void dropUnsent(MessageId message) {
        sql.update(
                "delete from outgoing where msg_id = ? and state in (" + NEEDS_SESSION + ", " + SEALED + ")",
                (Object) message.octets().toArray());
    }

    /// Mailboxes to which accepted messages went that should have been fetched before `now`
    /// (epoch seconds).
    public List<MailboxId.Send> overdue(long now) {
        return sql.list(
                "select distinct sid from outgoing where state in (" + ACCEPTED + ", " + FORMER + ")"
                        + " and msg_id is not null"
                        + " and expires_at < ? and sid is not null",
                row -> new MailboxId.Send(Octets.of(row.bytes("sid"))),
                now);
    }

    /// What went to `sid` was not given up by the relay yet: it is asked again at `at` (epoch
    /// seconds).
    public void askAgain(MailboxId.Send sid, long at) {
        sql.update(
                "update outgoing set expires_at = ? where sid = ? and state in (" + ACCEPTED + ", " + FORMER + ")"
                        + " and expires_at < ?",
                at,
                sid.octets().toArray(),
                at);
    }

    /// Hands what is waiting over to a person's new account.
    public void move(AccountId from, AccountId to) {
        unseal(from);
        sql.update(
                "update outgoing set account = ? where account = ? and state = " + NEEDS_SESSION,
                to.octets().toArray(),
                from.octets().toArray());
    }

    /// Forgets all but the newest sent contents for `to`.
    public void trim(AccountId to) {
        sql.update(
                "delete from outgoing where account = ? and state >= " + ACCEPTED
                        + " and id <= coalesce((select id from" + " outgoing where account = ? and state >= " + ACCEPTED
                        + " order by id desc limit 1 offset ?), 0)",
                to.octets().toArray(),
                to.octets().toArray(),
                KEPT);
    }

    private List<Item> items(String where, Object... args) {
        return sql.list("select * from outgoing where " + where + " order by id", Outgoing::map, args);
    }

    private static Item map(Row row) {
        return new Item(
                row.number("id"),
                new AccountId(Octets.of(row.bytes("account"))),
                row.optionalBytes("msg_id").map(Octets::of).map(MessageId::new),
                row.bytes("content"));
    }
}
