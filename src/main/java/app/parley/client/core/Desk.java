package app.parley.client.core;

import app.parley.client.Client;
import app.parley.client.ClientEvent;
import app.parley.client.Delivery;
import app.parley.client.Link;
import app.parley.client.Me;
import app.parley.client.Message;
import app.parley.client.MessageId;
import app.parley.client.Person;
import app.parley.client.history.Changes;
import app.parley.client.history.Mailboxes;
import app.parley.client.history.Messages;
import app.parley.client.history.Outgoing;
import app.parley.client.history.People;
import app.parley.client.history.Receipts;
import app.parley.client.history.Settings;
import app.parley.client.session.Identities;
import app.parley.client.session.OwnIdentity;
import app.parley.client.session.OwnPrekeys;
import app.parley.client.session.SessionBook;
import app.parley.crypto.Randomness;
import app.parley.protocol.AccountId;
import app.parley.protocol.Invite;
import app.parley.protocol.MailboxId;
import app.parley.protocol.Octets;
import app.parley.protocol.content.Body;
import app.parley.protocol.content.Content;
import app.parley.store.Sql;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// What a step of the core works with: the tables of its transaction, and the moves that several
/// kinds of steps share. Lives as long as the transaction.
final class Desk {
    private final Core.Tx tx;
    private final Wiring wiring;
    final Settings settings;
    final People people;
    final Messages messages;
    final Outgoing outgoing;
    final Mailboxes mailboxes;
    final Receipts receipts;
    final SessionBook book;

    /// What all desks of a profile share.
    record Wiring(
            OwnIdentity own,
            OwnPrekeys prekeys,
            Randomness randomness,
            InstantSource clock,
            RelayClock relayClock,
            Presence presence,
            Runnable outboxChanged,
            Runnable choresChanged,
            Runnable timersChanged,
            Timing timing) {}

    Desk(Core.Tx tx, Wiring wiring) {
        this.tx = tx;
        this.wiring = wiring;
        Sql sql = tx.sql();
        this.settings = new Settings(sql);
        this.people = new People(sql);
        this.messages = new Messages(sql);
        this.outgoing = new Outgoing(sql);
        this.mailboxes = new Mailboxes(sql);
        this.receipts = new Receipts(sql);
        this.book = new SessionBook(
                sql,
                wiring.own(),
                wiring.prekeys(),
                wiring.randomness(),
                wiring.relayClock().now());
    }

    Sql sql() {
        return tx.sql();
    }

    Instant now() {
        return wiring.clock().instant();
    }

    /// When a receipt whose reason is now goes out, in epoch milliseconds.
    long receiptDue() {
        return wiring.timing().receiptDue(now());
    }

    OwnIdentity own() {
        return wiring.own();
    }

    MessageId newId() {
        return new MessageId(Octets.of(wiring.randomness().bytes(MessageId.LENGTH)));
    }

    private MailboxId.Read newRid() {
        return new MailboxId.Read(Octets.of(wiring.randomness().bytes(MailboxId.LENGTH)));
    }

    private MailboxId.Send newSid() {
        return new MailboxId.Send(Octets.of(wiring.randomness().bytes(MailboxId.LENGTH)));
    }

    Octets newInviteSecret() {
        return Octets.of(wiring.randomness().bytes(Invite.SECRET_LENGTH));
    }

    // What is reported

    void personChanged(AccountId account) {
        people.find(account).ifPresent(person -> tx.emit(new ClientEvent.PersonChanged(shown(person))));
    }

    Person shown(People.Known person) {
        return person.shown(wiring.presence().online(person.account()));
    }

    void messageAdded(Message message) {
        tx.emit(new ClientEvent.MessageAdded(message));
        conversationChanged(message.with());
    }

    void messageChanged(Message message) {
        tx.emit(new ClientEvent.MessageChanged(message));
        boolean last = messages.conversation(message.with())
                .last()
                .map(row -> row.id().equals(message.id()))
                .orElse(false);
        if (last) {
            conversationChanged(message.with());
        }
    }

    void conversationChanged(AccountId with) {
        tx.emit(new ClientEvent.ConversationChanged(messages.conversation(with)));
    }

    /// There is something to arrange with the relay.
    void moreChores() {
        tx.after(wiring.choresChanged());
    }

    void emit(ClientEvent event) {
        tx.emit(event);
    }

    void notice(AccountId with, Message.Kind kind) {
        notice(with, new Message.Notice(kind));
    }

    void notice(AccountId with, Message.Notice notice) {
        messageAdded(messages.addNotice(with, newId(), notice, now()));
    }

    void deliver(AccountId with, MessageId id, Delivery delivery) {
        messages.deliver(with, id, delivery).ifPresent(row -> {
            boolean gone = !(delivery instanceof Delivery.Waiting);
            boolean runs = gone && new Changes(tx.sql()).left(with, id, now());
            messageChanged(runs ? messages.row(row.order()).orElseThrow() : row);
            if (runs) {
                timersChanged();
            }
        });
    }

    /// The row says something else now; so do those that answer it.
    void said(Message row) {
        messages.row(row.order()).ifPresent(now -> {
            messageChanged(now);
            new Changes(tx.sql()).answers(now).forEach(this::messageChanged);
        });
    }

    /// Some message disappears sooner than was known.
    void timersChanged() {
        tx.after(wiring.timersChanged());
    }

    Client.Snapshot snapshot(Optional<Me> me, Link link) {
        return new Client.Snapshot(
                me, link, people.all().stream().map(this::shown).toList(), messages.conversations());
    }

    // What is written

