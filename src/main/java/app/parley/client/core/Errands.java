package app.parley.client.core;

import app.parley.client.ClientException;
import app.parley.client.Person;
import app.parley.client.history.Mailboxes;
import app.parley.client.history.People;
import app.parley.client.history.Settings;
import app.parley.client.history.Settings.Name;
import app.parley.client.history.Unopened;
import app.parley.client.session.Circle;
import app.parley.client.session.OwnIdentity;
import app.parley.client.session.OwnPrekeys;
import app.parley.client.sync.Requests;
import app.parley.protocol.AccountId;
import app.parley.protocol.MailboxId;
import app.parley.protocol.Octets;
import app.parley.protocol.PhoneNumber;
import app.parley.protocol.content.CircleProfile;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.RelayFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is to be arranged with the relay besides sending: keys, mailboxes, members, receipts that are due. One
/// thread
/// does it, one thing after the other, whenever something changed or the next thing is due.
final class Errands {
    private static final Logger LOG = LoggerFactory.getLogger(Errands.class);
    /// The longest nap; overdue messages are looked for that often.
    private static final long NAP_MILLIS = 60_000;

    private static final long OVERDUE_GRACE_SECONDS = 60;
    private static final long ASK_AGAIN_SECONDS = 6 * 3600;

    private final Core core;
    private final Desk.Wiring wiring;
    private final KeyErrands keys;
    private final Semaphore signal = new Semaphore(0);
    private final AtomicInteger run = new AtomicInteger();
    private final Queue<RelayFrame.Member> changed = new ConcurrentLinkedQueue<>();
    private volatile int keysLow = -1;
    private volatile Optional<Relay> relay = Optional.empty();

    /// Begins delivery of new mailboxes.
    @FunctionalInterface
    interface Subscriber {
        void subscribe(Requests mail, List<Mailboxes.Own> mailboxes) throws IOException, ClientException;
    }

    /// The connections of one link.
    record Relay(Requests control, Requests mail, Subscriber subscriber) {}

    Errands(Core core, Desk.Wiring wiring, Timing timing) {
        this.core = core;
        this.wiring = wiring;
        this.keys = new KeyErrands(core, wiring, timing);
    }

    /// There may be something to arrange.
    void wake() {
        signal.release();
    }

    void member(RelayFrame.Member member) {
        changed.add(member);
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
        makeMailboxes(to, false);
        publishKeys(to, signedIn.bundleCounter(), signedIn.oneTimeLeft());
        publishSelf(to);
        listMembers(to);
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
            boolean make,
            boolean tell,
            boolean repair,
            boolean sessions,
            boolean receipts,
            boolean overdue,
            boolean keys,
            boolean drop,
            long nextDue) {}

    private Todo todo() throws ClientException {
        long now = wiring.clock().millis();
        return core.call(tx -> {
            Desk desk = new Desk(tx, wiring);
            long receipt = desk.receipts.nextDue().orElse(Long.MAX_VALUE);
            long repair = new Unopened(tx.sql()).nextDue().orElse(Long.MAX_VALUE);
            return new Todo(
                    desk.settings.number(Name.PROFILE_PUBLISHED, 0) == 0,
                    !desk.mailboxes.toMake().isEmpty(),
                    !desk.mailboxes.toTell().isEmpty(),
                    repair <= now,
                    !desk.outgoing.waitingForSession().isEmpty()
                            || !desk.people.toRenew().isEmpty(),
                    receipt <= now,
                    !desk.outgoing.overdue(overdueBefore()).isEmpty(),
                    wiring.prekeys().due(tx.sql(), wiring.relayClock().now()),
                    !desk.mailboxes.dropped().isEmpty(),
                    Math.min(receipt, repair));
        });
    }

    private void once(Relay to) throws IOException, ClientException {
        members(to);
        if (keysLow >= 0) {
            int left = keysLow;
            keysLow = -1;
            publishKeys(to, core.call(tx -> new Settings(tx.sql()).number(Name.BUNDLE_COUNTER, 0)), left);
        }
        Todo todo = todo();
        if (todo.self()) {
            publishSelf(to);
        }
        if (todo.make()) {
            makeMailboxes(to, true);
        }
        if (todo.tell() || todo.make()) {
            tellMailboxes();
        }
        if (todo.repair()) {
            keys.repair(to, () -> makeMailboxes(to, true));
        }
        if (todo.sessions()) {
            keys.beginSessions(to, () -> makeMailboxes(to, true));
        }
        if (todo.receipts()) {
            receipts(wiring.clock().millis());
        }
        if (todo.overdue()) {
            overdue(to);
        }
        if (todo.keys()) {
            publishKeys(to, core.call(tx -> new Settings(tx.sql()).number(Name.BUNDLE_COUNTER, 0)), OwnPrekeys.LOW);
        }
        if (todo.drop()) {
            dropMailboxes(to);
        }
    }

    private long untilNextDue() throws ClientException {
        long now = wiring.clock().millis();
        long next = Math.min(todo().nextDue(), keys.nextTry(now));
        return Math.clamp(next - now, 1, NAP_MILLIS);
    }

    private void makeMailboxes(Relay to, boolean subscribe) throws IOException, ClientException {
        for (Mailboxes.Own box : core.call(tx -> new Mailboxes(tx.sql()).toMake())) {
            expectDone(to.control().ask(tag -> new ClientFrame.CreateMailbox(tag, box.rid(), box.sid())));
            core.call(tx -> {
                new Mailboxes(tx.sql()).made(box.id(), true);
                return box;
            });
            if (subscribe) {
                to.subscriber().subscribe(to.mail(), List.of(box));
            }
        }
    }

