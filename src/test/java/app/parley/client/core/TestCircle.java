package app.parley.client.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import app.parley.client.Client;
import app.parley.client.ClientEvent;
import app.parley.client.ClientException;
import app.parley.client.Delivery;
import app.parley.client.Link;
import app.parley.client.Message;
import app.parley.client.MessageId;
import app.parley.client.Person;
import app.parley.client.Profile.Unlock;
import app.parley.client.RecoveryKit;
import app.parley.client.SignIn;
import app.parley.crypto.Randomness;
import app.parley.net.Dialer;
import app.parley.net.TlsDialer;
import app.parley.protocol.AccountId;
import app.parley.protocol.Invite;
import app.parley.protocol.Octets;
import app.parley.protocol.PhoneNumber;
import app.parley.relay.AdmissionPolicy;
import app.parley.relay.Relay;
import app.parley.relay.RelayConfig;
import app.parley.relay.core.HostedRelay;
import app.parley.store.KeyStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/// A real relay on this machine, and people with real profiles, for tests.
final class TestCircle implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    private final List<TestPerson> people = new ArrayList<>();
    private Relay relay;
    /// How far the clocks of relay and people are from the real one.
    final AtomicReference<Duration> relayClock = new AtomicReference<>(Duration.ZERO);

    private final AdmissionPolicy policy;

    TestCircle(Path folder) throws Exception {
        this(folder, AdmissionPolicy.CIRCLE);
    }

    TestCircle(Path folder, AdmissionPolicy policy) throws Exception {
        this.folder = folder;
        this.policy = policy;
        startRelay(0);
    }

    Relay relay() {
        return relay;
    }

    /// Another relay, with another key, where the first one was.
    void replaceRelay() throws Exception {
        relay.close();
        startRelay("other-relay", relay.address().port());
    }

    private void startRelay(int port) throws Exception {
        startRelay("relay", port);
    }

    private void startRelay(String data, int port) throws Exception {
        InstantSource clock = () -> Instant.now().plus(relayClock.get());
        relay = HostedRelay.start(RelayConfig.of(folder.resolve(data), "127.0.0.1", port, clock, new SecureRandom())
                .withPolicy(policy));
    }

    void stopRelay() throws Exception {
        relay.close();
    }

    /// Goes on from another folder, where the one before listened.
    void continueRelay(String data) throws Exception {
        startRelay(data, relay.address().port());
    }

    /// Starts it again where it was.
    void restartRelay() throws Exception {
        startRelay(relay.address().port());
    }

    TestPerson person(String name, String number) throws Exception {
        return person(name, number, name, new TlsDialer());
    }

    /// Somebody who has shown a right code; nobody waits until they are in.
    TestPerson newcomer(String name, String number) throws Exception {
        TestPerson person = new TestPerson(folder.resolve(name), number, new TlsDialer());
        people.add(person);
        person.open(true);
        person.signUp(name);
        return person;
    }

    TestPerson person(String name, String number, String profile, Dialer dialer) throws Exception {
        TestPerson person = new TestPerson(folder.resolve(profile), number, dialer);
        people.add(person);
        person.open(true);
        person.signUp(name);
        person.awaitLinked();
        return person;
    }

    /// Somebody who signs up with an invite that carries their code.
    TestPerson invited(String name, Invite invite) throws Exception {
        String number = invite.personal().orElseThrow().phone().e164();
        TestPerson person = new TestPerson(folder.resolve(name), number, new TlsDialer());
        people.add(person);
        person.open(true);
        person.joined(person.client().account().requestCode(invite, person.number, name));
        person.awaitLinked();
        return person;
    }

    /// Somebody who was a member, on a new computer.
    TestPerson recovered(String name, String number, String profile, RecoveryKit kit) throws Exception {
        TestPerson person = new TestPerson(folder.resolve(profile), number, new TlsDialer());
        people.add(person);
        person.run(person.folder().recover(kit, new Unlock.Unprotected()));
        person.signUp(name);
        person.awaitLinked();
        return person;
    }

    /// The same person once more, with a copy of their profile that was made while it was closed.
    TestPerson copyOf(TestPerson person, Path profile) throws Exception {
        TestPerson copy = new TestPerson(profile, person.number.e164(), new TlsDialer());
        copy.account = person.account;
        people.add(copy);
        copy.open(false);
        return copy;
    }

    @Override
    public void close() throws Exception {
        people.forEach(TestPerson::close);
        relay.close();
    }

    /// One person's profile and what it reported.
    final class TestPerson {
        final Path profile;
        final PhoneNumber number;
        final List<ClientEvent> events = new CopyOnWriteArrayList<>();
        final AtomicReference<Duration> clock = new AtomicReference<>(Duration.ZERO);
        private final Dialer dialer;
        private Client client;
        private AccountId account = new AccountId(Octets.of(new byte[AccountId.LENGTH]));
        private volatile Link link = new Link.None();

        private TestPerson(Path profile, String number, Dialer dialer) {
            this.profile = profile;
            this.number = PhoneNumber.parse(number).orElseThrow();
            this.dialer = dialer;
        }

        Client client() {
            return client;
        }

        Link link() {
            return link;
        }

        ProfileFolder folder() {
            Randomness randomness = Randomness.system();
            Timing timing = new Timing(
                    Duration.ofMillis(10),
                    Duration.ofMillis(60),
                    Duration.ofMillis(300),
                    Duration.ofMillis(300),
                    randomness);
            return new ProfileFolder(
                    profile,
                    new Messenger.Surroundings(dialer, () -> Instant.now().plus(clock.get()), randomness, timing),
                    KeyStore.none());
        }

        void open(boolean fresh) throws ClientException {
            run(fresh ? folder().create(new Unlock.Unprotected()) : folder().open(new Unlock.Unprotected()));
        }

        void run(Client opened) {
            client = opened;
            client.subscribe(event -> {
                events.add(event);
                if (event instanceof ClientEvent.LinkChanged(Link now)) {
                    link = now;
                }
            });
            Thread.ofVirtual().start(client::run);
        }

        void close() {
            client.close();
        }

        void reopen() throws ClientException {
            close();
            link = new Link.None();
            open(false);
        }

        void signUp(String name) {
            assertInstanceOf(SignIn.CodeSent.class, client.account().requestCode(relay.invite(), number, name));
            joined(client.account().confirmCode(code()));
        }

        private void joined(SignIn signedIn) {
            account = assertInstanceOf(SignIn.SignedIn.class, signedIn).me().account();
        }

        String code() {
            return relay.pendingCodes().stream()
                    .filter(code -> code.phone().equals(number))
                    .findFirst()
                    .orElseThrow()
                    .code();
        }

        void awaitLinked() {
            await().atMost(PATIENCE).until(() -> link instanceof Link.Connected);
        }

        void awaitLost() {
            await().atMost(PATIENCE).until(() -> link instanceof Link.Lost);
        }

        AccountId account() {
            return account;
        }

        Person sees(TestPerson other) {
            AccountId account = other.account();
            // Without waiting if there is nothing to wait for: this is asked before every message.
            return seen(account)
                    .or(() -> {
                        await().atMost(PATIENCE).until(() -> seen(account).isPresent());
                        return seen(account);
                    })
                    .orElseThrow();
        }

        private Optional<Person> seen(AccountId account) {
            return people().stream()
                    .filter(person -> person.id().equals(account))
                    .findFirst();
        }

        List<Person> people() {
            try (Client.Subscription now = client.subscribe(event -> {})) {
                return now.snapshot().people();
            }
        }

        Message send(TestPerson to, String text) throws ClientException {
            return client.send(sees(to).id(), text);
        }

        List<Message> history(TestPerson with) {
            return client.history(with.account(), Long.MAX_VALUE, 10_000);
        }

        /// The texts this person received from somebody, in order.
        List<String> texts(TestPerson from) {
            return history(from).stream()
                    .map(Message::body)
                    .filter(Message.Received.class::isInstance)
                    .map(body -> ((Message.Received) body).text())
                    .toList();
        }

        void awaitTexts(TestPerson from, String... texts) {
            await().atMost(PATIENCE).until(() -> texts(from).equals(List.of(texts)));
        }

        void awaitNotice(TestPerson with, Message.Kind kind) {
            await().atMost(PATIENCE)
                    .until(() -> history(with).stream()
                            .anyMatch(row -> row.body() instanceof Message.Notice notice && notice.kind() == kind));
        }

        Delivery delivery(TestPerson with, MessageId id) {
            return history(with).stream()
                    .filter(row -> row.id().equals(id))
                    .map(row -> ((Message.Sent) row.body()).delivery())
                    .findFirst()
                    .orElseThrow();
        }

        void awaitDelivery(TestPerson with, Message message, Class<? extends Delivery> rung) {
            await().atMost(PATIENCE).until(() -> rung.isInstance(delivery(with, message.id())));
        }

        void awaitEvent(Predicate<ClientEvent> wanted) {
            await().atMost(PATIENCE).until(() -> events.stream().anyMatch(wanted));
        }
    }
}
