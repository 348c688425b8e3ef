package app.parley.client.history;

import app.parley.client.Conversation;
import app.parley.client.Delivery;
import app.parley.client.Message;
import app.parley.client.MessageId;
import app.parley.protocol.AccountId;
import app.parley.protocol.Octets;
import app.parley.store.Row;
import app.parley.store.Sql;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The rows of all conversations.
public final class Messages {
    private static final int SENT = 0;
    private static final int RECEIVED = 1;
    private static final int NOTICE = 2;

    private final Sql sql;

    public Messages(Sql sql) {
        this.sql = sql;
    }

    /// The rungs of the delivery ladder, in order; the ordinal is stored. Later news never take a
    /// message down.
    private enum Rung {
        WAITING,
        AT_RELAY,
        EXPIRED,
        FAILED,
        ON_DEVICE,
        READ
    }

    /// @param content as encoded and sent, with its signature
    public Message addSent(AccountId with, MessageId id, String text, byte[] content, Instant at, Delivery delivery) {
        long order = sql.insert(
                "insert into message(account, msg_id, kind, text, content, sent_at, delivery, detail, seen)"
                        + " values(?, ?, 0, ?, ?, ?, ?, ?, 1)",
                with.octets().toArray(),
                id.octets().toArray(),
                text,
                content,
                at.toEpochMilli(),
                rung(delivery).ordinal(),
                detail(delivery));
        return new Message(id, with, order, at, false, new Message.Sent(text, delivery));
    }

    /// Empty if the message is already there.
    public Optional<Message> addReceived(
            AccountId with, MessageId id, byte[] content, Instant sentAt, boolean away, Message.Received body) {
        int added = sql.update(
                "insert or ignore into message(account, msg_id, kind, text, content, sent_at, away, signed, verified)"
                        + " values(?, ?, 1, ?, ?, ?, ?, ?, ?)",
                with.octets().toArray(),
                id.octets().toArray(),
                body.text(),
                content,
                sentAt.toEpochMilli(),
                away,
                body.signed(),
                body.verified());
        if (added == 0) {
            return Optional.empty();
        }
        return Optional.of(new Message(id, with, sql.number("select last_insert_rowid()"), sentAt, away, body));
    }

    public Message addNotice(AccountId with, MessageId id, Message.Kind kind, Instant at) {
        long order = sql.insert(
                "insert into message(account, msg_id, kind, text, sent_at, detail, seen) values(?, ?, 2, '', ?, ?, 1)",
                with.octets().toArray(),
                id.octets().toArray(),
                at.toEpochMilli(),
                kind.ordinal());
        return new Message(id, with, order, at, false, new Message.Notice(kind));
    }

    /// Moves a sent message up the ladder. Empty if there is no such message or it is already as
    /// far.
    public Optional<Message> deliver(AccountId with, MessageId id, Delivery delivery) {
        Rung rung = rung(delivery);
        int changed = sql.update(
                "update message set delivery = ?, detail = ? where account = ? and kind = 0 and msg_id = ?"
                        + " and (delivery < ? or delivery = 0)",
                rung.ordinal(),
                detail(delivery),
                with.octets().toArray(),
                id.octets().toArray(),
                rung.ordinal());
        return changed == 0 ? Optional.empty() : sent(with, id);
    }

    /// Puts a message that did not get through back to the foot of the ladder, as it is now sent.
    public Optional<Message> restart(AccountId with, MessageId id, byte[] content) {
        int changed = sql.update(
                "update message set delivery = 0, detail = 0, content = ? where account = ? and kind = 0 and msg_id = ?"
                        + " and delivery in (2, 3)",
                content,
                with.octets().toArray(),
                id.octets().toArray());
        return changed == 0 ? Optional.empty() : sent(with, id);
    }

    public Optional<Message> sent(AccountId with, MessageId id) {
        return sql.one(
                "select * from message where account = ? and kind = 0 and msg_id = ?",
                Messages::map,
                with.octets().toArray(),
                id.octets().toArray());
    }

    /// The rows of any kind with this id; a peer may have given a message of theirs the id of one
    /// of ours.
    public List<Message> find(MessageId id) {
        return sql.list(
                "select * from message where msg_id = ? order by id",
                Messages::map,
                id.octets().toArray());
    }

    /// Up to `limit` rows right before `before`, oldest first.
    public List<Message> page(AccountId with, long before, int limit) {
        return sql.list(
                "select * from (select * from message where account = ? and id < ? order by id desc limit ?) order by id",
                Messages::map,
                with.octets().toArray(),
                before,
                limit);
    }

