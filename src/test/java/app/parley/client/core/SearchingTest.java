package app.parley.client.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Found;
import app.parley.client.Message;
import app.parley.client.Said;
import app.parley.client.Search;
import app.parley.client.core.TestCircle.TestPerson;
import app.parley.client.history.Schema;
import app.parley.client.history.Settings;
import app.parley.store.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a client finds of what two people said over a real relay.
class SearchingTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path folder;

    private TestCircle circle;
    private TestPerson alice;
    private TestPerson bob;

    @BeforeEach
    void start() throws Exception {
        circle = new TestCircle(folder);
        alice = circle.person("Alice", "+12025550100");
        bob = circle.person("Bob", "+12025550101");
    }

    @AfterEach
    void stop() throws Exception {
        circle.close();
    }

    private static List<String> found(TestPerson at, String words) {
        return at.client().search(words, Optional.empty(), Long.MAX_VALUE, 50).hits().stream()
                .map(hit -> hit.message().said().orElseThrow().text())
                .toList();
    }

    private static void awaitFound(TestPerson at, String words, String... texts) {
        await().atMost(TestCircle.PATIENCE).until(() -> found(at, words).equals(List.of(texts)));
    }

    @Test
    void both_ends_find_what_is_there_now_and_nothing_that_is_gone() throws Exception {
        alice.send(bob, "the old harbour");
        Message edited = alice.send(bob, "harbour at nine");
        Message back = alice.send(bob, "harbour secret");
        awaitFound(bob, "harb", "harbour secret", "harbour at nine", "the old harbour");
        alice.client().edit(edited, "station at nine");
        alice.client().takeBack(List.of(back));
        awaitFound(bob, "station", "station at nine");
        awaitFound(bob, "harbour", "the old harbour");
        assertEquals(List.of("the old harbour"), found(alice, "harbour"));
        bob.client()
                .delete(bob.client()
                        .search("old", Optional.of(alice.account()), Long.MAX_VALUE, 1)
                        .hits()
                        .getFirst()
                        .message()
                        .id());
        awaitFound(bob, "harbour");
        assertEquals(List.of("the old harbour"), found(alice, "harbour"));
    }

    @Test
    void what_disappears_is_not_found_any_more() throws Exception {
        alice.client().setTimer(alice.sees(bob).id(), HOUR);
        alice.send(bob, "harbour for an hour");
        awaitFound(bob, "harbour", "harbour for an hour");
        bob.client().markRead(alice.account(), Long.MAX_VALUE);
        bob.clock.set(HOUR.plusMinutes(1));
        assertEquals(List.of(), found(bob, "harbour"), "also before it was removed");
    }

    @Test
    void pages_of_hits_go_on_where_the_last_one_ended() throws Exception {
        for (int i = 0; i < 5; i++) {
            alice.send(bob, "number " + i);
        }
        Found first = alice.client().search("number", Optional.of(bob.account()), Long.MAX_VALUE, 3);
        assertTrue(first.more() && first.complete());
        assertEquals(List.of(new Search.Span(0, 6)), first.hits().getFirst().spans());
        Found rest = alice.client()
                .search(
                        "number",
                        Optional.of(bob.account()),
                        first.hits().getLast().message().order(),
                        3);
        assertEquals(2, rest.hits().size());
        assertEquals(
                "number 1",
                rest.hits().getFirst().message().said().orElseThrow().text());
        assertTrue(alice.client()
                .search("...", Optional.empty(), Long.MAX_VALUE, 3)
                .hits()
                .isEmpty());
    }

    @Test
    void what_an_answer_answers_is_found_until_it_is_gone() throws Exception {
        Message first = alice.send(bob, "one");
        Message second = alice.send(bob, "two");
        Said.Quote one = new Said.Quote(first.id(), true, Optional.empty());
        Said.Quote two = new Said.Quote(second.id(), true, Optional.empty());
        assertEquals(Optional.of(first.order()), alice.client().placeOf(bob.account(), one));
        assertEquals(
                Optional.empty(),
                alice.client().placeOf(bob.account(), new Said.Quote(first.id(), false, Optional.empty())),
                "an id of theirs is another message");
        assertEquals(Optional.empty(), alice.client().placeOf(alice.account(), one), "another conversation");
        alice.client().delete(first.id());
        alice.client().takeBack(List.of(second));
        assertEquals(Optional.empty(), alice.client().placeOf(bob.account(), one));
        assertEquals(Optional.empty(), alice.client().placeOf(bob.account(), two), "taken back");
    }

    @Test
    void a_place_in_a_conversation_is_found_by_its_time_and_read_on_from_there() throws Exception {
        Message first = alice.send(bob, "one");
        alice.clock.set(Duration.ofDays(1));
        Message second = alice.send(bob, "two");
        Message third = alice.send(bob, "three");
        Instant between = first.sentAt().plus(Duration.ofHours(12));
        assertEquals(Optional.of(second.order()), alice.client().firstSince(bob.account(), between));
        assertEquals(Optional.empty(), alice.client().firstSince(bob.account(), between.plus(Duration.ofDays(3))));
        assertEquals(
                List.of(third.order()),
                alice.client().historyAfter(bob.account(), second.order(), 10).stream()
                        .map(Message::order)
                        .toList());
    }

    @Test
    void an_older_profile_becomes_searchable_by_itself() throws Exception {
        for (int i = 0; i < 12; i++) {
            alice.send(bob, "line " + i);
        }
        alice.close();
        forgetIndex(alice);
        alice.open(false);
        await().atMost(TestCircle.PATIENCE)
                .until(() -> alice.client()
                        .search("line", Optional.empty(), Long.MAX_VALUE, 1)
                        .complete());
        assertEquals(
                12,
                alice.client()
                        .search("line", Optional.of(bob.account()), Long.MAX_VALUE, 1000)
                        .hits()
                        .size());
    }

    /// As if the index had been made by an earlier way of making tokens.
    private static void forgetIndex(TestPerson person) throws Exception {
        String line = Files.readAllLines(person.profile.resolve("profile.key")).stream()
                .filter(each -> each.startsWith("unprotected "))
                .findFirst()
                .orElseThrow();
        byte[] key = HexFormat.of().parseHex(line.substring("unprotected ".length()));
        Path file = person.profile.resolve("profile.db");
        try (Database database = Database.open(file, Optional.of(key), Schema.MIGRATIONS)) {
            database.write(sql -> new Settings(sql).put(Settings.Name.WORDS_VERSION, 0));
        }
    }
}
