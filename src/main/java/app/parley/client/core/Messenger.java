package app.parley.client.core;

import app.parley.client.Account;
import app.parley.client.Chats;
import app.parley.client.Client;
import app.parley.client.ClientEvent;
import app.parley.client.ClientException;
import app.parley.client.Exported;
import app.parley.client.Found;
import app.parley.client.Message;
import app.parley.client.MessageId;
import app.parley.client.Person;
import app.parley.client.Picture;
import app.parley.client.Privacy;
import app.parley.client.RecoveryKit;
import app.parley.client.SafetyNumberView;
import app.parley.client.Said;
import app.parley.client.Scan;
import app.parley.client.history.Drafts;
import app.parley.client.history.People;
import app.parley.client.history.Settings;
import app.parley.client.history.Settings.Name;
import app.parley.client.session.OwnIdentity;
import app.parley.client.session.OwnPrekeys;
import app.parley.client.sync.RelayLink;
import app.parley.client.sync.Requests;
import app.parley.crypto.Randomness;
import app.parley.net.Dialer;
import app.parley.protocol.AccountId;
import app.parley.protocol.Invite;
import app.parley.protocol.PhoneNumber;
import app.parley.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One open profile: the [Client] that windows and scripts use.
public final class Messenger implements Client {
    private static final Logger LOG = LoggerFactory.getLogger(Messenger.class);

    private final Core core;
    private final OwnIdentity own;
    private final Myself myself;
    private final Desk.Wiring wiring;
    private final Live live;
    private final Errands errands;
    private final Pump pump;
    private final RelayLink link;
    private final Vanishing vanishing;
    private final TypingNotes typing;
    private final OwnChats chats;
    private final Indexing indexing;
    private final Lookup lookup;
    private final Account account;
    private final AutoCloseable lock;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicBoolean running = new AtomicBoolean();
    private final CountDownLatch ran = new CountDownLatch(1);

    /// What a messenger works with besides its profile.
    public record Surroundings(Dialer dialer, InstantSource clock, Randomness randomness, Timing timing) {}

    /// @param lock held while this is open, and closed with it
    Messenger(Database database, OwnIdentity own, Surroundings around, AutoCloseable lock) {
        this.core = new Core(database);
        this.own = own;
        this.myself = new Myself(own);
        this.lock = lock;
        OwnPrekeys prekeys = new OwnPrekeys(own, around.randomness());
        this.wiring = new Desk.Wiring(
                own,
                prekeys,
                around.randomness(),
                around.clock(),
                new RelayClock(around.clock()),
                new Presence(),
                this::outboxChanged,
                this::choresChanged,
                this::timersChanged,
                around.timing());
        this.errands = new Errands(core, wiring, around.timing());
        this.pump = new Pump(core, around.timing(), tx -> new Desk(tx, wiring));
        this.live = new Live(core, wiring, around.timing(), errands, pump);
        this.link = new RelayLink(
                around.dialer(), around.clock(), () -> (around.randomness().bytes(1)[0] & 0xff) / 255.0, live);
        this.vanishing = new Vanishing(core, wiring);
        this.chats = new OwnChats(core, tx -> new Desk(tx, wiring));
        this.typing = new TypingNotes(core, wiring, live);
        this.account = new SigningUp(core, own, around.dialer(), around.clock(), me -> link.retryNow());
        this.indexing = new Indexing(core);
        this.lookup = new Lookup(core, around.clock());
        vanishing.start();
        indexing.start();
    }

    private void outboxChanged() {
        pump.wake();
    }

    private void choresChanged() {
        errands.wake();
    }

    private void timersChanged() {
        vanishing.wake();
    }

    @Override
    public Subscription subscribe(Consumer<ClientEvent> listener) {
        Snapshot snapshot = core.subscribe(
                listener, tx -> new Desk(tx, wiring).snapshot(myself.me(new Settings(tx.sql())), live.link()));
        return new Subscription() {
            @Override
            public Snapshot snapshot() {
                return snapshot;
            }

            @Override
            public void close() {
                core.unsubscribe(listener);
            }
        };
    }

    @Override
    public Account account() {
        return account;
    }

    @Override
    public void run() {
        if (!running.compareAndSet(false, true)) {
            throw new IllegalStateException("it runs already");
        }
        try {
            link.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ran.countDown();
        }
    }

    @Override
    public void retryNow() {
        link.retryNow();
    }

    @Override
    public Message send(AccountId to, String text, Optional<Message> replyTo) throws ClientException {
        return core.call(tx -> talk(tx).send(to, text, replyTo));
    }

    private Talk talk(Core.Tx tx) {
        return new Talk(new Desk(tx, wiring));
    }

    @Override
    public Message forward(Message message, AccountId to) throws ClientException {
        return core.call(tx -> talk(tx).forward(message, to));
    }

    @Override
    public void react(Message message, String emoji) throws ClientException {
        core.call(tx -> {
            talk(tx).react(message, emoji);
            return emoji;
        });
    }

    @Override
    public void edit(Message message, String text) throws ClientException {
        core.call(tx -> {
            talk(tx).edit(message, text);
            return text;
        });
    }

    @Override
    public void takeBack(List<Message> messages) throws ClientException {
        core.call(tx -> {
            talk(tx).takeBack(messages);
            return messages;
        });
    }

    @Override
    public void setTimer(AccountId with, Duration after) throws ClientException {
        core.call(tx -> {
            talk(tx).setTimer(with, after);
            return with;
        });
    }