    /// Content for somebody, signed unless the conversation is off the record.
    Content compose(People.Known to, MessageId id, Body body) {
        AccountId me = wiring.own().account();
        boolean written = body instanceof Body.Text;
        Content content = new Content(
                id.octets(),
                Identities.conversation(me, to.account()),
                now().toEpochMilli(),
                wiring.own().manifestHash(),
                Identities.hash(to.manifest()),
                written ? messages.heads(to.account()) : List.of(),
                body,
                Optional.empty());
        return to.offTheRecord()
                ? content
                : content.signed(wiring.own().sign("content", content.signedPart(me, to.account())));
    }

    /// Puts a note that no row stands for into the outbox.
    void note(People.Known to, Body body) {
        post(to, Optional.empty(), compose(to, newId(), body).encode());
    }

    /// Puts content into the outbox, sealed if that is possible already. Order is kept: nothing
    /// overtakes what still waits for a session.
    void post(People.Known to, Optional<MessageId> message, byte[] content) {
        post(to, message, Optional.empty(), content);
    }

    /// The same for a note that changes the message `about` of ours.
    void post(People.Known to, Optional<MessageId> message, Optional<MessageId> about, byte[] content) {
        boolean others = !outgoing.unsealed(to.account()).isEmpty();
        long id = outgoing.add(to.account(), message, about, content);
        if (!others && mayWrite(to)) {
            seal(to, new Outgoing.Item(id, to.account(), message, content));
        }
        if (outgoing.unsealed(to.account()).isEmpty()) {
            tx.after(wiring.outboxChanged());
        } else {
            tx.after(wiring.choresChanged());
        }
    }

    /// Seals what waits for `to`, in order, as far as there is a session.
    void sealWaiting(AccountId account) {
        Optional<People.Known> to = people.find(account);
        if (to.isEmpty() || !mayWrite(to.get())) {
            return;
        }
        for (Outgoing.Item item : outgoing.unsealed(account)) {
            if (!seal(to.get(), item)) {
                break;
            }
        }
        tx.after(wiring.outboxChanged());
    }

    /// What waits in an envelope for keys that the other end may not have any more is sealed anew.
    void unsealStale() {
        for (AccountId to : outgoing.sealedUnanswered(book.lastOfStale())) {
            outgoing.unseal(to);
            tx.after(wiring.choresChanged());
        }
    }

    /// Whether anything at all may go to somebody: nothing does to a key that blocks, to who is
    /// blocked, or to who only asks to be heard and would learn from it that we are there.
    boolean mayReach(People.Known to) {
        return !to.trust().blocks() && to.standing() == Person.Standing.KNOWN;
    }

    /// Whether `to` may be written to in a session: once they began it, they must hear of our
    /// mailbox for them first.
    private boolean mayWrite(People.Known to) {
        boolean open = mayReach(to) && to.renewal() == People.Renewal.NONE;
        return open && mailboxes.of(to.account()).map(Mailboxes.Own::told).orElse(false);
    }

    private boolean seal(People.Known to, Outgoing.Item item) {
        Optional<SessionBook.Outbound> outbound = book.seal(to, item.content());
        outbound.ifPresent(bound -> outgoing.sealed(
                item.id(), bound.session(), bound.sid(), bound.envelope(), Identities.envelope(bound.envelope())));
        return outbound.isPresent();
    }

    /// Tells `to` our mailbox for them, before anything else.
    void tellMailbox(People.Known to, Mailboxes.Own mailbox) {
        byte[] content = compose(to, newId(), new Body.Mailbox(mailbox.sid())).encode();
        book.seal(to, content).ifPresent(bound -> {
            long id = outgoing.add(to.account(), Optional.empty(), content);
            outgoing.sealed(id, bound.session(), bound.sid(), bound.envelope(), Identities.envelope(bound.envelope()));
            mailboxes.told(mailbox.id());
        });
    }

    /// The own mailbox for `from`, made if there is none; a new one is to be made at the relay.
    Mailboxes.Own mailboxFor(Optional<AccountId> from) {
        Optional<Mailboxes.Own> known = from.isPresent() ? mailboxes.of(from.get()) : mailboxes.intro();
        return known.orElseGet(() -> {
            tx.after(wiring.choresChanged());
            return mailboxes.add(newRid(), newSid(), from);
        });
    }

    /// What must happen before contents for somebody can be sealed.
    enum Need {
        NOTHING,
        /// They began the session and do not know our mailbox for them yet.
        TELL_MAILBOX,
        /// There is no session to write in.
        SESSION
    }

    Need need(People.Known to) {
        if (!mayReach(to)) {
            return Need.NOTHING;
        }
        if (to.renewal() != People.Renewal.NONE || !book.reaches(to)) {
            return Need.SESSION;
        }
        boolean told = mailboxes.of(to.account()).map(Mailboxes.Own::told).orElse(false);
        return told ? Need.NOTHING : Need.TELL_MAILBOX;
    }

    /// Our state is older than what the relay saw of us: a restored copy, or two copies that both
    /// run. Every session could repeat itself, so all of them end (PROTOCOL.md §5).
    void rolledBack() {
        for (AccountId peer : book.peers()) {
            renew(peer, People.Renewal.ROLLED_BACK);
            notice(peer, Message.Kind.STATE_ROLLED_BACK);
        }
        tx.emit(new ClientEvent.StateRolledBack());
    }

    /// All sessions with `account` end; what was not sent yet is sealed anew in the next one,
    /// which is to be begun.
    void renew(AccountId account, People.Renewal why) {
        book.forget(account);
        outgoing.unseal(account);
        people.renew(account, why);
        tx.after(wiring.choresChanged());
    }
}
