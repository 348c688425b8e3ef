package app.parley.client.core;

import app.parley.client.ClientException;
import app.parley.client.Person;
import app.parley.client.history.Mailboxes;
import app.parley.client.history.Settings.Name;
import app.parley.client.history.Unopened;
import app.parley.client.session.OwnPrekeys;
import app.parley.client.sync.Requests;
import app.parley.protocol.MailboxId;
import app.parley.protocol.PhoneNumber;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.RelayFrame;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is to be arranged with the relay besides sending: keys, mailboxes, members, receipts that
/// are due. One thread does it, one thing after the other, whenever something changed or the next
/// thing is due.
final class Errands {
    private static final Logger LOG = LoggerFactory.getLogger(Errands.class);
    /// The longest nap; overdue messages are looked for that often.
    private static final long NAP_MILLIS = 60_000;

    private static final long OVERDUE_GRACE_SECONDS = 60;
    private static final long ASK_AGAIN_SECONDS = 6 * 3600;

    private final Core core;
    private final Desk.Wiring wiring;
    private final MailboxErrands mailboxes;
    private final OwnErrands self;
    private final MemberErrands members;
    private final KeyErrands keys;
    private final LeaseErrands leases;
    private final Semaphore signal = new Semaphore(0);
    private final AtomicInteger run = new AtomicInteger();
    private volatile int keysLow = -1;
    private volatile Optional<Relay> relay = Optional.empty();

    /// Begins delivery of new mailboxes.
    @FunctionalInterface
    interface Subscriber {
        void subscribe(Requests mail, List<Mailboxes.Own> mailboxes) throws IOException, ClientException;
    }

    /// The connections of one link.
    record Relay(Requests control, Requests mail, Subscriber subscriber) {
        /// Asks on the signed-in connection for something that a client cannot do without.
        ///
        /// @throws IOException if it is not done
        void demand(IntFunction<ClientFrame> frame) throws IOException {
            switch (control.ask(frame)) {
                case RelayFrame.Done done -> {}
                case RelayFrame.Refused refused ->
                    throw new IOException("the relay refuses what a client needs: " + refused.why());
                default -> throw new IOException("an answer to another question");
            }
        }
    }

    Errands(Core core, Desk.Wiring wiring, Timing timing) {
        this.core = core;
        this.wiring = wiring;
        this.mailboxes = new MailboxErrands(core, wiring);
        this.self = new OwnErrands(core, wiring);
        this.members = new MemberErrands(core, wiring);
        this.keys = new KeyErrands(core, wiring, timing);
        this.leases = new LeaseErrands(core, wiring);
    }

    /// There may be something to arrange.
    void wake() {
        signal.release();
    }

    void member(RelayFrame.Member member) {
        members.changed(member);
        keys.somethingNew();
        wake();
    }

    void somebodyCame() {
        keys.somethingNew();
        wake();
    }

    void keysLow(int left) {
        keysLow = left;
        wake();
    }

    void begin(Requests control, Requests mail, Subscriber subscriber) {
        relay = Optional.of(new Relay(control, mail, subscriber));
    }

    /// What must be in place before anything is delivered or sent.
    void setUp(RelayFrame.SignedIn signedIn) throws IOException, ClientException {
        Relay to = relay.orElseThrow(() -> new IOException("not connected"));
        mailboxes.make(to, false);
        self.publishKeys(to, signedIn.bundleCounter(), signedIn.oneTimeLeft());
        self.publishProfile(to);
        members.list(to);
    }

    void start() {
        int mine = run.incrementAndGet();
        signal.release();
        Thread.ofVirtual().name("client-errands").start(() -> work(mine));
    }

    void stop() {
        relay = Optional.empty();
        run.incrementAndGet();
        signal.release();
    }

