package app.parley.client.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Delivery;
import app.parley.client.Message;
import app.parley.client.MessageId;
import app.parley.client.Said;
import app.parley.client.Search;
import app.parley.protocol.AccountId;
import app.parley.protocol.Octets;
import app.parley.store.Database;
import app.parley.store.Sql;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final AccountId BOB = account(1);
    private static final AccountId EVE = account(2);

    @TempDir
    Path folder;

    private Database database;
    private int ids;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("profile.db"), Optional.empty(), Schema.MIGRATIONS);
        write(sql -> new Words(sql).begin());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static AccountId account(int number) {
        byte[] octets = new byte[AccountId.LENGTH];
        octets[0] = (byte) number;
        return new AccountId(Octets.of(octets));
    }

    private void write(Consumer<Sql> work) {
        database.write(work::accept);
    }

    private <T> T ask(Function<Sql, T> question) {
        return database.read(question::apply);
    }

    private boolean is(Predicate<Sql> question) {
        return ask(question::test);
    }

    private MessageId nextId() {
        return new MessageId(
                Octets.of(ByteBuffer.allocate(MessageId.LENGTH).putInt(++ids).array()));
    }

    private Message sent(AccountId with, Said said) {
        return database.transaction(sql -> new Messages(sql)
                .addSent(with, nextId(), said, new byte[1], NOW, new Delivery.Waiting(Delivery.Why.SENDING)));
    }

    private Message sent(AccountId with, String text) {
        return sent(with, Said.of(text));
    }

    private Message received(AccountId from, MessageId id, String text) {
        return database.<Optional<Message>, RuntimeException>transaction(sql -> new Messages(sql)
                        .addReceived(from, id, new byte[1], NOW, false, new Message.Received(text, true, true, false)))
                .orElseThrow();
    }

    private List<String> find(String words, Optional<AccountId> with) {
        return ask(sql -> new Words(sql).candidates(Search.of(words), with, Long.MAX_VALUE, NOW, 100)).stream()
                .map(message -> message.said().orElseThrow().text())
                .toList();
    }

    private List<String> find(String words) {
        return find(words, Optional.empty());
    }

    @Test
    void what_was_sent_and_what_came_is_found_newest_first() {
        sent(BOB, "the harbour at noon");
        received(EVE, nextId(), "No harbour today");
        sent(BOB, "something else");
        assertEquals(List.of("No harbour today", "the harbour at noon"), find("harb"));
        assertEquals(List.of("the harbour at noon"), find("HARBOUR noon"));
        assertEquals(List.of(), find("harbours"));
    }

    @Test
    void a_conversation_can_be_searched_alone() {
        sent(BOB, "harbour with Bob");
        sent(EVE, "harbour with Eve");
        assertEquals(List.of("harbour with Eve"), find("harbour", Optional.of(EVE)));
        assertEquals(List.of(), find("bob", Optional.of(EVE)));
    }

    @Test
    void an_edited_message_is_found_by_what_it_says_now() {
        Message message = sent(BOB, "the harbour");
        write(sql -> new Changes(sql).edit(message, 1, "the station", new byte[1], true));
        assertEquals(List.of(), find("harbour"));
        assertEquals(List.of("the station"), find("station"));
        write(sql -> new Changes(sql).edit(message, 1, "never taken", new byte[1], true));
        assertEquals(List.of("the station"), find("station"));
        assertEquals(List.of(), find("never"));
    }

    @Test
    void what_was_taken_back_or_deleted_is_not_found() {
        Message back = sent(BOB, "harbour one");
        Message gone = sent(BOB, "harbour two");
        write(sql -> new Changes(sql).erase(back));
        write(sql -> new Changes(sql).erase(back));
        write(sql -> new Messages(sql).delete(gone));
        assertEquals(List.of(), find("harbour"));
        write(sql -> new Messages(sql).delete(back));
        assertEquals(List.of(), find("harbour"));
    }

    @Test
    void what_is_over_is_not_found_even_before_it_was_removed() {
        Message message = sent(BOB, Said.of("harbour").disappearing(Duration.ofSeconds(10)));
        write(sql -> new Changes(sql).left(BOB, message.id(), NOW.minusSeconds(11)));
        assertEquals(List.of(), find("harbour"));
    }

    @Test
    void a_conversation_that_moves_to_another_account_is_found_there() {
        MessageId twice = nextId();
        received(BOB, twice, "harbour before");
        received(EVE, twice, "station of Eve");
        sent(BOB, "harbour again");
        write(sql -> new Messages(sql).move(BOB, EVE));
        assertEquals(List.of("harbour again", "harbour before"), find("harbour", Optional.of(EVE)));
        assertEquals(List.of(), find("harbour", Optional.of(BOB)));
        assertEquals(List.of(), find("station"), "that row gave way");
    }

    @Test
    void a_step_that_fails_leaves_index_and_messages_as_they_were() {
        Message message = sent(BOB, "harbour");
        try {
            write(sql -> {
                new Messages(sql).delete(message);
                throw new IllegalStateException("stop");
            });
        } catch (IllegalStateException e) {
            assertEquals("stop", e.getMessage());
        }
        assertEquals(List.of("harbour"), find("harbour"));
        write(sql -> new Messages(sql).delete(message));
        assertEquals(List.of(), find("harbour"));
    }

    @Test
    void an_index_of_another_making_is_made_anew_in_steps_while_messages_come_and_go() {
        for (int i = 0; i < 25; i++) {
            sent(BOB, "harbour " + i);
        }
        write(sql -> new Settings(sql).put(Settings.Name.WORDS_VERSION, 0));
        write(sql -> new Words(sql).begin());
        assertFalse(is(sql -> new Words(sql).complete()));
        assertEquals(List.of(), find("harbour"));
        Message old = ask(sql -> new Messages(sql).row(3).orElseThrow());
        write(sql -> new Changes(sql).edit(old, 1, "station 3", new byte[1], true));
        write(sql -> new Messages(sql).delete(new Messages(sql).row(25).orElseThrow()));
        sent(EVE, "harbour new");
        assertEquals(List.of("harbour new"), find("harbour"));
        write(sql -> assertTrue(new Words(sql).extend(10)));
        assertEquals(11, find("harbour").size());
        write(sql -> new Messages(sql).delete(new Messages(sql).row(20).orElseThrow()));
        write(sql -> assertTrue(new Words(sql).extend(10)));
        write(sql -> assertFalse(new Words(sql).extend(10)));
        assertTrue(is(sql -> new Words(sql).complete()));
        assertEquals(23, find("harbour").size());
        assertEquals(List.of("station 3"), find("station"));
        write(sql -> sql.update("insert into word(word) values('integrity-check')"));
    }

    @Test
    void tidying_leaves_no_word_of_a_removed_message_in_the_file() {
        for (int i = 0; i < 300; i++) {
            sent(BOB, "stays here " + Integer.toHexString(i * 7919));
        }
        Message edited = sent(BOB, "zanzibarquux");
        Message gone = sent(BOB, "qophwyvern");
        sent(BOB, "more");
        assertTrue(holds("anzibarquux") && holds("ophwyvern"));
        write(sql -> new Changes(sql).edit(edited, 1, "plain", new byte[1], true));
        write(sql -> new Messages(sql).delete(gone));
        assertTrue(is(sql -> new Words(sql).untidy()));
        write(sql -> new Words(sql).beginTidying());
        assertTrue(is(sql -> new Words(sql).untidy()), "not before it is done");
        boolean more = true;
        while (more) {
            more = database.transaction(sql -> new Words(sql).tidy(4));
        }
        assertFalse(is(sql -> new Words(sql).untidy()));
        assertFalse(holds("anzibarquux") || holds("ophwyvern"));
        assertEquals(
                300,
                ask(sql -> new Words(sql).candidates(Search.of("stays"), Optional.of(BOB), Long.MAX_VALUE, NOW, 1000))
                        .size());
    }

    /// Whether the index has this end of a word somewhere.
    private boolean holds(String end) {
        return ask(sql -> sql.list("select block from word_data", row -> row.bytes("block"))).stream()
                .anyMatch(block -> new String(block, StandardCharsets.ISO_8859_1).contains(end));
    }
}
