package app.parley.client.core;

import app.parley.client.ClientEvent;
import app.parley.client.ClientException;
import app.parley.client.Delivery;
import app.parley.client.Message;
import app.parley.client.MessageId;
import app.parley.client.Person;
import app.parley.client.Said;
import app.parley.client.history.Changes;
import app.parley.client.history.Outgoing;
import app.parley.client.history.People;
import app.parley.client.history.Receipts;
import app.parley.client.history.Settings;
import app.parley.protocol.AccountId;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.Octets;
import app.parley.protocol.content.Body;
import app.parley.protocol.wire.RelayFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Steps on the way out: writing, what the relay answers, giving up, trying again, receipts.
final class Sending {
    private Sending() {}

    /// @param said what is new: text, answer, forwarded; the timer is the conversation's
    static Message send(Desk desk, AccountId to, Said said) throws ClientException {
        writable(desk, to);
        writable(said.text());
        OwnChats.welcome(desk, to);
        People.Known person = desk.people.find(to).orElseThrow();
        MessageId id = desk.newId();
        Said timed = said.disappearing(Duration.ofSeconds(person.timer()));
        byte[] content = desk.compose(person, id, text(timed)).encode();
        Message message =
                desk.messages.addSent(to, id, timed, content, desk.now(), new Delivery.Waiting(Delivery.Why.SENDING));
        OwnChats.mark(desk, to, marks -> marks.archived(false).unread(false));
        desk.post(person, Optional.of(id), content);
        desk.messageAdded(message);
        return message;
    }

    /// @throws ClientException `BLANK` or `TOO_LONG`
    static void writable(String text) throws ClientException {
        if (text.isBlank()) {
            throw new ClientException(ClientException.Why.BLANK);
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > Body.MAX_TEXT) {
            throw new ClientException(ClientException.Why.TOO_LONG);
        }
    }

    private static Body.Text text(Said said) {
        return new Body.Text(
                said.text(),
                said.replyTo()
                        .map(quote -> new Body.Target(quote.mine(), quote.id().octets())),
                said.forwarded(),
                (int) said.timer().toSeconds());
    }

    /// @throws ClientException if nothing may be sent to them
    static People.Known writable(Desk desk, AccountId to) throws ClientException {
        if (desk.settings.number(Settings.Name.SIGNED_IN, 0) == 0) {
            throw new ClientException(ClientException.Why.NOT_SIGNED_IN);
        }
        People.Known person =
                desk.people.find(to).orElseThrow(() -> new ClientException(ClientException.Why.NOBODY_THERE));
        if (person.standing() == Person.Standing.BLOCKED) {
            throw new ClientException(ClientException.Why.BLOCKED);
        }
        return switch (person.trust()) {
            case CHANGED_AFTER_VERIFIED -> throw new ClientException(ClientException.Why.KEY_CHANGED);
            case CONFLICTING_DEVICES -> throw new ClientException(ClientException.Why.CONFLICTING_DEVICES);
            case FIRST_SEEN, VERIFIED, CHANGED -> person;
        };
    }

    /// Puts a message that failed or expired into the outbox again: the same message in a new
    /// envelope.
    static void resend(Desk desk, MessageId id) throws ClientException {
        Message message = desk.messages.find(id).stream()
                .filter(row -> row.body() instanceof Message.Sent)
                .findFirst()
                .orElseThrow(() -> new ClientException(ClientException.Why.NOBODY_THERE));
        People.Known person = writable(desk, message.with());
        // Composed anew: what was signed for a former key of this person is not for the one they have now.
        byte[] content =
                desk.compose(person, id, text(message.said().orElseThrow())).encode();
        Optional<Message> waiting = desk.messages.restart(message.with(), id, content);
        if (waiting.isEmpty()) {
            return;
        }
        desk.outgoing.drop(id);
        desk.post(person, Optional.of(id), content);
        desk.messageChanged(waiting.get());
    }

    static void delete(Desk desk, MessageId id) {
        desk.messages.find(id).forEach(message -> {
            boolean waiting =
                    message.body() instanceof Message.Sent sent && sent.delivery() instanceof Delivery.Waiting;
            if (waiting) {
                desk.outgoing.drop(id);
            }
            gone(desk, message);
        });
    }

