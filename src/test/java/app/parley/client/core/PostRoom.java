package app.parley.client.core;

import app.parley.client.Delivery;
import app.parley.client.Message;
import app.parley.client.MessageId;
import app.parley.client.Said;
import app.parley.client.history.Mailboxes;
import app.parley.client.history.Outgoing;
import app.parley.client.history.Receipts;
import app.parley.client.history.Settings;
import app.parley.client.history.Unopened;
import app.parley.client.sync.Requests;
import app.parley.net.Connection;
import app.parley.protocol.AccountId;
import app.parley.protocol.Envelope;
import app.parley.protocol.MailboxId;
import app.parley.protocol.Octets;
import app.parley.protocol.OneTimeKey;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.Refusal;
import app.parley.protocol.wire.RelayFrame;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// A relay without a network, in which a test moves every envelope by hand and in the order it
/// likes. Profiles arrange what they need with it by their real errands, when they are told to.
final class PostRoom implements AutoCloseable {
    private static final long KEPT_SECONDS = Duration.ofDays(14).toSeconds();

    private final List<Box> boxes = new ArrayList<>();
    private final Map<MailboxId.Send, Long> numbers = new HashMap<>();
    private final AtomicInteger fetched = new AtomicInteger();
    /// What the relay took and did not deliver.
    final List<Mail> underWay = new ArrayList<>();
    /// How keys are answered for, if not with those that were published.
    volatile Function<ClientFrame.FetchKeys, Optional<RelayFrame>> keys = ask -> Optional.empty();

    /// An envelope on its way.
    ///
    /// @param message empty for notes that no row stands for
    record Mail(MailboxId.Send sid, Envelope envelope, Optional<MessageId> message) {
        Mail changed(int octet) {
            byte[] bytes = envelope.toArray();
            bytes[octet % bytes.length] ^= 1;
            return new Mail(sid, Envelope.of(bytes), message);
        }
    }

    /// How often keys were asked for.
    int fetched() {
        return fetched.get();
    }

    /// Nobody has published keys yet.
    volatile boolean keysWithheld;

    /// One profile at this relay.
    final class Box implements Connection {
        private static final RelayFrame END = new RelayFrame.Pong();

        final DeskBench bench;
        private final Errands errands;
        private final Errands.Relay relay;
        private final Requests requests;
        private final BlockingQueue<RelayFrame> answers = new LinkedBlockingQueue<>();
        private final Queue<OneTimeKey> pairs = new ArrayDeque<>();
        private volatile Optional<Octets> bundle = Optional.empty();

        private Box(DeskBench bench) {
            this.bench = bench;
            this.errands = bench.errands();
            this.requests = Requests.start(this, "post-room", frame -> {});
            this.relay = new Errands.Relay(requests, requests, (mail, made) -> {});
        }

        AccountId account() {
            return bench.own.account();
        }

        /// Does what is due and hands in what is sealed.
        void work() throws Exception {
            errands.once(relay);
            handIn();
        }

        /// How long until something is due that was not done yet, in milliseconds.
        long untilNextDue() throws Exception {
            return errands.untilNextDue();
        }

        /// Something was told that makes it worth while to ask for keys again at once.
        void somethingNew() {
            errands.somebodyCame();
        }

        /// Hands in what is sealed, in order.
        void handIn() throws Exception {
            bench.step(desk -> {
                for (Outgoing.SealedItem item : desk.outgoing.toSend(0, 1000)) {
                    Optional<MessageId> message = desk.outgoing.find(item.id()).flatMap(Outgoing.Item::message);
                    underWay.add(new Mail(item.sid(), item.envelope(), message));
                    Sending.accepted(desk, item, desk.now().getEpochSecond() + KEPT_SECONDS);
                }
            });
        }

        MessageId send(Box to, String text) throws Exception {
            return bench.attempt(desk -> Sending.send(desk, to.account(), Said.of(text)))
                    .id();
        }

        List<Message> history(Box with) throws Exception {
            return bench.ask(desk -> desk.messages.page(with.account(), Long.MAX_VALUE, 1000));
        }

        List<String> texts(Box from) throws Exception {
            return history(from).stream()
                    .map(Message::body)
                    .filter(Message.Received.class::isInstance)
                    .map(body -> ((Message.Received) body).text())
                    .toList();
        }

        Delivery delivery(MessageId id) throws Exception {
            return bench.ask(desk -> desk.messages.find(id).stream()
                    .map(Message::body)
                    .filter(Message.Sent.class::isInstance)
                    .map(body -> ((Message.Sent) body).delivery())
                    .findFirst()
                    .orElseThrow());
        }

