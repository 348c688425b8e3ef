package app.parley.client.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.ClientEvent;
import app.parley.client.ClientException;
import app.parley.client.Conversation;
import app.parley.client.Marks;
import app.parley.client.Person;
import app.parley.client.Said;
import app.parley.client.history.Receipts;
import app.parley.client.history.Settings;
import app.parley.protocol.AccountId;
import app.parley.protocol.Octets;
import app.parley.protocol.content.Body;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Mallory, whom Alice does not know, writes; and what Alice does with the conversation.
class OwnChatsTest {
    private static final AccountId NOBODY = new AccountId(Octets.of(new byte[AccountId.LENGTH]));

    @TempDir
    Path folder;

    private DeskBench alice;
    private HostilePeer mallory;
    private int next = 1;

    @BeforeEach
    void start() throws Exception {
        alice = new DeskBench(folder, "alice");
        alice.step(desk -> desk.settings.put(Settings.Name.SIGNED_IN, 1));
        mallory = new HostilePeer(alice, HostilePeer.published(alice));
        mallory.meet();
    }

    @AfterEach
    void stop() {
        alice.close();
    }

    private void says(Body body) throws Exception {
        Octets id = Octets.of(ByteBuffer.allocate(16).putInt(next++).array());
        mallory.say(mallory.content(id, 0, body).encode());
    }

    private void says(String text) throws Exception {
        says(new Body.Text(text));
    }

    private Person.Standing standing() throws Exception {
        return alice.sees(mallory.account).standing();
    }

    private Conversation conversation() throws Exception {
        return alice.ask(desk -> desk.messages.conversation(mallory.account));
    }

    private List<String> texts() throws Exception {
        return alice.ask(desk -> desk.messages.page(mallory.account, Long.MAX_VALUE, 100).stream()
                .flatMap(row -> row.said().stream())
                .map(Said::text)
                .toList());
    }

    private int receipts(Receipts.Kind kind) throws Exception {
        return alice.ask(desk -> desk.receipts.take(mallory.account, kind, 100).size());
    }

    /// Everything that waits to go to Mallory or is on its way.
    private int goesOut() throws Exception {
        return alice.ask(desk -> desk.outgoing.unsealed(mallory.account).size()
                + desk.outgoing.toSend(0, 100).size());
    }

    private void read() throws Exception {
        alice.step(desk -> new Receiving(desk, DeskBench.TIMING, true).markRead(mallory.account, Long.MAX_VALUE));
    }

    private void mark(UnaryOperator<Marks> change) throws Exception {
        alice.step(desk -> OwnChats.mark(desk, mallory.account, change));
    }

    private OwnChats chats() {
        return alice.chats();
    }

    @Test
    void who_asks_to_be_heard_learns_nothing_until_accepted_and_then_all() throws Exception {
        says("hi, it is me");
        says("are you there?");
        read();
        says("hello?");
        assertEquals(Person.Standing.REQUEST, standing());
        assertEquals(0, receipts(Receipts.Kind.DELIVERED));
        assertEquals(0, receipts(Receipts.Kind.SEEN));
        alice.step(desk -> assertEquals(
                Desk.Need.NOTHING, desk.need(desk.people.find(mallory.account).orElseThrow())));
        assertEquals(0, goesOut());
        chats().accept(mallory.account);
        assertEquals(Person.Standing.KNOWN, standing());
        assertEquals(3, receipts(Receipts.Kind.DELIVERED));
        assertEquals(2, receipts(Receipts.Kind.SEEN));
        says("thanks");
        assertEquals(1, receipts(Receipts.Kind.DELIVERED));
    }

    @Test
    void accepting_says_nothing_of_what_was_read_if_that_is_private() throws Exception {
        alice.step(desk -> desk.settings.put(Settings.Name.SEND_READ_RECEIPTS, 0));
        says("hi");
        read();
        chats().accept(mallory.account);
        assertEquals(1, receipts(Receipts.Kind.DELIVERED));
        assertEquals(0, receipts(Receipts.Kind.SEEN));
    }

    @Test
    void an_answer_accepts() throws Exception {
        says("hi");
        alice.attempt(desk -> Sending.send(desk, mallory.account, Said.of("who is that?")));
        assertEquals(Person.Standing.KNOWN, standing());
        assertEquals(1, receipts(Receipts.Kind.DELIVERED));
    }

    @Test
    void a_request_that_was_deleted_leaves_room_and_comes_again_with_the_next_text() throws Exception {
        says("buy this");
        alice.step(desk -> assertEquals(1, desk.people.strangers()));
        chats().delete(mallory.account);
        assertEquals(List.of(), texts());
        alice.step(desk -> assertEquals(0, desk.people.strangers()));
        assertEquals(Person.Standing.REQUEST, standing());
        says("buy that");
        assertEquals(List.of("buy that"), texts());
        alice.step(desk -> assertEquals(1, desk.people.strangers()));
        assertEquals(0, receipts(Receipts.Kind.DELIVERED));
    }

