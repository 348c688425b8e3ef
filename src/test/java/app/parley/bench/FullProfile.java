package app.parley.bench;

import app.parley.client.Client;
import app.parley.client.Delivery;
import app.parley.client.Message;
import app.parley.client.MessageId;
import app.parley.client.Person.Trust;
import app.parley.client.Profile;
import app.parley.client.Said;
import app.parley.client.SignIn;
import app.parley.client.core.Messenger;
import app.parley.client.core.ProfileFolder;
import app.parley.client.core.Timing;
import app.parley.client.history.Messages;
import app.parley.client.history.People;
import app.parley.client.history.Schema;
import app.parley.client.history.Settings;
import app.parley.client.session.OwnIdentity;
import app.parley.crypto.Randomness;
import app.parley.net.TlsDialer;
import app.parley.protocol.AccountId;
import app.parley.protocol.Invite;
import app.parley.protocol.Octets;
import app.parley.protocol.PhoneNumber;
import app.parley.relay.Relay;
import app.parley.relay.RelayConfig;
import app.parley.relay.core.HostedRelay;
import app.parley.store.Database;
import app.parley.store.KeyStore;
import app.parley.store.Sql;
import java.io.IOException;
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
    static final int IN_ONE = 100_000;
    static final int ALL = 1_000_000;

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

    private final Relay relay;
    private final Random random = new Random(7);
    private long next;

    private FullProfile(Relay relay) {
        this.relay = relay;
    }

    /// @param folder as `--data-dir` takes it
    static FullProfile make(Path folder) throws Exception {
        Relay relay = HostedRelay.start(
                RelayConfig.of(folder.resolve("there"), "127.0.0.1", 0, InstantSource.system(), new SecureRandom()));
        FullProfile full = new FullProfile(relay);
        full.fill(folder.resolve("profile"));
        return full;
    }

    private void fill(Path folder) throws Exception {
        AtomicReference<byte[]> key = new AtomicReference<>();
        Randomness system = Randomness.system();
        // The profile's key is the first thing that is drawn.
        Randomness watched = target -> {
            system.fill(target);
            key.compareAndSet(null, target.clone());
        };
        Messenger.Surroundings around =
                new Messenger.Surroundings(new TlsDialer(), InstantSource.system(), watched, Timing.standard(system));
        PhoneNumber phone = PhoneNumber.parse("+12025550100").orElseThrow();
        Invite invite = relay.personalInvite(phone);
        try (Client client =
                new ProfileFolder(folder, around, KeyStore.none()).create(new Profile.Unlock.Unprotected())) {
            SignIn answer = client.account().requestCode(invite, phone, "Ada Berger");
            if (!(answer instanceof SignIn.SignedIn)) {
                throw new IllegalStateException("could not sign up: " + answer);
            }
        }
        try (Database database =
                Database.open(folder.resolve("profile.db"), Optional.of(key.get()), Schema.MIGRATIONS)) {
            List<AccountId> people = people(database);
            int others = (ALL - IN_ONE) / (CHATS - 1);
            for (AccountId person : people.subList(1, CHATS)) {
                talk(database, person, others, Duration.ofDays(2));
            }
            talk(database, people.getFirst(), IN_ONE, Duration.ofMinutes(5));
        }
    }

    private List<AccountId> people(Database database) throws IOException {
        Path elsewhere = Files.createTempDirectory("parley-bench-people");
        List<AccountId> people = new ArrayList<>();
        for (int i = 0; i < CHATS; i++) {
            // Made in a database of its own, so that it is a whole identity.
            String name = "Person " + i;
            OwnIdentity identity;
            try (Database own = Database.open(elsewhere.resolve(name), Optional.empty(), Schema.MIGRATIONS)) {
                identity = own.transaction(sql -> OwnIdentity.create(new Settings(sql), Randomness.system()));
            }
            database.transaction(sql -> {
                new People(sql).add(identity.account(), identity.manifest(), Trust.FIRST_SEEN, true);
                sql.update(
                        "update person set name = ? where account = ?",
                        name,
                        identity.account().octets().toArray());
                return name;
            });
            people.add(identity.account());
            identity.close();
        }
        return people;
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