    private void work(int mine) {
        Relay to = relay.orElse(null);
        try {
            while (to != null && run.get() == mine) {
                signal.drainPermits();
                once(to);
                boolean woken = signal.tryAcquire(untilNextDue(), TimeUnit.MILLISECONDS);
                LOG.trace("woken: {}", woken);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | ClientException e) {
            LOG.debug("errands stop: {}", e.getMessage());
            to.control().close();
        } catch (RuntimeException e) {
            LOG.error("errands failed: {}", e.getClass().getSimpleName());
            to.control().close();
        }
    }

    /// What there is to do, looked up in one go.
    ///
    /// @param nextDue when something is due that is not now, in epoch milliseconds
    private record Todo(
            boolean self,
            boolean members,
            boolean make,
            boolean tell,
            boolean repair,
            boolean sessions,
            boolean receipts,
            boolean overdue,
            boolean keys,
            boolean drop,
            boolean leases,
            long nextDue) {}

    private Todo todo() throws ClientException {
        long now = wiring.clock().millis();
        return core.call(tx -> {
            Desk desk = new Desk(tx, wiring);
            long receipt = desk.receipts.nextDue().orElse(Long.MAX_VALUE);
            long repair = new Unopened(tx.sql()).nextDue().orElse(Long.MAX_VALUE);
            return new Todo(
                    desk.settings.number(Name.PROFILE_PUBLISHED, 0) == 0,
                    new DeviceLists(desk).toAsk(),
                    !desk.mailboxes.toMake().isEmpty(),
                    !desk.mailboxes.toTell().isEmpty(),
                    repair <= now,
                    !desk.outgoing.waitingForSession().isEmpty()
                            || !desk.people.toRenew().isEmpty(),
                    receipt <= now,
                    !desk.outgoing.overdue(overdueBefore()).isEmpty(),
                    wiring.prekeys().due(tx.sql(), wiring.relayClock().now()),
                    !desk.mailboxes.dropped().isEmpty(),
                    LeaseErrands.due(desk.settings) <= now,
                    Math.min(receipt, repair));
        });
    }

    /// All that is due now.
    void once(Relay to) throws IOException, ClientException {
        members.takeChanges(to);
        if (keysLow >= 0) {
            int left = keysLow;
            keysLow = -1;
            self.publishKeys(to, left);
        }
        Todo todo = todo();
        if (todo.self()) {
            self.publishProfile(to);
        }
        if (todo.members()) {
            members.list(to);
        }
        if (todo.make()) {
            mailboxes.make(to, true);
        }
        if (todo.tell() || todo.make()) {
            mailboxes.tell();
        }
        if (todo.repair()) {
            keys.repair(to, () -> mailboxes.make(to, true));
        }
        if (todo.sessions()) {
            keys.beginSessions(to, () -> mailboxes.make(to, true));
        }
        if (todo.receipts()) {
            receipts(wiring.clock().millis());
        }
        if (todo.overdue()) {
            overdue(to);
        }
        if (todo.keys()) {
            self.publishKeys(to, OwnPrekeys.LOW);
        }
        if (todo.drop()) {
            mailboxes.drop(to);
        }
        if (todo.leases()) {
            leases.renew(to);
        }
    }

    /// How long the errands may rest, in milliseconds.
    long untilNextDue() throws ClientException {
        long now = wiring.clock().millis();
        long next = Math.min(todo().nextDue(), keys.nextTry(now));
        return Math.clamp(next - now, 1, NAP_MILLIS);
    }

    /// Asks the relay who holds a number.
    ///
    /// @return empty if nobody does, or they hide it
    /// @throws ClientException `TOO_OFTEN`, `RELAY_UNREACHABLE`
    Optional<Person> find(Requests control, PhoneNumber number) throws ClientException {
        return members.find(control, number);
    }

    /// Sends the receipts that are due at `now`, in epoch milliseconds.
    void receipts(long now) throws ClientException {
        core.call(tx -> {
            Desk desk = new Desk(tx, wiring);
            desk.receipts.due(now).forEach(to -> Sending.receipts(desk, to));
            return desk;
        });
    }

    private long overdueBefore() {
        return wiring.relayClock().now().getEpochSecond() - OVERDUE_GRACE_SECONDS;
    }

    private void overdue(Relay to) throws IOException, ClientException {
        for (MailboxId.Send sid : core.call(tx -> new Desk(tx, wiring).outgoing.overdue(overdueBefore()))) {
            RelayFrame answer = to.mail().ask(tag -> new ClientFrame.QueryExpired(tag, sid));
            core.call(tx -> {
                Desk desk = new Desk(tx, wiring);
                if (answer instanceof RelayFrame.ExpiredList list) {
                    list.envelopes().forEach(envelope -> Sending.expired(desk, envelope));
                }
                desk.outgoing.askAgain(sid, wiring.relayClock().now().getEpochSecond() + ASK_AGAIN_SECONDS);
                return answer;
            });
        }
    }
}