    @Override
    public Chats chats() {
        return chats;
    }

    @Override
    public void typing(AccountId to, boolean on) {
        typing.key(to, on);
    }

    @Override
    public List<Message> history(AccountId with, long before, int limit) {
        return core.query(tx -> new Desk(tx, wiring).messages.page(with, before, limit));
    }

    @Override
    public List<Message> historyAfter(AccountId with, long after, int limit) {
        return lookup.after(with, after, limit);
    }

    @Override
    public Optional<Long> firstSince(AccountId with, Instant time) {
        return lookup.firstSince(with, time);
    }

    @Override
    public Optional<Long> placeOf(AccountId with, Said.Quote answered) {
        return lookup.placeOf(with, answered);
    }

    @Override
    public Found search(String words, Optional<AccountId> with, long before, int limit) {
        return lookup.search(words, with, before, limit);
    }

    @Override
    public void markRead(AccountId with, long upTo) {
        core.query(tx -> {
            Desk desk = new Desk(tx, wiring);
            boolean tell = desk.settings.number(Name.SEND_READ_RECEIPTS, 1) == 1;
            new Receiving(desk, live.timing(), tell).markRead(with, upTo);
            tx.after(errands::wake);
            return upTo;
        });
    }

    @Override
    public void resend(MessageId message) throws ClientException {
        core.call(tx -> {
            Sending.resend(new Desk(tx, wiring), message);
            return message;
        });
    }

    @Override
    public void delete(MessageId message) {
        core.post(tx -> {
            Sending.delete(new Desk(tx, wiring), message);
            return message;
        });
    }

    @Override
    public Optional<Person> find(PhoneNumber number) throws ClientException {
        List<People.Known> claiming = core.call(tx -> new People(tx.sql()).claiming(number));
        Optional<People.Known> confirmed =
                claiming.stream().filter(People.Known::phoneConfirmed).findFirst();
        if (confirmed.isPresent()) {
            return Optional.of(shown(confirmed.get()));
        }
        Optional<Requests> relay = live.control();
        if (relay.isEmpty()) {
            // Only the person's own word for the number: good enough to wait for the relay's.
            if (claiming.size() == 1) {
                return Optional.of(shown(claiming.getFirst()));
            }
            throw new ClientException(ClientException.Why.RELAY_UNREACHABLE);
        }
        return errands.find(relay.get(), number);
    }

    private Person shown(People.Known person) {
        return person.shown(wiring.presence().online(person.account()));
    }

    @Override
    public SafetyNumberView safetyNumber(AccountId with) throws ClientException {
        return new Comparing(core, own, wiring.presence()).number(with);
    }

    @Override
    public Scan scan(AccountId with, Picture picture) throws ClientException {
        return new Comparing(core, own, wiring.presence()).scan(with, picture);
    }

    @Override
    public Exported export(AccountId with, Path folder, boolean phones) throws ClientException {
        return new Exporting(core, own, myself, wiring.clock()).export(with, folder, phones);
    }

    @Override
    public void setVerified(AccountId person, boolean verified) throws ClientException {
        core.call(tx -> {
            new Directory(new Desk(tx, wiring), wiring.presence()).setVerified(person, verified);
            return person;
        });
    }

    @Override
    public void acceptKeyChange(AccountId person) throws ClientException {
        core.call(tx -> {
            new Directory(new Desk(tx, wiring), wiring.presence()).acceptKeyChange(person);
            return person;
        });
    }

    @Override
    public void setOffTheRecord(AccountId with, boolean on) throws ClientException {
        core.call(tx -> {
            new OffTheRecord(new Desk(tx, wiring)).set(with, on);
            return with;
        });
    }

    @Override
    public Privacy privacy() {
        return core.query(tx -> myself.privacy(new Settings(tx.sql())));
    }

    @Override
    public void setPrivacy(Privacy privacy) {
        core.post(tx -> {
            myself.setPrivacy(new Settings(tx.sql()), privacy);
            tx.after(errands::wake);
            return privacy;
        });
    }

    @Override
    public RecoveryKit recoveryKit() {
        byte[] seed = own.accountSeed();
        try {
            return RecoveryKit.of(seed);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    @Override
    public Map<AccountId, String> drafts() {
        return core.query(tx -> new Drafts(new Settings(tx.sql())).all());
    }

    @Override
    public void keepDrafts(Map<AccountId, String> drafts) {
        core.query(tx -> {
            new Drafts(new Settings(tx.sql())).keep(drafts);
            return drafts;
        });
    }

    @Override
    public void rename(String name) throws ClientException {
        core.call(tx -> {
            myself.rename(new Settings(tx.sql()), name);
            tx.after(errands::wake);
            return name;
        });
    }

    @Override
    public Optional<String> invite() {
        return core.query(tx -> myself.invite(new Settings(tx.sql())));
    }

    @Override
    public Invite vouchFor(Invite invite) throws ClientException {
        return core.call(tx -> myself.vouchFor(new Desk(tx, wiring), invite));
    }

    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        Farewell farewell = new Farewell(live, errands, pump);
        farewell.say();
        link.stop();
        if (running.get()) {
            farewell.await(ran);
        }
        vanishing.close();
        indexing.close();
        core.close();
        own.close();
        try {
            lock.close();
        } catch (Exception e) {
            LOG.warn(
                    "the profile's lock could not be released: {}", e.getClass().getSimpleName());
        }
    }
}
