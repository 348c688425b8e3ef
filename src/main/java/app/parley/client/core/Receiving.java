package app.parley.client.core;

import app.parley.client.Delivery;
import app.parley.client.Message;
import app.parley.client.MessageId;
import app.parley.client.Person;
import app.parley.client.Said;
import app.parley.client.history.EarlyNotes;
import app.parley.client.history.IssuedInvites;
import app.parley.client.history.Mailboxes;
import app.parley.client.history.Outgoing;
import app.parley.client.history.People;
import app.parley.client.history.Receipts;
import app.parley.client.history.ResendAllowance;
import app.parley.client.history.Unopened;
import app.parley.client.session.Identities;
import app.parley.client.session.InviteProof;
import app.parley.client.session.SessionBook;
import app.parley.crypto.Signatures;
import app.parley.protocol.AccountId;
import app.parley.protocol.Envelope;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.MalformedException;
import app.parley.protocol.Octets;
import app.parley.protocol.content.Body;
import app.parley.protocol.content.Content;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Steps on the way in: an envelope becomes a message, a receipt or a note, once (PROTOCOL.md §5,
/// §6).
final class Receiving {
    /// How long the rest of the delivery may take before the sender is asked for what could not
    /// be opened.
    private static final long REPAIR_AFTER_MILLIS = 1000;

    /// Messages that are sent again for an envelope that is not known.
    private static final int AGAIN_AT_MOST = 50;

    private final Desk desk;
    private final Timing timing;
    private final boolean sendSeen;

    Receiving(Desk desk, Timing timing, boolean sendSeen) {
        this.desk = desk;
        this.timing = timing;
        this.sendSeen = sendSeen;
    }

    /// @param seq the envelope's number in the mailbox; those dealt with before are passed over
    /// @param away it waited while nobody was connected
    void envelope(int mailboxId, long seq, Envelope envelope, boolean away) {
        Optional<Mailboxes.Own> mailbox = desk.mailboxes.find(mailboxId);
        if (mailbox.isEmpty() || seq <= mailbox.get().stored()) {
            return;
        }
        byte[] bytes = envelope.toArray();
        switch (desk.book.open(mailbox.get(), bytes)) {
            case SessionBook.Opened opened -> content(opened, away);
            case SessionBook.Lost(AccountId from) -> lost(from, Identities.envelope(bytes));
            case SessionBook.Repeated repeated -> {
                // A retry whose first copy came through: there is nothing new in it.
            }
            case SessionBook.Unfitting(AccountId from, var manifest) ->
                new DeviceLists(desk).take(desk.people.find(from).orElseThrow(), manifest);
            case SessionBook.Junk junk -> {
                // Nobody to ask: whoever made it is not known here.
            }
        }
        desk.mailboxes.stored(mailboxId, seq);
    }

    /// An envelope that made us fail: it is passed over, and its sender asked like for one that
    /// no session opens.
    void unreadable(int mailboxId, long seq, Envelope envelope) {
        desk.mailboxes
                .find(mailboxId)
                .flatMap(Mailboxes.Own::from)
                .ifPresent(from -> lost(from, Identities.envelope(envelope.toArray())));
        desk.mailboxes.stored(mailboxId, seq);
    }

    private void lost(AccountId from, EnvelopeId envelope) {
        if (blocked(from)) {
            return;
        }
        long now = desk.now().toEpochMilli();
        new Unopened(desk.sql()).add(envelope, from, now, now + REPAIR_AFTER_MILLIS);
    }

    private void content(SessionBook.Opened opened, boolean away) {
        if (opened.fresh()) {
            desk.personChanged(opened.from());
            // Who begins a session may not have heard of the mailbox, whatever was told before.
            desk.mailboxes.untold(desk.mailboxFor(Optional.of(opened.from())).id());
            desk.moreChores();
            desk.people.renew(opened.from(), People.Renewal.NONE);
        }
        if (opened.newDevice()) {
            new DeviceLists(desk).newDevice(opened.from());
        }
        Content content;
        try {
            content = Content.decode(opened.content());
        } catch (MalformedException e) {
            lostFor(opened.from());
            return;
        }
        if (blocked(opened.from()) && unwanted(content.body())) {
            return;
        }
        AccountId me = desk.own().account();
        boolean ours = content.conversation().equals(Identities.conversation(me, opened.from()));
        boolean signed = signed(opened, content, me);
        if (!ours || content.signature().isPresent() && !signed) {
            lostFor(opened.from());
            return;
        }
        new DeviceLists(desk).named(desk.people.find(opened.from()).orElseThrow(), content);
        take(opened.from(), content, opened.content(), signed, away);
    }

    private boolean blocked(AccountId from) {
        return standing(from) == Person.Standing.BLOCKED;
    }

    private Person.Standing standing(AccountId from) {
        return desk.people.find(from).map(People.Known::standing).orElse(Person.Standing.KNOWN);
    }

    private void lostFor(AccountId from) {
        if (!blocked(from)) {
            desk.notice(from, Message.Kind.MESSAGE_LOST);
        }
    }

    /// What somebody who is blocked does not get across. What keeps the session whole still counts, and
    /// so does what takes something of theirs away.
    private static boolean unwanted(Body body) {
        return switch (body) {
            case Body.Text b -> true;
            case Body.Reaction b -> true;
            case Body.Edit b -> true;
            case Body.Timer b -> true;
            case Body.Typing b -> true;
            case Body.OffTheRecord b -> true;
            case Body.Invited b -> true;
            case Body.Renewed b -> true;
            case Body.Deleted b -> false;
            case Body.Delivered b -> false;
            case Body.Seen b -> false;
            case Body.Mailbox b -> false;
            case Body.ResendRequest b -> false;
            case Body.ResendAnswer b -> false;
        };
    }

    private static boolean signed(SessionBook.Opened opened, Content content, AccountId me) {
        return content.signature()
                .map(signature -> Signatures.verify(
                        opened.device().signingKey().toArray(),
                        "content",
                        content.signedPart(opened.from(), me),
                        signature.toArray()))
                .orElse(false);
    }

    private void take(AccountId from, Content content, byte[] encoded, boolean signed, boolean away) {
        switch (content.body()) {
            case Body.Text text -> text(from, content, encoded, Hearing.said(text), signed, away);
            case Body.Delivered(List<Octets> ids) -> receipt(from, ids, new Delivery.OnDevice(desk.now()));
            case Body.Seen(List<Octets> ids) -> receipt(from, ids, new Delivery.Read(desk.now()));
            case Body.Mailbox(var sid) -> {
                desk.people.sid(from, Optional.of(sid));
                desk.sealWaiting(from);
            }
            case Body.ResendRequest(List<EnvelopeId> envelopes) -> again(from, envelopes);
            case Body.ResendAnswer(List<EnvelopeId> again, List<EnvelopeId> gone) -> answered(from, again, gone);
            case Body.Invited(Octets proof) -> invited(from, proof);
            case Body.OffTheRecord said -> new OffTheRecord(desk).heard(from, said);
            case Body.Reaction said -> new Hearing(desk, from).reaction(said, new EarlyNotes.Note(encoded, signed));
            case Body.Edit said -> new Hearing(desk, from).edit(said, new EarlyNotes.Note(encoded, signed));
            case Body.Deleted said -> new Hearing(desk, from).deleted(said, new EarlyNotes.Note(encoded, signed));
            case Body.Timer said -> new Talk(desk).heardTimer(from, said);
            case Body.Typing said -> new Hearing(desk, from).typing(said, away);
            case Body.Renewed(Body.Renewed.Reason reason) ->
                desk.notice(
                        from,
                        switch (reason) {
                            case REPAIR -> Message.Kind.SESSION_RENEWED;
                            case ROLLED_BACK -> Message.Kind.STATE_ROLLED_BACK;
                        });
        }
    }

    private void text(AccountId from, Content content, byte[] encoded, Said said, boolean signed, boolean away) {
        MessageId id = new MessageId(content.id());
        boolean verified = desk.people
                .find(from)
                .map(person -> person.trust() == Person.Trust.VERIFIED)
                .orElse(false);
        Message.Received body = new Message.Received(said, signed, verified, false);
        Optional<Message> added =
                desk.messages.addReceived(from, id, encoded, Instant.ofEpochMilli(content.sentAt()), away, body);
        desk.people.asks(from);
        added.map(new Hearing(desk, from)::arrived).ifPresent(row -> {
            OwnChats.mark(desk, from, marks -> marks.archived(marks.archived() && marks.mutedAt(desk.now())));
            desk.messageAdded(row);
        });
        if (added.isEmpty() && desk.messages.find(id).stream().anyMatch(row -> otherText(row, from, said.text()))) {
            desk.notice(from, Message.Kind.MESSAGE_LOST);
        }
        if (standing(from) == Person.Standing.KNOWN) {
            desk.receipts.add(from, id, Receipts.Kind.DELIVERED, timing.receiptDue(desk.now()));
        }
    }

    /// Whether what came under an id before says something else: the first version stays.
    private static boolean otherText(Message row, AccountId from, String text) {
        return row.with().equals(from)
                && row.body() instanceof Message.Received first
                && first.said().edits() == 0
                && !first.text().equals(text);
    }

    /// Somebody shows that an invite made here reached them: they are who it was given to. That
    /// says nothing about a key that changed since.
    private void invited(AccountId from, Octets proof) {
        IssuedInvites issued = new IssuedInvites(desk.sql());
        InviteProof.find(issued, proof, desk.own().account(), from).ifPresent(secret -> {
            issued.remove(secret);
            boolean firstSeen = desk.people
                    .find(from)
                    .map(person -> person.trust() == Person.Trust.FIRST_SEEN)
                    .orElse(false);
            if (firstSeen) {
                desk.people.trust(from, Person.Trust.VERIFIED);
                OwnChats.welcome(desk, from);
                desk.notice(from, Message.Kind.CAME_BY_INVITE);
                desk.personChanged(from);
            }
        });
    }

    private void receipt(AccountId from, List<Octets> ids, Delivery delivery) {
        for (Octets id : ids) {
            MessageId message = new MessageId(id);
            desk.deliver(from, message, delivery);
            desk.outgoing.done(from, message);
        }
    }

    /// Somebody could not open envelopes of ours. What was in them goes out again as new
    /// envelopes of the same messages. An envelope that is not known was changed on the way: it
    /// held one of the messages that are not confirmed yet, so all of these go out again. What is
    /// beyond the allowance stays unanswered: who really lost something asks again later.
    void again(AccountId from, List<EnvelopeId> envelopes) {
        Optional<People.Known> person = desk.people.find(from);
        if (person.isEmpty()) {
            return;
        }
        Map<Long, Outgoing.Item> again = new TreeMap<>();
        Map<Long, EnvelopeId> asked = new HashMap<>();
        List<EnvelopeId> unknown = new ArrayList<>();
        for (EnvelopeId envelope : envelopes) {
            Optional<Outgoing.Item> item = desk.outgoing.byEnvelope(from, envelope);
            item.ifPresentOrElse(
                    sent -> {
                        again.put(sent.id(), sent);
                        asked.put(sent.id(), envelope);
                    },
                    () -> unknown.add(envelope));
        }
        if (!unknown.isEmpty()) {
            desk.outgoing.unconfirmed(from, AGAIN_AT_MOST).forEach(sent -> again.put(sent.id(), sent));
        }
        // An answer that brings nothing costs as much as one message: it is sealed and kept just as long.
        int allowed = new ResendAllowance(desk.sql())
                .take(from, Math.max(1, again.size()), desk.now().toEpochMilli());
        if (allowed == 0) {
            return;
        }
        List<Outgoing.Item> sent = again.values().stream().limit(allowed).toList();
        sent.forEach(item -> desk.post(person.get(), item.message(), item.content()));
        List<EnvelopeId> found = new ArrayList<>(sent.stream()
                .flatMap(item -> Optional.ofNullable(asked.get(item.id())).stream())
                .toList());
        if (!again.isEmpty() && allowed == again.size()) {
            found.addAll(unknown);
        }
        List<EnvelopeId> gone = again.isEmpty() ? unknown : List.of();
        if (!found.isEmpty() || !gone.isEmpty()) {
            desk.note(person.get(), new Body.ResendAnswer(found, gone));
        }
    }

    private void answered(AccountId from, List<EnvelopeId> again, List<EnvelopeId> gone) {
        Unopened unopened = new Unopened(desk.sql());
        again.forEach(envelope -> unopened.remove(from, envelope));
        for (EnvelopeId envelope : gone) {
            if (unopened.remove(from, envelope)) {
                desk.notice(from, Message.Kind.MESSAGE_LOST);
            }
        }
    }

    /// What was received up to `upTo` was seen by the person in front of this profile.
    void markRead(AccountId with, long upTo) {
        OwnChats.mark(desk, with, marks -> marks.unread(false));
        List<MessageId> news = desk.messages.markSeen(with, upTo, desk.now());
        if (news.isEmpty()) {
            return;
        }
        if (sendSeen && standing(with) == Person.Standing.KNOWN) {
            news.forEach(id -> desk.receipts.add(with, id, Receipts.Kind.SEEN, timing.receiptDue(desk.now())));
        }
        desk.conversationChanged(with);
        desk.timersChanged();
    }
}
