package app.parley.client.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.ClientEvent;
import app.parley.client.Delivery;
import app.parley.client.Message;
import app.parley.client.MessageId;
import app.parley.client.Said;
import app.parley.client.history.Changes;
import app.parley.client.history.EarlyNotes;
import app.parley.protocol.Octets;
import app.parley.protocol.content.Body;
import app.parley.protocol.content.Content;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What Mallory says about messages, in any order and as often as she likes, and what Alice then has.
class HearingTest {
    private static final Octets FIRST = id(1);
    private static final Octets OURS = id(2);
    private static final Octets NEVER = id(9);

    @TempDir
    Path folder;

    private DeskBench alice;
    private HostilePeer mallory;
    private int notes = 100;

    @BeforeEach
    void start() throws Exception {
        alice = new DeskBench(folder, "alice");
        mallory = new HostilePeer(alice, HostilePeer.published(alice));
        mallory.meet();
        says(id(3), new Body.Text("hi"));
        alice.chats().accept(mallory.account);
        alice.step(desk -> desk.messages.addSent(
                mallory.account,
                new MessageId(OURS),
                Said.of("ours"),
                new byte[0],
                Instant.EPOCH,
                new Delivery.Waiting(Delivery.Why.SENDING)));
    }

    @AfterEach
    void nothing_was_called_lost() throws Exception {
        assertEquals(List.of(), alice.notices(mallory.account));
        alice.close();
    }

    private static Octets id(int number) {
        return Octets.of(ByteBuffer.allocate(16).putInt(number).array());
    }

    private void says(Octets id, Body body) throws Exception {
        mallory.say(mallory.content(id, 0, body).encode());
    }

    private void says(Body body) throws Exception {
        says(id(notes++), body);
    }

    private static Body.Reaction toFirst(String emoji, int turn) {
        return new Body.Reaction(new Body.Target(true, FIRST), emoji, turn);
    }

    private Message first() throws Exception {
        return alice.ask(desk -> new Changes(desk.sql()).find(mallory.account, false, new MessageId(FIRST)))
                .orElseThrow();
    }

    private Said said() throws Exception {
        return first().said().orElseThrow();
    }

    @Test
    void a_reaction_before_its_message_waits_for_it_and_the_highest_turn_holds() throws Exception {
        says(toFirst("👍", 2));
        says(toFirst("😡", 1));
        says(FIRST, new Body.Text("first"));
        assertEquals(List.of(new Said.Reaction(false, "👍")), said().reactions());
        says(toFirst("😡", 2));
        says(toFirst("🎉", 7));
        says(toFirst("👍", 3));
        assertEquals(List.of(new Said.Reaction(false, "🎉")), said().reactions());
        says(toFirst("", 8));
        assertEquals(List.of(), said().reactions());
    }

    @Test
    void they_react_to_ours_too_and_an_id_of_theirs_is_not_one_of_ours() throws Exception {
        says(new Body.Reaction(new Body.Target(false, OURS), "❤", 1));
        says(new Body.Reaction(new Body.Target(true, OURS), "😡", 1));
        Message ours = alice.ask(desk -> new Changes(desk.sql()).find(mallory.account, true, new MessageId(OURS)))
                .orElseThrow();
        assertEquals(
                List.of(new Said.Reaction(false, "❤")),
                ours.said().orElseThrow().reactions());
    }

    @Test
    void edits_in_any_order_leave_the_last_version() throws Exception {
        says(new Body.Edit(FIRST, 2, "third"));
        says(FIRST, new Body.Text("first"));
        says(new Body.Edit(FIRST, 1, "second"));
        assertEquals("third", said().text());
        assertEquals(2, said().edits());
        says(new Body.Edit(FIRST, 2, "again"));
        says(new Body.Edit(FIRST, 3, "  "));
        assertEquals("third", said().text());
        says(new Body.Edit(FIRST, 4, "fourth"));
        assertEquals("fourth", said().text());
    }

    @Test
    void nobody_edits_or_takes_back_what_somebody_else_wrote() throws Exception {
        says(new Body.Edit(OURS, 1, "changed"));
        says(new Body.Deleted(List.of(OURS)));
        Message ours = alice.ask(desk -> new Changes(desk.sql()).find(mallory.account, true, new MessageId(OURS)))
                .orElseThrow();
        assertEquals("ours", ours.said().orElseThrow().text());
    }

    @Test
    void an_unsigned_edit_takes_the_mark_of_the_signature_with_it() throws Exception {
        says(FIRST, new Body.Text("first"));
        assertTrue(((Message.Received) first().body()).signed());
        mallory.say(unsigned(new Body.Edit(FIRST, 1, "second")));
        assertEquals("second", said().text());
        assertFalse(((Message.Received) first().body()).signed());
    }