        /// When a receipt or a repair is due, in epoch milliseconds.
        private long due() throws Exception {
            return bench.ask(desk -> Math.min(
                    new Receipts(desk.sql()).nextDue().orElse(Long.MAX_VALUE),
                    new Unopened(desk.sql()).nextDue().orElse(Long.MAX_VALUE)));
        }

        private Optional<Mailboxes.Own> mailbox(MailboxId.Send sid) throws Exception {
            return bench.ask(desk -> desk.mailboxes.all().stream()
                    .filter(own -> own.made() && own.sid().equals(sid))
                    .findFirst());
        }

        @Override
        public RelayFrame.Welcome welcome() {
            throw new IllegalStateException("nobody asks for it here");
        }

        @Override
        public void send(ClientFrame frame) {
            answers.add(
                    switch (frame) {
                        case ClientFrame.PublishKeys f -> {
                            bundle = Optional.of(f.bundle());
                            pairs.addAll(f.oneTime());
                            yield new RelayFrame.Done(f.tag());
                        }
                        case ClientFrame.CreateMailbox f -> new RelayFrame.Done(f.tag());
                        case ClientFrame.DeleteMailbox f -> new RelayFrame.Done(f.tag());
                        case ClientFrame.FetchKeys f -> {
                            fetched.incrementAndGet();
                            yield keys.apply(f).orElseGet(() -> published(f));
                        }
                        case ClientFrame.AskPass f -> new RelayFrame.Pass(f.tag(), Octets.of(new byte[16]));
                        case ClientFrame.Renew f -> new RelayFrame.Done(f.tag());
                        default -> throw new IllegalStateException("not expected here: " + frame);
                    });
        }

        @Override
        public RelayFrame receive() throws IOException {
            try {
                RelayFrame next = answers.take();
                if (next == END) {
                    throw new EOFException("closed");
                }
                return next;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new EOFException("interrupted");
            }
        }

        @Override
        public void close() {
            answers.add(END);
        }
    }

    /// The keys that somebody published, from the device that came last.
    RelayFrame published(ClientFrame.FetchKeys ask) {
        if (keysWithheld) {
            return new RelayFrame.Refused(ask.tag(), Refusal.NO_KEYS, 0, 0);
        }
        Box owner = boxes.reversed().stream()
                .filter(box -> box.account().equals(ask.account()))
                .findFirst()
                .orElseThrow();
        return new RelayFrame.Keys(
                ask.tag(),
                Octets.of(owner.bench.own.manifest().encode()),
                owner.bundle.orElseThrow(),
                Optional.ofNullable(owner.pairs.poll()));
    }

    /// Opens a place for a profile, which publishes its keys.
    Box open(DeskBench bench) throws Exception {
        bench.step(desk -> {
            desk.settings.put(Settings.Name.PROFILE_PUBLISHED, 1);
            desk.settings.put(Settings.Name.SIGNED_IN, 1);
            desk.mailboxFor(Optional.empty());
        });
        Box box = new Box(bench);
        boxes.add(box);
        box.work();
        return box;
    }

    /// Delivers an envelope, as the next of its mailbox.
    void deliver(Mail mail) throws Exception {
        for (Box box : boxes) {
            Optional<Mailboxes.Own> mailbox = box.mailbox(mail.sid());
            if (mailbox.isPresent()) {
                long number = numbers.merge(mail.sid(), 1L, Long::sum);
                box.bench.step(desk -> new Receiving(desk, DeskBench.TIMING, true)
                        .envelope(mailbox.get().id(), number, mail.envelope(), false));
            }
        }
    }

    /// Delivers what is under way, in order.
    void deliverAll() throws Exception {
        List<Mail> now = List.copyOf(underWay);
        underWay.clear();
        for (Mail mail : now) {
            deliver(mail);
        }
    }

    void pass(Duration time) {
        boxes.forEach(box -> box.bench.clock.updateAndGet(now -> now.plus(time)));
    }

    /// Lets everything happen that is under way or due some day, without any fault.
    void settle() throws Exception {
        for (int round = 0; round < 200; round++) {
            for (Box box : boxes) {
                box.work();
            }
            if (!underWay.isEmpty()) {
                deliverAll();
                continue;
            }
            long due = Long.MAX_VALUE;
            for (Box box : boxes) {
                due = Math.min(due, box.due());
            }
            if (due == Long.MAX_VALUE) {
                return;
            }
            Instant now = boxes.getFirst().bench.clock.get();
            pass(Duration.ofMillis(Math.max(1, due - now.toEpochMilli())));
        }
        throw new AssertionError("it never comes to rest");
    }

    @Override
    public void close() {
        boxes.forEach(box -> box.requests.close());
    }
}
