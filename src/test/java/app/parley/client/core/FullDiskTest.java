package app.parley.client.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.parley.client.ClientEvent;
import app.parley.client.ClientException;
import app.parley.client.Message;
import app.parley.client.Person;
import app.parley.client.SignIn;
import app.parley.client.core.TestCircle.TestPerson;
import app.parley.client.history.Schema;
import app.parley.client.history.Settings;
import app.parley.client.session.OwnIdentity;
import app.parley.crypto.Randomness;
import app.parley.net.TlsDialer;
import app.parley.protocol.AccountId;
import app.parley.protocol.PhoneNumber;
import app.parley.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A profile whose disk takes no more: nothing is lost, nothing is half done, and it goes on when
/// there is room again.
class FullDiskTest {
    private static final int NO_LIMIT = 1_000_000;

    @TempDir
    Path folder;

    private TestCircle circle;
    private TestPerson bob;
    private Database database;
    private Messenger alice;
    private final List<ClientEvent> events = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws Exception {
        circle = new TestCircle(folder);
        bob = circle.person("Bob", "+12025550101");
        Randomness randomness = Randomness.system();
        database = Database.open(folder.resolve("alice.db"), Optional.of(randomness.bytes(32)), Schema.MIGRATIONS);
        OwnIdentity own = database.transaction(sql -> OwnIdentity.create(new Settings(sql), randomness));
        Timing timing = new Timing(
                Duration.ofMillis(10),
                Duration.ofMillis(50),
                Duration.ofMillis(300),
                Duration.ofMillis(300),
                randomness);
        alice = new Messenger(
                database,
                own,
                new Messenger.Surroundings(new TlsDialer(), InstantSource.system(), randomness, timing),
                () -> {});
        alice.subscribe(events::add);
        PhoneNumber number = PhoneNumber.parse("+12025550100").orElseThrow();
        alice.account().requestCode(circle.relay().invite(), number, "Alice");
        String code = circle.relay().pendingCodes().getFirst().code();
        assertInstanceOf(SignIn.SignedIn.class, alice.account().confirmCode(code));
        Thread.ofVirtual().start(alice::run);
    }

    @AfterEach
    void stop() throws Exception {
        alice.close();
        circle.close();
    }

    /// How many pages the database file may have from now on; at least as many as it has.
    private void pages(int most) {
        database.write(sql -> sql.number("pragma max_page_count = " + most));
    }

    private Person bobAsSeen() {
        await().atMost(TestCircle.PATIENCE).until(() -> !people().isEmpty());
        return people().getFirst();
    }

    private List<Person> people() {
        try (var now = alice.subscribe(event -> {})) {
            return now.snapshot().people();
        }
    }

    private List<String> texts(AccountId with) {
        return alice.history(with, Long.MAX_VALUE, 1000).stream()
                .map(Message::body)
                .map(body -> switch (body) {
                    case Message.Sent sent -> sent.text();
                    case Message.Received received -> received.text();
                    case Message.Erased erased -> "taken back";
                    case Message.Notice notice -> notice.kind().name();
                })
                .toList();
    }

    @Test
    void what_does_not_fit_is_refused_whole_and_the_rest_arrives() throws Exception {
        Person to = bobAsSeen();
        alice.send(to.id(), "first");
        pages(1);
        List<String> kept = new ArrayList<>(List.of("first"));
        ClientException full = assertThrows(ClientException.class, () -> {
            while (true) {
                String text = "x".repeat(4000) + kept.size();
                alice.send(to.id(), text);
                kept.add(text);
            }
        });
        assertEquals(ClientException.Why.DISK_FULL, full.why());
        assertEquals(kept, texts(to.id()));
        pages(NO_LIMIT);
        alice.send(to.id(), "room again");
        kept.add("room again");
        await().atMost(TestCircle.PATIENCE).until(() -> bobTexts().equals(kept));
    }

    private List<String> bobTexts() {
        AccountId from = bob.people().getFirst().id();
        return bob.client().history(from, Long.MAX_VALUE, 1000).stream()
                .map(row -> ((Message.Received) row.body()).text())
                .toList();
    }

    @Test
    void what_cannot_be_stored_stays_at_the_relay_until_there_is_room() throws Exception {
        Person from = bobAsSeen();
        await().atMost(TestCircle.PATIENCE).until(() -> !bob.people().isEmpty());
        AccountId me = bob.people().getFirst().id();
        bob.client().send(me, "before");
        await().atMost(TestCircle.PATIENCE).until(() -> texts(from.id()).equals(List.of("before")));
        pages(1);
        List<String> sent = new ArrayList<>(List.of("before"));
        for (int i = 0; i < 8; i++) {
            String text = "y".repeat(12_000) + i;
            bob.client().send(me, text);
            sent.add(text);
        }
        await().atMost(TestCircle.PATIENCE)
                .until(() -> events.contains(new ClientEvent.StorageTrouble(ClientException.Why.DISK_FULL)));
        pages(NO_LIMIT);
        alice.retryNow();
        await().atMost(TestCircle.PATIENCE).until(() -> texts(from.id()).equals(sent));
    }
}
