package app.parley.bench;

import app.parley.client.Client;
import app.parley.client.Delivery;
import app.parley.client.Message;
import app.parley.client.MessageId;
import app.parley.client.Person;
import app.parley.client.Profile;
import app.parley.client.Said;
import app.parley.client.SignIn;
import app.parley.client.core.Messenger;
import app.parley.client.core.ProfileFolder;
import app.parley.client.core.Timing;
import app.parley.client.history.Messages;
import app.parley.client.history.Schema;
import app.parley.crypto.Randomness;
import app.parley.net.TlsDialer;
import app.parley.protocol.AccountId;
import app.parley.protocol.Octets;
import app.parley.protocol.PhoneNumber;
import app.parley.relay.Relay;
import app.parley.relay.RelayConfig;
import app.parley.relay.core.HostedRelay;
import app.parley.store.Database;
import app.parley.store.KeyStore;
import app.parley.store.Sql;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/// A profile that was used for years, and the relay it belongs to.
final class FullProfile implements AutoCloseable {
    static final int CHATS = 50;

    private static final int STEP = 20_000;
    private static final List<String> WORDS = List.of(
            "bread",
            "tomorrow",
            "train",
            "late",
            "yes",
            "no",
            "perhaps",
            "the",
            "a",
            "of",
            "we",
            "you",
            "they",
            "see",
            "bring",
            "some",
            "old",
            "Gouda",
            "market",
            "opens",
            "at",
            "eight",
            "please",
            "call",
            "me",
            "when",
            "home",
            "שלום",
            "תודה",
            "مرحبا",
            "größer",
            "déjà",
            "😀",
            "👍");

    private final Path folder;
    private final int all;
    private final Relay relay;
    private final Random random = new Random(7);
    private long next;

    private FullProfile(Path folder, int all, Relay relay) {
        this.folder = folder;
        this.all = all;
        this.relay = relay;
    }

    /// Makes the profile, or takes the one that an earlier call left in the folder.
    ///
    /// @param folder as `--data-dir` takes it
    /// @param all how many messages, a tenth of them in one conversation
    static FullProfile in(Path folder, int all) throws Exception {
        Path port = folder.resolve("port");
        boolean there = Files.exists(port);
        Relay relay = HostedRelay.start(RelayConfig.of(
                folder.resolve("there"),
                "127.0.0.1",
                there ? Integer.parseInt(Files.readString(port)) : 0,
                InstantSource.system(),
                new SecureRandom()));
        FullProfile full = new FullProfile(folder, all, relay);
        if (!there) {
            full.fill();
            Files.writeString(port, String.valueOf(relay.address().port()));
        }
        return full;
    }

    private void fill() throws Exception {
        Path elsewhere = Files.createTempDirectory("parley-bench-people");
        for (int i = 0; i < CHATS; i++) {
            signUp(elsewhere.resolve("person" + i), Randomness.system(), 101 + i, "Person " + i)
                    .close();
        }
        AtomicReference<byte[]> key = new AtomicReference<>();
        // The profile's key is the first thing that is drawn.
        Randomness watched = target -> {
            Randomness.system().fill(target);
            key.compareAndSet(null, target.clone());
        };
        Path profile = folder.resolve("profile");
        List<AccountId> people = new ArrayList<>();
        try (Client client = signUp(profile, watched, 100, "Ada Berger")) {
            Thread.ofVirtual().start(client::run);
            for (Person person : circle(client)) {
                people.add(person.id());
            }
        }
        try (Database database =
                Database.open(profile.resolve("profile.db"), Optional.of(key.get()), Schema.MIGRATIONS)) {
            int inOne = all / 10;
            for (AccountId person : people.subList(1, CHATS)) {
                talk(database, person, (all - inOne) / (CHATS - 1), Duration.ofDays(2));
            }
            talk(database, people.getFirst(), inOne, Duration.ofMinutes(5));
        }
    }

    private Client signUp(Path profile, Randomness randomness, int number, String name) throws Exception {
        Messenger.Surroundings around = new Messenger.Surroundings(
                new TlsDialer(), InstantSource.system(), randomness, Timing.standard(randomness));
        PhoneNumber phone = PhoneNumber.parse("+12025550" + number).orElseThrow();
        Client client = new ProfileFolder(profile, around, KeyStore.none()).create(new Profile.Unlock.Unprotected());
        SignIn answer = client.account().requestCode(relay.personalInvite(phone), phone, name);
        if (!(answer instanceof SignIn.SignedIn)) {
            client.close();
            throw new IllegalStateException("could not sign up: " + answer);
        }
        return client;
    }

    /// Waits until everybody is known.
    private static List<Person> circle(Client client) throws Exception {
        while (true) {
            try (Client.Subscription look = client.subscribe(event -> {})) {
                if (look.snapshot().people().size() == CHATS) {
                    return look.snapshot().people();
                }
            }
            Thread.sleep(100);
        }
    }

    /// @param ago when the last of them was sent
    private void talk(Database database, AccountId with, int count, Duration ago) {
        Instant last = Instant.now().minus(ago);
        for (int from = 0; from < count; from += STEP) {
            int start = from;
            database.transaction(sql -> {
                for (int i = start; i < Math.min(count, start + STEP); i++) {
                    say(sql, with, last.minus(Duration.ofMinutes(count - i)));
                }
                return count;
            });
        }
    }

    private void say(Sql sql, AccountId with, Instant at) {
        Messages messages = new Messages(sql);
        MessageId id = new MessageId(
                Octets.of(ByteBuffer.allocate(16).putLong(8, ++next).array()));
        StringBuilder text = new StringBuilder();
        int words = 2 + random.nextInt(random.nextInt(10) == 0 ? 60 : 12);
        for (int i = 0; i < words; i++) {
            text.append(i == 0 ? "" : " ").append(WORDS.get(random.nextInt(WORDS.size())));
        }
        byte[] content = text.toString().getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(5) < 2) {
            messages.addSent(with, id, Said.of(text.toString()), content, at, new Delivery.Read(at));
        } else {
            messages.addReceived(with, id, content, at, false, new Message.Received(text.toString(), true, true, true));
            sql.update(
                    "update message set seen = 1 where account = ? and kind = 1 and msg_id = ?",
                    with.octets().toArray(),
                    id.octets().toArray());
        }
    }

    @Override
    public void close() {
        relay.close();
    }
}
