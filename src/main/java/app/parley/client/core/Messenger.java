package app.parley.client.core;

import app.parley.client.Account;
import app.parley.client.Client;
import app.parley.client.ClientEvent;
import app.parley.client.ClientException;
import app.parley.client.Me;
import app.parley.client.Message;
import app.parley.client.MessageId;
import app.parley.client.Person;
import app.parley.client.Privacy;
import app.parley.client.SafetyNumberView;
import app.parley.client.history.Outgoing;
import app.parley.client.history.People;
import app.parley.client.history.Settings;
import app.parley.client.history.Settings.Name;
import app.parley.client.session.OwnIdentity;
import app.parley.client.session.OwnPrekeys;
import app.parley.client.sync.RelayLink;
import app.parley.client.sync.Requests;
import app.parley.crypto.Randomness;
import app.parley.crypto.SafetyNumber;
import app.parley.net.Dialer;
import app.parley.protocol.AccountId;
import app.parley.protocol.Invite;
import app.parley.protocol.InviteLink;
import app.parley.protocol.Octets;
import app.parley.protocol.PhoneNumber;
import app.parley.protocol.RelayPin;
import app.parley.protocol.content.CircleProfile;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.Refusal;
import app.parley.protocol.wire.RelayFrame;
import app.parley.store.Database;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One open profile: the [Client] that windows and scripts use.
public final class Messenger implements Client {
    private static final Logger LOG = LoggerFactory.getLogger(Messenger.class);
    /// How long closing may take to get rid of what is in the outbox.
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private final Core core;
    private final OwnIdentity own;
    private final Desk.Wiring wiring;
    private final Live live;
    private final Errands errands;
    private final Pump pump;
    private final RelayLink link;
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
                this::choresChanged);
        this.errands = new Errands(core, wiring, around.timing());
        this.pump = new Pump(core, around.timing(), tx -> new Desk(tx, wiring));
        this.live = new Live(core, wiring, around.timing(), errands, pump);
        this.link = new RelayLink(
                around.dialer(), around.clock(), () -> (around.randomness().bytes(1)[0] & 0xff) / 255.0, live);
        this.account = new SigningUp(core, own, around.dialer(), around.clock(), me -> link.retryNow());
    }

    private void outboxChanged() {
        pump.wake();
    }

    private void choresChanged() {
        errands.wake();
    }

    @Override
    public Subscription subscribe(Consumer<ClientEvent> listener) {
        Snapshot snapshot = quietly(
                core,
                () -> core.subscribe(
                        listener, tx -> new Desk(tx, wiring).snapshot(me(new Settings(tx.sql())), live.link())));
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

    private Optional<Me> me(Settings settings) {
        if (settings.number(Name.SIGNED_IN, 0) == 0) {
            return Optional.empty();
        }
        return Optional.of(new Me(
                own.account(),
                settings.text(Name.PHONE).flatMap(PhoneNumber::parse).orElseThrow(),
                settings.text(Name.NAME).orElseThrow(),
                Live.relays(settings).getFirst()));
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
    public Message send(AccountId to, String text) throws ClientException {
        return core.call(tx -> Sending.send(new Desk(tx, wiring), to, text));
    }

    @Override
    public List<Message> history(AccountId with, long before, int limit) {
        return quietly(core, () -> core.call(tx -> new Desk(tx, wiring).messages.page(with, before, limit)));
    }

    @Override
    public void markRead(AccountId with, long upTo) {
        quietly(
                core,
                () -> core.call(tx -> {
                    Desk desk = new Desk(tx, wiring);
                    boolean tell = desk.settings.number(Name.SEND_READ_RECEIPTS, 1) == 1;
                    new Receiving(desk, timing(), tell).markRead(with, upTo);
                    tx.after(errands::wake);
                    return upTo;
                }));
    }

    private Timing timing() {
        return live.timing();
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
        return ask(relay.get(), number);
    }

    private Optional<Person> ask(Requests relay, PhoneNumber number) throws ClientException {
        try {
            return switch (relay.ask(tag -> new ClientFrame.FindByNumber(tag, number))) {
                case RelayFrame.Found found -> errands.holder(number, found.account());
                case RelayFrame.Refused refused
                when refused.why() == Refusal.TOO_OFTEN -> throw new ClientException(ClientException.Why.TOO_OFTEN);
                default -> Optional.empty();
            };
        } catch (IOException e) {
            throw new ClientException(ClientException.Why.RELAY_UNREACHABLE);
        }
    }

    private Person shown(People.Known person) {
        return person.shown(wiring.presence().online(person.account()));
    }

    @Override
    public SafetyNumberView safetyNumber(AccountId with) throws ClientException {
        People.Known person = core.call(tx -> new People(tx.sql()).find(with))
                .orElseThrow(() -> new ClientException(ClientException.Why.NOBODY_THERE));
        SafetyNumber number = SafetyNumber.of(
                own.accountKey().toArray(),
                own.account().octets().toArray(),
                person.manifest().accountKey().toArray(),
                with.octets().toArray());
        return new SafetyNumberView(number.digits(), Octets.of(number.qr()));
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
    public Privacy privacy() {
        return quietly(
                core,
                () -> core.call(tx -> {
                    Settings settings = new Settings(tx.sql());
                    return new Privacy(
                            settings.number(Name.SHOW_ONLINE, 1) == 1,
                            settings.number(Name.SEND_READ_RECEIPTS, 1) == 1);
                }));
    }

    @Override
    public void setPrivacy(Privacy privacy) {
        core.post(tx -> {
            Settings settings = new Settings(tx.sql());
            settings.put(Name.SHOW_ONLINE, privacy.showOnline() ? 1 : 0);
            settings.put(Name.SEND_READ_RECEIPTS, privacy.sendReadReceipts() ? 1 : 0);
            settings.put(Name.PROFILE_PUBLISHED, 0);
            tx.after(errands::wake);
            return privacy;
        });
    }

    @Override
    public void rename(String name) throws ClientException {
        String shown = name.strip();
        if (shown.isEmpty()) {
            throw new ClientException(ClientException.Why.BLANK);
        }
        if (shown.length() > CircleProfile.MAX_NAME) {
            throw new ClientException(ClientException.Why.TOO_LONG);
        }
        core.call(tx -> {
            Settings settings = new Settings(tx.sql());
            settings.put(Name.NAME, shown);
            settings.put(Name.PROFILE_PUBLISHED, 0);
            tx.after(errands::wake);
            return shown;
        });
    }

    @Override
    public Optional<String> invite() {
        return quietly(
                core,
                () -> core.call(tx -> {
                    Settings settings = new Settings(tx.sql());
                    if (settings.number(Name.SIGNED_IN, 0) == 0) {
                        return Optional.empty();
                    }
                    return Optional.of(InviteLink.format(new Invite(
                            Live.relays(settings),
                            new RelayPin(Octets.of(settings.bytes(Name.PIN).orElseThrow())),
                            Octets.of(settings.bytes(Name.ADMISSION).orElseThrow()),
                            Octets.of(settings.bytes(Name.CIRCLE_KEY).orElseThrow()),
                            Optional.of(own.accountKey()),
                            Optional.empty())));
                }));
    }

    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        sayFarewell();
        link.stop();
        if (running.get()) {
            awaitRun();
        }
        core.close();
        own.close();
        try {
            lock.close();
        } catch (Exception e) {
            LOG.warn(
                    "the profile's lock could not be released: {}", e.getClass().getSimpleName());
        }
    }

    /// Lets receipts go at once and gives the outbox a moment.
    private void sayFarewell() {
        if (live.control().isEmpty()) {
            return;
        }
        CountDownLatch empty = new CountDownLatch(1);
        pump.onAnswer(() -> lookIfEmpty(empty));
        try {
            errands.receipts(Long.MAX_VALUE);
            lookIfEmpty(empty);
            if (!empty.await(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("the outbox keeps the rest");
            }
        } catch (ClientException e) {
            LOG.warn("receipts stay for the next time: {}", e.why());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookIfEmpty(CountDownLatch empty) {
        core.post(tx -> {
            if (!new Outgoing(tx.sql()).anythingToSend()) {
                empty.countDown();
            }
            return empty;
        });
    }

    private void awaitRun() {
        try {
            if (!ran.await(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("the link does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Asked<T> {
        T get() throws ClientException;
    }

    /// For questions that cannot fail but by a broken disk or a closed client.
    private static <T> T quietly(Core core, Asked<T> asked) {
        try {
            return asked.get();
        } catch (ClientException e) {
            core.announce(new ClientEvent.StorageTrouble(e.why()));
            throw new IllegalStateException("the profile cannot be read: " + e.why(), e);
        }
    }
}