    /// Removes a row and tells.
    static void gone(Desk desk, Message message) {
        List<Message> answers = new Changes(desk.sql()).answers(message);
        desk.messages.delete(message);
        desk.emit(new ClientEvent.MessageDeleted(message.with(), message.id()));
        desk.conversationChanged(message.with());
        answers.forEach(desk::said);
    }

    /// The relay has it on disk.
    static void accepted(Desk desk, Outgoing.SealedItem item, long expiresAt) {
        desk.outgoing.accepted(item.id(), item.place(), expiresAt).ifPresent(sent -> {
            sent.message()
                    .ifPresent(
                            id -> desk.deliver(sent.to(), id, new Delivery.AtRelay(Instant.ofEpochSecond(expiresAt))));
            desk.outgoing.trim(sent.to());
        });
    }

    /// What became of an envelope that the relay did not take.
    ///
    /// @return whether the same bytes are to be tried again later
    static boolean refused(Desk desk, Outgoing.SealedItem item, RelayFrame.Refused refused) {
        return switch (refused.why()) {
            case NO_SUCH_MAILBOX -> {
                desk.people.sid(item.to(), Optional.empty());
                desk.renew(item.to(), People.Renewal.MAILBOX_GONE);
                yield false;
            }
            case MAILBOX_FULL -> later(desk, item, Delivery.Why.MAILBOX_FULL);
            case RELAY_FULL -> later(desk, item, Delivery.Why.RELAY_FULL);
            default -> later(desk, item, Delivery.Why.RELAY);
        };
    }

    private static boolean later(Desk desk, Outgoing.SealedItem item, Delivery.Why why) {
        desk.outgoing
                .find(item.id())
                .flatMap(Outgoing.Item::message)
                .ifPresent(id -> desk.deliver(item.to(), id, new Delivery.Waiting(why)));
        return true;
    }

    /// Says what the messages for somebody wait for.
    static void waitingFor(Desk desk, AccountId to, Delivery.Why why) {
        for (Outgoing.Item item : desk.outgoing.unsealed(to)) {
            item.message().ifPresent(id -> desk.deliver(to, id, new Delivery.Waiting(why)));
        }
    }

    /// Nothing that waits for `to` can ever be sent.
    static void giveUp(Desk desk, AccountId to, Delivery.Reason reason) {
        desk.outgoing.unseal(to);
        for (Outgoing.Item item : desk.outgoing.unsealed(to)) {
            item.message().ifPresent(id -> desk.deliver(to, id, new Delivery.Failed(reason)));
            desk.outgoing.drop(item.id());
        }
    }

    /// What the relay took for `to` and nobody confirmed will not be: their account is none any
    /// more.
    static void neverConfirmed(Desk desk, AccountId to) {
        for (Outgoing.Item item : desk.outgoing.atRelay(to)) {
            item.message().ifPresent(id -> desk.deliver(to, id, new Delivery.Failed(Delivery.Reason.KEY_CHANGED)));
            desk.outgoing.drop(item.id());
        }
    }

    /// The relay gave an envelope up after its time.
    static void expired(Desk desk, EnvelopeId envelope) {
        desk.outgoing.acceptedEnvelope(envelope).ifPresent(item -> {
            item.message().ifPresent(id -> desk.deliver(item.to(), id, new Delivery.Expired()));
            desk.outgoing.drop(item.id());
        });
    }

    /// Sends the receipts for `to`, as many as fit one note of each kind.
    static void receipts(Desk desk, AccountId to) {
        List<Octets> delivered = desk.receipts.take(to, Receipts.Kind.DELIVERED, Body.MAX_IDS);
        List<Octets> seen = desk.receipts.take(to, Receipts.Kind.SEEN, Body.MAX_IDS);
        desk.people.find(to).ifPresent(person -> {
            if (!delivered.isEmpty()) {
                desk.note(person, new Body.Delivered(delivered));
            }
            if (!seen.isEmpty()) {
                desk.note(person, new Body.Seen(seen));
            }
        });
    }
}
