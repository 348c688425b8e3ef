package app.parley.client.history;

import app.parley.client.Conversation;
import app.parley.client.Delivery;
import app.parley.client.Message;
import app.parley.client.MessageId;
import app.parley.client.Said;
import app.parley.protocol.AccountId;
import app.parley.protocol.Octets;
import app.parley.store.Row;
import app.parley.store.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The rows of all conversations.
public final class Messages {
    /// What was not seen of a conversation. Left alone SQLite takes the index of all received messages, and
    /// reads each
    /// of them.
    private static final String UNSEEN =
            " from message indexed by message_unseen where account = ? and kind = 1 and seen = 0";

    private final Sql sql;
    private final Words words;

    public Messages(Sql sql) {
        this.sql = sql;
        this.words = new Words(sql);
    }

    /// @param content as encoded and sent, with its signature
    public Message addSent(AccountId with, MessageId id, Said said, byte[] content, Instant at, Delivery delivery) {
        long order = sql.insert(
                "insert into message(account, msg_id, kind, text, content, sent_at, delivery, detail, seen,"
                        + " reply_mine, reply_id, forwarded, timer) values(?, ?, 0, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?)",
                with.octets().toArray(),
                id.octets().toArray(),
                said.text(),
                content,
                at.toEpochMilli(),
                MessageRow.rung(delivery),
                MessageRow.detail(delivery),
                said.replyTo().map(Said.Quote::mine),
                said.replyTo().map(quote -> quote.id().octets().toArray()),
                said.forwarded(),
                said.timer().toSeconds());
        words.add(order);
        return row(order).orElseThrow();
    }

    /// Empty if the message is already there.
    public Optional<Message> addReceived(
            AccountId with, MessageId id, byte[] content, Instant sentAt, boolean away, Message.Received body) {
        int added = sql.update(
                "insert or ignore into message(account, msg_id, kind, text, content, sent_at, away, signed, verified,"
                        + " reply_mine, reply_id, forwarded, timer) values(?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                with.octets().toArray(),
                id.octets().toArray(),
                body.text(),
                content,
                sentAt.toEpochMilli(),
                away,
                body.signed(),
                body.verified(),
                body.said().replyTo().map(Said.Quote::mine),
                body.said().replyTo().map(quote -> quote.id().octets().toArray()),
                body.said().forwarded(),
                body.said().timer().toSeconds());
        if (added == 0) {
            return Optional.empty();
        }
        long order = sql.number("select last_insert_rowid()");
        words.add(order);
        return row(order);
    }

    public Message addNotice(AccountId with, MessageId id, Message.Notice notice, Instant at) {
        long order = sql.insert(
                "insert into message(account, msg_id, kind, text, sent_at, detail, seen, timer)"
                        + " values(?, ?, 2, '', ?, ?, 1, ?)",
                with.octets().toArray(),
                id.octets().toArray(),
                at.toEpochMilli(),
                notice.kind().ordinal(),
                notice.timer().toSeconds());
        return new Message(id, with, order, at, false, notice);
    }