    @Test
    void typing_of_somebody_who_asks_is_not_shown() throws Exception {
        says("hi");
        says(new Body.Typing(true));
        assertFalse(alice.events.stream().anyMatch(ClientEvent.Typing.class::isInstance));
        chats().accept(mallory.account);
        says(new Body.Typing(true));
        assertTrue(alice.events.stream().anyMatch(ClientEvent.Typing.class::isInstance));
    }

    @Test
    void nothing_of_who_is_blocked_arrives_and_nothing_goes_to_them() throws Exception {
        says("hi");
        chats().accept(mallory.account);
        receipts(Receipts.Kind.DELIVERED);
        chats().block(mallory.account, true);
        assertEquals(Person.Standing.BLOCKED, standing());
        Octets first = Octets.of(ByteBuffer.allocate(16).putInt(1).array());
        says("you cannot do that");
        says(new Body.Edit(first, 1, "something else"));
        says(new Body.Reaction(new Body.Target(true, first), "\u2764", 1));
        says(new Body.Timer(60, 1));
        says(new Body.Typing(true));
        says(new Body.OffTheRecord(true, 1));
        assertEquals(List.of("hi"), texts());
        assertEquals(0, receipts(Receipts.Kind.DELIVERED));
        assertEquals(List.of(), alice.notices(mallory.account));
        assertFalse(alice.sees(mallory.account).offTheRecord());
        ClientException refused = assertThrows(
                ClientException.class,
                () -> alice.attempt(desk -> Sending.send(desk, mallory.account, Said.of("well"))));
        assertEquals(ClientException.Why.BLOCKED, refused.why());
        chats().block(mallory.account, false);
        says("and now?");
        assertEquals(List.of("hi", "and now?"), texts());
        assertEquals(1, receipts(Receipts.Kind.DELIVERED));
    }

    @Test
    void what_a_blocked_person_takes_back_goes() throws Exception {
        says("hi");
        chats().block(mallory.account, true);
        says(new Body.Deleted(
                List.of(Octets.of(ByteBuffer.allocate(16).putInt(1).array()))));
        assertEquals(List.of(), texts());
    }

    @Test
    void a_blocked_request_is_one_again_afterwards_and_takes_no_room_meanwhile() throws Exception {
        says("hi");
        chats().block(mallory.account, true);
        alice.step(desk -> assertEquals(0, desk.people.strangers()));
        chats().block(mallory.account, false);
        assertEquals(Person.Standing.REQUEST, standing());
    }

    @Test
    void an_archived_conversation_comes_back_with_news_unless_it_is_muted() throws Exception {
        says("one");
        mark(marks -> marks.archived(true));
        says("two");
        assertFalse(conversation().marks().archived());
        mark(marks -> marks.archived(true).mutedUntil(Marks.FOREVER));
        says("three");
        assertTrue(conversation().marks().archived());
        mark(marks -> marks.mutedUntil(alice.clock.get().minus(Duration.ofSeconds(1))));
        says("four");
        assertFalse(conversation().marks().archived());
    }

    @Test
    void marks_are_kept_and_reading_takes_unread_away() throws Exception {
        Instant until = Instant.ofEpochMilli(4_000_000_000_123L);
        mark(marks -> marks.pinned(true).mutedUntil(until).archived(true).unread(true));
        assertEquals(new Marks(true, until, true, true), conversation().marks());
        assertEquals(1, alice.ask(desk -> desk.messages.conversations()).size());
        read();
        assertEquals(new Marks(true, until, true, false), conversation().marks());
        mark(marks -> Marks.NONE);
        assertEquals(List.of(), alice.ask(desk -> desk.messages.conversations()));
    }

    @Test
    void deleting_a_conversation_leaves_nothing_and_sends_nothing() throws Exception {
        says("hi");
        alice.attempt(desk -> Sending.send(desk, mallory.account, Said.of("never mind")));
        mark(marks -> marks.pinned(true));
        int others = goesOut();
        chats().delete(mallory.account);
        assertEquals(List.of(), texts());
        assertEquals(List.of(), alice.ask(desk -> desk.messages.conversations()));
        assertEquals(others - 1, goesOut());
        assertEquals(
                2,
                alice.events.stream()
                        .filter(ClientEvent.MessageDeleted.class::isInstance)
                        .count());
    }

    @Test
    void for_somebody_who_is_not_known_nothing_happens() throws Exception {
        alice.events.clear();
        chats().accept(NOBODY);
        chats().block(NOBODY, true);
        assertEquals(Optional.empty(), alice.ask(desk -> desk.people.find(NOBODY)));
        assertEquals(List.of(), alice.events);
    }
}
