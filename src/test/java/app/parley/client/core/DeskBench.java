package app.parley.client.core;

import app.parley.client.ClientEvent;
import app.parley.client.ClientException;
import app.parley.client.Message;
import app.parley.client.Person.Trust;
import app.parley.client.history.People;
import app.parley.client.history.Schema;
import app.parley.client.history.Settings;
import app.parley.client.session.OwnIdentity;
import app.parley.client.session.OwnPrekeys;
import app.parley.crypto.Randomness;
import app.parley.protocol.AccountId;
import app.parley.protocol.Manifest;
import app.parley.protocol.Octets;
import app.parley.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/// The core of one profile without a relay, for tests of single steps.
final class DeskBench implements AutoCloseable {
    static final Randomness RANDOMNESS = Randomness.system();
    static final Timing TIMING = new Timing(
            Duration.ofMillis(10), Duration.ofMillis(60), Duration.ofMillis(300), Duration.ofMillis(300), RANDOMNESS);

    final OwnIdentity own;
    final List<ClientEvent> events = new CopyOnWriteArrayList<>();
    final AtomicReference<Instant> clock = new AtomicReference<>(Instant.parse("2027-01-15T08:00:00Z"));
    private final Core core;
    private final Desk.Wiring wiring;

    DeskBench(Path folder, String name) {
        this(folder, name, settings -> OwnIdentity.create(settings, RANDOMNESS));
    }

    DeskBench(Path folder, String name, Function<Settings, OwnIdentity> identity) {
        Database database = Database.open(folder.resolve(name + ".db"), Optional.empty(), Schema.MIGRATIONS);
        own = database.transaction(sql -> identity.apply(new Settings(sql)));
        core = new Core(database);
        InstantSource now = clock::get;
        wiring = new Desk.Wiring(
                own,
                new OwnPrekeys(own, RANDOMNESS),
                RANDOMNESS,
                now,
                new RelayClock(now),
                new Presence(),
                () -> {},
                () -> {},
                () -> {},
                TIMING);
        core.subscribe(events::add, tx -> events);
    }

    <T> T ask(Function<Desk, T> step) throws ClientException {
        return core.call(tx -> step.apply(new Desk(tx, wiring)));
    }

    /// A step that may be refused.
    @FunctionalInterface
    interface Attempt<T> {
        T apply(Desk desk) throws ClientException;
    }

    <T> T attempt(Attempt<T> step) throws ClientException {
        return core.call(tx -> step.apply(new Desk(tx, wiring)));
    }

    void step(Consumer<Desk> step) throws ClientException {
        ask(desk -> {
            step.accept(desk);
            return desk;
        });
    }

    /// What this person does with conversations.
    OwnChats chats() {
        return new OwnChats(core, tx -> new Desk(tx, wiring));
    }

    /// What this profile arranges with a relay.
    Errands errands() {
        return new Errands(core, wiring, TIMING);
    }

    /// Gets to know somebody.
    void knows(OwnIdentity other) throws ClientException {
        step(desk -> desk.people.add(other.account(), other.manifest(), Trust.FIRST_SEEN, true));
    }

    People.Known sees(AccountId account) throws ClientException {
        return ask(desk -> desk.people.find(account).orElseThrow());
    }

    /// The grey rows of the conversation with somebody.
    List<Message.Kind> notices(AccountId with) throws ClientException {
        return ask(desk -> desk.messages.page(with, Long.MAX_VALUE, 100).stream()
                .map(Message::body)
                .filter(Message.Notice.class::isInstance)
                .map(body -> ((Message.Notice) body).kind())
                .toList());
    }

    /// A list of devices that `account` signs.
    static Manifest list(OwnIdentity account, long seq, Octets previous, Manifest.Device... devices) {
        List<Manifest.Device> all = List.of(devices);
        byte[] signed = Manifest.signedPart(account.accountKey(), seq, previous, 1, all);
        Octets signature = Octets.of(account.signAsAccount("manifest", signed));
        return new Manifest(account.accountKey(), seq, previous, 1, all, signature);
    }

    @Override
    public void close() {
        core.close();
        own.close();
    }
}