    /// Marks what was received up to `upTo` as seen, and yields the ids of those that were not
    /// before.
    public List<MessageId> markSeen(AccountId with, long upTo) {
        List<MessageId> news = sql.list(
                "select msg_id from message where account = ? and id <= ? and kind = 1 and seen = 0 order by id",
                row -> new MessageId(Octets.of(row.bytes("msg_id"))),
                with.octets().toArray(),
                upTo);
        sql.update(
                "update message set seen = 1 where account = ? and id <= ? and kind = 1 and seen = 0",
                with.octets().toArray(),
                upTo);
        return news;
    }

    /// The ids of the last received or sent message, for the `parents` of the next one.
    public List<Octets> heads(AccountId with) {
        return sql.list(
                "select msg_id from message where account = ? and kind < 2 order by id desc limit 1",
                row -> Octets.of(row.bytes("msg_id")),
                with.octets().toArray());
    }

    /// A text as it was sealed and signed.
    ///
    /// @param mine whether it was sent from here
    /// @param content encoded, with its signature
    public record Stored(long order, boolean mine, byte[] content) {}

    /// Up to `limit` texts of a conversation right after `after`, oldest first.
    public List<Stored> texts(AccountId with, long after, int limit) {
        return sql.list(
                "select id, kind, content from message where account = ? and kind < 2 and id > ? order by id limit ?",
                row -> new Stored(row.number("id"), row.integer("kind") == SENT, row.bytes("content")),
                with.octets().toArray(),
                after,
                limit);
    }

    public void delete(MessageId id) {
        sql.update("delete from message where msg_id = ?", id.octets().toArray());
    }

    public Conversation conversation(AccountId with) {
        byte[] account = with.octets().toArray();
        List<Message> last = page(with, Long.MAX_VALUE, 1);
        int unread =
                (int) sql.number("select count(*) from message where account = ? and kind = 1 and seen = 0", account);
        Optional<Long> first = unread == 0
                ? Optional.empty()
                : Optional.of(
                        sql.number("select min(id) from message where account = ? and kind = 1 and seen = 0", account));
        return new Conversation(with, last.stream().findFirst(), unread, first);
    }

    /// All conversations, the one with the newest row first.
    public List<Conversation> conversations() {
        Collection<AccountId> accounts = sql.list(
                "select account from message group by account order by max(id) desc",
                row -> new AccountId(Octets.of(row.bytes("account"))));
        return accounts.stream().map(this::conversation).toList();
    }

    /// Hands a conversation over to a person's new account.
    public void move(AccountId from, AccountId to) {
        sql.update(
                "update or replace message set account = ? where account = ?",
                to.octets().toArray(),
                from.octets().toArray());
    }

    private static Rung rung(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Waiting d -> Rung.WAITING;
            case Delivery.AtRelay d -> Rung.AT_RELAY;
            case Delivery.Expired d -> Rung.EXPIRED;
            case Delivery.Failed d -> Rung.FAILED;
            case Delivery.OnDevice d -> Rung.ON_DEVICE;
            case Delivery.Read d -> Rung.READ;
        };
    }

    private static long detail(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Waiting(Delivery.Why why) -> why.ordinal();
            case Delivery.AtRelay(Instant until) -> until.getEpochSecond();
            case Delivery.Expired d -> 0;
            case Delivery.Failed(Delivery.Reason reason) -> reason.ordinal();
            case Delivery.OnDevice(Instant at) -> at.getEpochSecond();
            case Delivery.Read(Instant at) -> at.getEpochSecond();
        };
    }

    private static Delivery delivery(Rung rung, long detail) {
        return switch (rung) {
            case WAITING -> new Delivery.Waiting(Delivery.Why.values()[(int) detail]);
            case AT_RELAY -> new Delivery.AtRelay(Instant.ofEpochSecond(detail));
            case EXPIRED -> new Delivery.Expired();
            case FAILED -> new Delivery.Failed(Delivery.Reason.values()[(int) detail]);
            case ON_DEVICE -> new Delivery.OnDevice(Instant.ofEpochSecond(detail));
            case READ -> new Delivery.Read(Instant.ofEpochSecond(detail));
        };
    }

    private static Message map(Row row) {
        int kind = row.integer("kind");
        Message.Body body = switch (kind) {
            case SENT ->
                new Message.Sent(
                        row.text("text"), delivery(Rung.values()[row.integer("delivery")], row.number("detail")));
            case RECEIVED ->
                new Message.Received(row.text("text"), row.flag("signed"), row.flag("verified"), row.flag("seen"));
            case NOTICE -> new Message.Notice(Message.Kind.values()[row.integer("detail")]);
            default -> throw new IllegalStateException("a row of an unknown kind");
        };
        return new Message(
                new MessageId(Octets.of(row.bytes("msg_id"))),
                new AccountId(Octets.of(row.bytes("account"))),
                row.number("id"),
                Instant.ofEpochMilli(row.number("sent_at")),
                row.flag("away"),
                body);
    }
}
