package app.parley.relay.core;

import app.parley.crypto.EnvelopeKind;
import app.parley.crypto.Sha256;
import app.parley.protocol.Envelope;
import app.parley.protocol.Octets;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.Refusal;
import app.parley.protocol.wire.RelayFrame;
import app.parley.relay.mailbox.MailboxStore;
import app.parley.relay.mailbox.MailboxStore.Appended;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// Mail: appending, subscribing, acknowledging. It never asks who somebody is.
final class Post {
    private static final byte[] FIRST_CONTACT = EnvelopeKind.FIRST_CONTACT.prefix();

    private final MailboxStore mail;
    private final Allowances allowances;
    private final int maxSubscriptions;
    /// by box: the one connection that each mailbox is delivered to
    private final Map<Long, Feed> feeds = new ConcurrentHashMap<>();

    Post(MailboxStore mail, Allowances allowances, int maxSubscriptions) {
        this.mail = mail;
        this.allowances = allowances;
        this.maxSubscriptions = maxSubscriptions;
    }

    private static Octets hash(Octets capability) {
        return Octets.of(Sha256.over(capability::feed));
    }

    CompletableFuture<RelayFrame> create(ClientFrame.CreateMailbox f) {
        return mail.create(hash(f.rid().octets()), hash(f.sid().octets()))
                .thenApply(made -> made ? new RelayFrame.Done(f.tag()) : Reply.refuse(f.tag(), Refusal.MALFORMED));
    }

    void delete(Session session, ClientFrame.DeleteMailbox f) {
        Reply.to(session, f.tag(), mail.delete(hash(f.rid().octets())).thenApply(box -> {
            box.map(feeds::remove).ifPresent(Feed::close);
            return box.isPresent() ? new RelayFrame.Done(f.tag()) : Reply.refuse(f.tag(), Refusal.NO_SUCH_MAILBOX);
        }));
    }

    void send(Session session, ClientFrame.Send f) {
        Octets sidHash = hash(f.sid().octets());
        boolean first = f.envelope().octets().startsWith(FIRST_CONTACT);
        Reply.to(
                session,
                f.tag(),
                first
                        ? allowances.firstContact(session, f.tag(), sidHash, () -> append(session, f, sidHash))
                        : append(session, f, sidHash));
    }

    private CompletableFuture<RelayFrame> append(Session session, ClientFrame.Send f, Octets sidHash) {
        int size = f.envelope().octets().length();
        session.weighs(size);
        Recorded.Append recorded = new Recorded.Append();
        recorded.begin();
        return mail.append(sidHash, f.envelope(), session.sender(), this::arrived)
                .whenComplete((appended, fault) -> {
                    session.weighs(-size);
                    if (recorded.shouldCommit()) {
                        recorded.size = size;
                        recorded.durable = appended instanceof Appended.Held;
                        recorded.commit();
                    }
                })
                .thenApply(appended -> answer(f, appended));
    }

    private boolean arrived(long box, long seq, Envelope envelope) {
        Feed feed = feeds.get(box);
        return feed != null && feed.appended(seq, envelope);
    }

    private static RelayFrame answer(ClientFrame.Send f, Appended appended) {
        return switch (appended) {
            case Appended.Held held -> new RelayFrame.Accepted(f.tag(), held.expiresAt());
            case Appended.NoSuchMailbox none -> Reply.refuse(f.tag(), Refusal.NO_SUCH_MAILBOX);
            case Appended.MailboxFull full -> Reply.refuse(f.tag(), Refusal.MAILBOX_FULL);
        };
    }

    /// Another relay took an envelope.
    void appendedElsewhere(long box) {
        Feed feed = feeds.get(box);
        if (feed != null) {
            feed.look();
        }
    }

    /// Something may have been missed.
    void recheck() {
        feeds.values().forEach(Feed::look);
    }

    void subscribe(Session session, ClientFrame.Subscribe f) {
        Set<Integer> handles = new HashSet<>();
        Set<Octets> rids = new HashSet<>();
        for (ClientFrame.Subscribe.Entry entry : f.mailboxes()) {
            if (!handles.add(entry.handle()) || !rids.add(entry.rid().octets())) {
                session.refuse(f.tag(), Refusal.MALFORMED);
                return;
            }
        }
        if (session.feeds().size() + handles.size() > maxSubscriptions) {
            session.refuse(f.tag(), Refusal.TOO_OFTEN);
            return;
        }
        List<Octets> hashes =
                f.mailboxes().stream().map(entry -> hash(entry.rid().octets())).toList();
        session.began();
        CompletableFuture<?> done = mail.states(hashes).thenCompose(states -> {
            List<Feed> begun = begin(session, f, states);
            session.out().send(subscribed(f, states));
            // What came before the feeds stood there was told to nobody.
            return mail.states(hashes).thenAccept(now -> {
                Map<Long, Long> last = new HashMap<>();
                now.forEach(each -> each.ifPresent(state -> last.put(state.box(), state.last())));
                begun.forEach(feed -> feed.start(last.getOrDefault(feed.box(), 0L)));
            });
        });
        Reply.watch(done.whenComplete((all, fault) -> session.ended()));
    }

    private List<Feed> begin(Session session, ClientFrame.Subscribe f, List<Optional<MailboxStore.State>> states) {
        List<Feed> begun = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            int handle = f.mailboxes().get(i).handle();
            states.get(i).ifPresent(state -> {
                Feed feed = new Feed(mail, session.out(), handle, state);
                Feed elsewhere = feeds.put(state.box(), feed);
                if (elsewhere != null) {
                    elsewhere.close();
                }
                Feed before = session.feeds().put(handle, feed);
                if (before != null && before.box() != feed.box()) {
                    end(before);
                }
                begun.add(feed);
            });
        }
        if (session.isClosed()) {
            leave(session);
        }
        return begun;
    }

    private static RelayFrame subscribed(ClientFrame.Subscribe f, List<Optional<MailboxStore.State>> states) {
        List<RelayFrame.Subscribed.State> answer = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            int handle = f.mailboxes().get(i).handle();
            answer.add(states.get(i)
                    .map(s -> new RelayFrame.Subscribed.State(handle, true, s.acked(), s.last()))
                    .orElseGet(() -> new RelayFrame.Subscribed.State(handle, false, 0, 0)));
        }
        return new RelayFrame.Subscribed(f.tag(), answer);
    }

    void ack(Session session, ClientFrame.Ack f) {
        Feed feed = session.feeds().get(f.handle());
        if (feed != null) {
            session.began();
            Reply.watch(mail.ack(feed.box(), f.upTo()).whenComplete((done, fault) -> session.ended()));
            feed.acked(f.upTo());
        }
    }

    void queryExpired(Session session, ClientFrame.QueryExpired f) {
        Reply.to(
                session,
                f.tag(),
                mail.expired(hash(f.sid().octets()))
                        .thenApply(list -> list.isPresent()
                                ? new RelayFrame.ExpiredList(f.tag(), list.get())
                                : Reply.refuse(f.tag(), Refusal.NO_SUCH_MAILBOX)));
    }

    private void end(Feed feed) {
        feed.close();
        feeds.remove(feed.box(), feed);
    }

    void leave(Session session) {
        session.feeds().values().forEach(this::end);
        session.feeds().clear();
    }
}
