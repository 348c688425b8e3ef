package app.parley.client.history;

import app.parley.client.Delivery;
import app.parley.client.Message;
import app.parley.client.MessageId;
import app.parley.client.Said;
import app.parley.protocol.AccountId;
import app.parley.protocol.Octets;
import app.parley.store.Row;
import app.parley.store.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How a [Message] lies in its table.
final class MessageRow {
    static final int SENT = 0;
    static final int RECEIVED = 1;
    static final int NOTICE = 2;

    private MessageRow() {}

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

    static int rung(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Waiting d -> Rung.WAITING.ordinal();
            case Delivery.AtRelay d -> Rung.AT_RELAY.ordinal();
            case Delivery.Expired d -> Rung.EXPIRED.ordinal();
            case Delivery.Failed d -> Rung.FAILED.ordinal();
            case Delivery.OnDevice d -> Rung.ON_DEVICE.ordinal();
            case Delivery.Read d -> Rung.READ.ordinal();
        };
    }

    static long detail(Delivery delivery) {
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

    /// @param sql to look up what is answered, and the reactions
    static Message map(Sql sql, Row row) {
        int kind = row.integer("kind");
        Message.Body body = switch (kind) {
            case SENT ->
                row.flag("erased")
                        ? new Message.Erased(true)
                        : new Message.Sent(
                                said(sql, row), delivery(Rung.values()[row.integer("delivery")], row.number("detail")));
            case RECEIVED ->
                row.flag("erased")
                        ? new Message.Erased(false)
                        : new Message.Received(
                                said(sql, row), row.flag("signed"), row.flag("verified"), row.flag("seen"));
            case NOTICE ->
                new Message.Notice(
                        Message.Kind.values()[row.integer("detail")], Duration.ofSeconds(row.number("timer")));
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

    private static Said said(Sql sql, Row row) {
        return new Said(
                row.text("text"),
                row.optionalBytes("reply_id").map(id -> quote(sql, row.bytes("account"), row.flag("reply_mine"), id)),
                row.flag("forwarded"),
                row.integer("version"),
                reactions(sql, row),
                Duration.ofSeconds(row.number("timer")),
                row.optionalNumber("gone_at").map(Instant::ofEpochMilli));
    }

    private static Said.Quote quote(Sql sql, byte[] account, boolean mine, byte[] id) {
        Optional<String> text = sql.one(
                "select text from message where account = ? and kind = ? and msg_id = ? and erased = 0",
                original -> original.text("text"),
                account,
                mine ? SENT : RECEIVED,
                id);
        return new Said.Quote(new MessageId(Octets.of(id)), mine, text);
    }

    private static List<Said.Reaction> reactions(Sql sql, Row row) {
        return sql.list(
                "select by_me, emoji from reaction where account = ? and mine = ? and msg_id = ? and emoji <> ''"
                        + " order by by_me",
                reaction -> new Said.Reaction(reaction.flag("by_me"), reaction.text("emoji")),
                row.bytes("account"),
                row.integer("kind") == SENT,
                row.bytes("msg_id"));
    }
}