    private void dropMailboxes(Relay to) throws IOException, ClientException {
        for (MailboxId.Read rid : core.call(tx -> new Mailboxes(tx.sql()).dropped())) {
            // Whatever the answer: the relay does not have it afterwards.
            to.control().ask(tag -> new ClientFrame.DeleteMailbox(tag, rid));
            core.call(tx -> {
                new Mailboxes(tx.sql()).forget(rid);
                return rid;
            });
        }
    }

    /// Those who began a session hear of our mailbox for them as the first thing in it.
    private void tellMailboxes() throws ClientException {
        core.call(tx -> {
            Desk desk = new Desk(tx, wiring);
            for (Mailboxes.Own box : desk.mailboxes.toTell()) {
                Optional<People.Known> person = box.from().flatMap(desk.people::find);
                if (person.isPresent() && desk.need(person.get()) == Desk.Need.TELL_MAILBOX) {
                    desk.tellMailbox(person.get(), box);
                    desk.sealWaiting(person.get().account());
                }
            }
            return desk;
        });
    }

    private void publishKeys(Relay to, long relayCounter, int oneTimeLeft) throws IOException, ClientException {
        Optional<OwnPrekeys.Publication> due = core.call(tx -> wiring.prekeys()
                .due(tx.sql(), relayCounter, oneTimeLeft, wiring.relayClock().now()));
        if (due.isPresent()) {
            Octets bundle = Octets.of(due.get().bundle().encode());
            expectDone(to.control()
                    .ask(tag ->
                            new ClientFrame.PublishKeys(tag, bundle, due.get().oneTime())));
        }
    }

    /// Name, number and whether others may see this person online, after they changed.
    private void publishSelf(Relay to) throws IOException, ClientException {
        record Self(Octets profile, boolean visible) {}
        Optional<Self> self = core.call(tx -> {
            Settings settings = new Settings(tx.sql());
            if (settings.number(Name.PROFILE_PUBLISHED, 0) == 1) {
                return Optional.empty();
            }
            CircleProfile unsigned = new CircleProfile(
                    wiring.own().account(),
                    OwnIdentity.DEVICE,
                    settings.next(Name.PROFILE_COUNTER),
                    settings.text(Name.NAME).orElseThrow(),
                    settings.text(Name.PHONE).flatMap(PhoneNumber::parse),
                    Octets.of(new byte[64]));
            CircleProfile profile = unsigned.signed(wiring.own().sign("profile", unsigned.signedPart()));
            byte[] circleKey = settings.bytes(Name.CIRCLE_KEY).orElseThrow();
            return Optional.of(new Self(
                    Circle.seal(circleKey, profile, wiring.randomness()), settings.number(Name.SHOW_ONLINE, 1) == 1));
        });
        if (self.isEmpty()) {
            return;
        }
        expectDone(to.control()
                .ask(tag -> new ClientFrame.PublishProfile(tag, self.get().profile())));
        expectDone(to.control()
                .ask(tag -> new ClientFrame.SetPresence(tag, self.get().visible())));
        core.call(tx -> {
            new Settings(tx.sql()).put(Name.PROFILE_PUBLISHED, 1);
            return self;
        });
    }

    private void listMembers(Relay to) throws IOException, ClientException {
        Set<AccountId> listed = new HashSet<>();
        AccountId after = new AccountId(Octets.of(new byte[AccountId.LENGTH]));
        boolean more = true;
        while (more) {
            AccountId from = after;
            if (!(to.control().ask(tag -> new ClientFrame.ListMembers(tag, from)) instanceof RelayFrame.Members page)) {
                throw new IOException("the relay lists no members");
            }
            page.members().forEach(member -> listed.add(member.account()));
            changed.addAll(page.members());
            more = page.more() && !page.members().isEmpty();
            after = more ? page.members().getLast().account() : after;
        }
        core.call(tx -> {
            new Directory(new Desk(tx, wiring), wiring.presence()).onlyMembers(listed);
            return listed;
        });
        members(to);
    }

    private void members(Relay to) throws IOException, ClientException {
        List<RelayFrame.Member> news = new ArrayList<>();
        for (RelayFrame.Member member = changed.poll(); member != null; member = changed.poll()) {
            news.add(member);
        }
        if (news.isEmpty()) {
            return;
        }
        List<PhoneNumber> contested = core.call(tx -> {
            Directory directory = new Directory(new Desk(tx, wiring), wiring.presence());
            news.forEach(directory::member);
            return directory.contested(news.stream()
                    .map(directory::claim)
                    .flatMap(Optional::stream)
                    .toList());
        });
        for (PhoneNumber number : contested) {
            if (to.control().ask(tag -> new ClientFrame.FindByNumber(tag, number)) instanceof RelayFrame.Found found) {
                holder(number, found.account());
            }
        }
    }

    /// The relay said who holds a number.
    Optional<Person> holder(PhoneNumber number, AccountId account) throws ClientException {
        return core.call(tx -> new Directory(new Desk(tx, wiring), wiring.presence()).holder(number, account));
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

    private static void expectDone(RelayFrame answer) throws IOException {
        if (answer instanceof RelayFrame.Refused refused) {
            throw new IOException("the relay refuses what a client needs: " + refused.why());
        }
        if (!(answer instanceof RelayFrame.Done)) {
            throw new IOException("an answer to another question");
        }
    }
}