    /// Moves a sent message up the ladder. Empty if there is no such message or it is already as
    /// far.
    public Optional<Message> deliver(AccountId with, MessageId id, Delivery delivery) {
        int rung = MessageRow.rung(delivery);
        int changed = sql.update(
                "update message set delivery = ?, detail = ? where account = ? and kind = 0 and msg_id = ?"
                        + " and (delivery < ? or delivery = 0)",
                rung,
                MessageRow.detail(delivery),
                with.octets().toArray(),
                id.octets().toArray(),
                rung);
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
                this::map,
                with.octets().toArray(),
                id.octets().toArray());
    }

    /// The row at this place of its conversation.
    public Optional<Message> row(long order) {
        return sql.one("select * from message where id = ?", this::map, order);
    }

    private Message map(Row row) {
        return MessageRow.map(sql, row);
    }

    /// The rows of any kind with this id; a peer may have given a message of theirs the id of one
    /// of ours.
    public List<Message> find(MessageId id) {
        return sql.list(
                "select * from message where msg_id = ? order by id",
                this::map,
                id.octets().toArray());
    }

    /// Up to `limit` rows right before `before`, oldest first.
    public List<Message> page(AccountId with, long before, int limit) {
        return sql.list(
                "select * from (select * from message where account = ? and id < ? order by id desc limit ?) order by id",
                this::map,
                with.octets().toArray(),
                before,
                limit);
    }

    /// Up to `limit` rows right after `after`, oldest first.
    public List<Message> pageAfter(AccountId with, long after, int limit) {
        return sql.list(
                "select * from message where account = ? and id > ? order by id limit ?",
                this::map,
                with.octets().toArray(),
                after,
                limit);
    }

    /// The order of the first row of this time or later.
    public Optional<Long> firstSince(AccountId with, Instant time) {
        return sql.one(
                "select id from message where account = ? and sent_at >= ? order by id limit 1",
                row -> row.number("id"),
                with.octets().toArray(),
                time.toEpochMilli());
    }

    /// The order of a message that another one answers, if it still says something.
    public Optional<Long> placeOf(AccountId with, Said.Quote answered) {
        return sql.one(
                "select id from message where account = ? and kind = ? and msg_id = ? and erased = 0",
                row -> row.number("id"),
                with.octets().toArray(),
                answered.mine() ? MessageRow.SENT : MessageRow.RECEIVED,
                answered.id().octets().toArray());
    }

    /// Marks what was received up to `upTo` as seen, lets its timers run, and yields the ids of those that were not
    /// before.
    public List<MessageId> markSeen(AccountId with, long upTo, Instant now) {
        List<MessageId> news = sql.list(
                "select msg_id" + UNSEEN + " and id <= ? order by id",
                row -> new MessageId(Octets.of(row.bytes("msg_id"))),
                with.octets().toArray(),
                upTo);
        sql.update(
                "update message indexed by message_unseen set seen = 1, gone_at = iif(timer > 0, ? + timer * 1000, null)"
                        + " where account = ? and id <= ? and kind = 1 and seen = 0",
                now.toEpochMilli(),
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

    /// Up to `limit` texts of a conversation right after `after`, oldest first, each followed by its edits.
    public List<Stored> texts(AccountId with, long after, int limit) {
        return sql
                .list(
                        "select id, kind, msg_id, version, content from message"
                                + " where account = ? and kind < 2 and erased = 0 and id > ? order by id limit ?",
                        row -> withEdits(with, row),
                        with.octets().toArray(),
                        after,
                        limit)
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private List<Stored> withEdits(AccountId with, Row text) {
        long order = text.number("id");
        boolean mine = text.integer("kind") == MessageRow.SENT;
        List<Stored> all = new ArrayList<>();
        all.add(new Stored(order, mine, text.bytes("content")));
        if (text.integer("version") > 0) {
            all.addAll(sql.list(
                    "select content from edit where account = ? and mine = ? and msg_id = ? order by version",
                    row -> new Stored(order, mine, row.bytes("content")),
                    with.octets().toArray(),
                    mine,
                    text.bytes("msg_id")));
        }
        return all;
    }

    /// Removes a row and what hangs on it.
    public void delete(Message message) {
        new Changes(sql).forget(message);
        words.remove(message.order());
        sql.update("delete from message where id = ?", message.order());
    }

    /// Removes all rows of a conversation and what hangs on them.
    public void deleteAll(AccountId with) {
        for (String table : List.of("message", "reaction", "edit", "early")) {
            sql.update(
                    "delete from " + table + " where account = ?", with.octets().toArray());
        }
    }

    /// Up to `limit` of what was received, newest first.
    public List<Message> received(AccountId with, int limit) {
        return sql.list(
                "select * from message where account = ? and kind = 1 and erased = 0 order by id desc limit ?",
                this::map,
                with.octets().toArray(),
                limit);
    }

    public Conversation conversation(AccountId with) {
        byte[] account = with.octets().toArray();
        List<Message> last = page(with, Long.MAX_VALUE, 1);
        int unread = (int) sql.number("select count(*)" + UNSEEN, account);
        Optional<Long> first =
                unread == 0 ? Optional.empty() : Optional.of(sql.number("select min(id)" + UNSEEN, account));
        return new Conversation(with, last.stream().findFirst(), unread, first, new ChatMarks(sql).of(with));
    }

    /// All conversations, the one with the newest row first; those that are kept in some way but empty
    /// come last.
    public List<Conversation> conversations() {
        Collection<AccountId> accounts = sql.list(
                // From account to account: one look into the index for each, not one for each message.
                "with recursive one(account) as (select min(account) from message"
                        + " union all select (select min(account) from message where account > one.account)"
                        + " from one where one.account is not null)"
                        + " select account, max(last) from (select one.account, (select max(id) from message"
                        + " where account = one.account) as last from one where one.account is not null"
                        + " union all select account, 0 from chat) group by account order by 2 desc",
                row -> new AccountId(Octets.of(row.bytes("account"))));
        return accounts.stream().map(this::conversation).toList();
    }

    /// Hands a conversation over to a person's new account.
    public void move(AccountId from, AccountId to) {
        words.move(
                from,
                to,
                () -> sql.update(
                        "update or replace message set account = ? where account = ?",
                        to.octets().toArray(),
                        from.octets().toArray()));
        for (String table : List.of("reaction", "edit", "early", "chat")) {
            sql.update(
                    "update or replace " + table + " set account = ? where account = ?",
                    to.octets().toArray(),
                    from.octets().toArray());
        }
    }
}