    private byte[] unsigned(Body body) {
        Content whole = mallory.content(id(notes++), 0, body);
        return new Content(
                        whole.id(),
                        whole.conversation(),
                        whole.sentAt(),
                        whole.senderManifest(),
                        whole.recipientManifest(),
                        whole.parents(),
                        whole.body(),
                        Optional.empty())
                .encode();
    }

    @Test
    void what_is_taken_back_stays_so_whatever_comes_after_it() throws Exception {
        says(FIRST, new Body.Text("first"));
        says(new Body.Edit(FIRST, 1, "second"));
        says(toFirst("👍", 1));
        says(new Body.Deleted(List.of(FIRST, NEVER)));
        says(new Body.Edit(FIRST, 2, "third"));
        says(toFirst("🎉", 2));
        says(FIRST, new Body.Text("first"));
        assertEquals(new Message.Erased(false), first().body());
        int unread =
                alice.ask(desk -> desk.messages.conversation(mallory.account).unread());
        assertEquals(1, unread, "only the first hi");
    }

    @Test
    void what_is_taken_back_before_it_comes_is_never_shown() throws Exception {
        says(new Body.Deleted(List.of(FIRST)));
        says(FIRST, new Body.Text("first"));
        assertEquals(new Message.Erased(false), first().body());
        assertTrue(alice.events.stream()
                .filter(ClientEvent.MessageAdded.class::isInstance)
                .map(event -> ((ClientEvent.MessageAdded) event).message())
                .noneMatch(row ->
                        row.said().filter(said -> said.text().equals("first")).isPresent()));
    }

    @Test
    void notes_about_messages_that_never_come_are_bounded() throws Exception {
        for (int i = 0; i < EarlyNotes.KEPT + 50; i++) {
            says(new Body.Edit(id(10_000 + i), 1, "edit"));
        }
        long kept = alice.ask(desk -> desk.sql().number("select count(*) from early"));
        assertEquals(EarlyNotes.KEPT, kept);
        says(id(10_000 + EarlyNotes.KEPT + 49), new Body.Text("late"));
        says(id(10_000), new Body.Text("too late"));
        List<String> texts = alice.ask(desk -> desk.messages.page(mallory.account, Long.MAX_VALUE, 10)).stream()
                .flatMap(row -> row.said().stream())
                .map(Said::text)
                .toList();
        assertEquals(List.of("hi", "ours", "edit", "too late"), texts);
    }

    @Test
    void an_answer_shows_what_it_answers_as_that_is_now() throws Exception {
        says(id(20), new Body.Text("to what is not here", Optional.of(new Body.Target(true, FIRST)), false, 0));
        says(id(21), new Body.Text("to ours", Optional.of(new Body.Target(false, OURS)), true, 0));
        assertEquals(
                new Said.Quote(new MessageId(FIRST), false, Optional.empty()),
                answer(20).replyTo().orElseThrow());
        assertEquals(
                new Said.Quote(new MessageId(OURS), true, Optional.of("ours")),
                answer(21).replyTo().orElseThrow());
        assertTrue(answer(21).forwarded());
        says(FIRST, new Body.Text("first"));
        assertEquals(Optional.of("first"), answer(20).replyTo().orElseThrow().text());
        says(new Body.Edit(FIRST, 1, "second"));
        assertEquals(Optional.of("second"), answer(20).replyTo().orElseThrow().text());
        says(new Body.Deleted(List.of(FIRST)));
        assertEquals(Optional.empty(), answer(20).replyTo().orElseThrow().text());
    }

    private Said answer(int id) throws Exception {
        return alice.ask(desk -> new Changes(desk.sql()).find(mallory.account, false, new MessageId(id(id))))
                .orElseThrow()
                .said()
                .orElseThrow();
    }

    @Test
    void of_two_timers_at_the_same_time_the_shorter_one_holds() throws Exception {
        alice.step(desk -> desk.people.timer(mallory.account, 3600, 1));
        says(new Body.Timer(0, 1));
        says(new Body.Timer(86_400, 1));
        assertEquals(3600, alice.sees(mallory.account).timer());
        says(new Body.Timer(60, 1));
        assertEquals(60, alice.sees(mallory.account).timer());
        says(new Body.Timer(0, 2));
        assertEquals(0, alice.sees(mallory.account).timer());
        List<Message> rows = alice.ask(desk -> desk.messages.page(mallory.account, Long.MAX_VALUE, 2));
        assertEquals(
                List.of(Duration.ofMinutes(1), Duration.ZERO),
                rows.stream()
                        .map(row -> assertInstanceOf(Message.Notice.class, row.body())
                                .timer())
                        .toList());
        alice.step(desk -> desk.sql().update("delete from message where kind = 2"));
    }

    @Test
    void typing_is_told_and_leaves_no_row() throws Exception {
        says(new Body.Typing(true));
        assertTrue(alice.events.contains(new ClientEvent.Typing(mallory.account, true)));
        assertEquals(
                2,
                alice.ask(desk -> desk.messages.page(mallory.account, Long.MAX_VALUE, 10))
                        .size());
    }
}
