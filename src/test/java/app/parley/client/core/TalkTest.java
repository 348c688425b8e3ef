package app.parley.client.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.ClientEvent;
import app.parley.client.ClientException;
import app.parley.client.ClientException.Why;
import app.parley.client.Delivery;
import app.parley.client.Message;
import app.parley.client.Privacy;
import app.parley.client.Said;
import app.parley.client.core.TestCircle.TestPerson;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two people over a real relay: answers, reactions, edits, taking back, disappearing, typing.
class TalkTest {
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
        Message hello = alice.send(bob, "hello");
        bob.awaitTexts(alice, "hello");
        alice.awaitDelivery(bob, hello, Delivery.OnDevice.class);
    }

    @AfterEach
    void stop() throws Exception {
        circle.close();
    }

    private static Message last(TestPerson at, TestPerson with) {
        return at.history(with).getLast();
    }

    private static Optional<Said> said(TestPerson at, TestPerson with) {
        return at.history(with).stream().reduce((before, last) -> last).flatMap(Message::said);
    }

    private static void awaitSaid(TestPerson at, TestPerson with, String text) {
        await().atMost(TestCircle.PATIENCE)
                .until(() ->
                        said(at, with).filter(said -> said.text().equals(text)).isPresent());
    }

    @Test
    void an_answer_shows_on_both_ends_what_it_answers() throws Exception {
        Message hello = last(bob, alice);
        Message answer = bob.client().send(alice.account(), "hello yourself", Optional.of(hello));
        awaitSaid(alice, bob, "hello yourself");
        assertEquals(
                Optional.of(new Said.Quote(hello.id(), false, Optional.of("hello"))),
                answer.said().orElseThrow().replyTo());
        assertEquals(
                Optional.of(new Said.Quote(hello.id(), true, Optional.of("hello"))),
                said(alice, bob).orElseThrow().replyTo());
        assertEquals(
                Why.NO_SUCH_MESSAGE,
                assertThrows(
                                ClientException.class,
                                () -> bob.client().send(bob.account(), "elsewhere", Optional.of(hello)))
                        .why());
    }

    @Test
    void reactions_come_change_and_go() throws Exception {
        bob.client().react(last(bob, alice), "👍");
        await().atMost(TestCircle.PATIENCE)
                .until(
                        () -> said(alice, bob).orElseThrow().reactions(),
                        List.of(new Said.Reaction(false, "👍"))::equals);
        alice.client().react(last(alice, bob), "🎉");
        bob.client().react(last(bob, alice), "❤️");
        await().atMost(TestCircle.PATIENCE)
                .until(
                        () -> said(alice, bob).orElseThrow().reactions(),
                        List.of(new Said.Reaction(false, "❤️"), new Said.Reaction(true, "🎉"))::equals);
        bob.client().react(last(bob, alice), "");
        await().atMost(TestCircle.PATIENCE)
                .until(
                        () -> said(alice, bob).orElseThrow().reactions(),
                        List.of(new Said.Reaction(true, "🎉"))::equals);
        assertEquals(
                Why.TOO_LONG,
                assertThrows(ClientException.class, () -> bob.client().react(last(bob, alice), "👍".repeat(17)))
                        .why());
    }

    @Test
    void an_edit_reaches_somebody_who_was_away_and_only_the_writer_may() throws Exception {
        bob.close();
        Message sent = alice.send(bob, "tomorow at ten");
        alice.client().edit(sent, "tomorrow at ten");
        assertEquals("tomorrow at ten", said(alice, bob).orElseThrow().text());
        bob.open(false);
        awaitSaid(bob, alice, "tomorrow at ten");
        assertEquals(1, said(bob, alice).orElseThrow().edits());
        Message received = last(bob, alice);
        assertEquals(
                Why.NO_SUCH_MESSAGE,
                assertThrows(ClientException.class, () -> bob.client().edit(received, "mine now"))
                        .why());
        assertEquals(
                Why.BLANK,
                assertThrows(ClientException.class, () -> alice.client().edit(sent, " "))
                        .why());
    }

    @Test
    void what_is_taken_back_is_gone_on_both_ends_and_from_the_outbox() throws Exception {
        Message slip = alice.send(bob, "wrong window");
        awaitSaid(bob, alice, "wrong window");
        alice.client().takeBack(List.of(slip));
        await().atMost(TestCircle.PATIENCE).until(() -> last(bob, alice).body().equals(new Message.Erased(false)));
        assertEquals(new Message.Erased(true), last(alice, bob).body());
        circle.stopRelay();
        Message unsent = alice.send(bob, "not sent yet");
        alice.client().takeBack(List.of(unsent));
        circle.restartRelay();
        alice.client().retryNow();
        bob.client().retryNow();
        alice.send(bob, "after");
        awaitSaid(bob, alice, "after");
        assertFalse(bob.texts(alice).contains("not sent yet"));
        assertEquals(
                Why.NO_SUCH_MESSAGE,
                assertThrows(ClientException.class, () -> alice.client().edit(slip, "still there?"))
                        .why());
    }

    @Test
    void a_forwarded_message_says_so_and_not_whose_it_was() throws Exception {
        TestPerson carol = circle.person("Carol", "+12025550102");
        bob.sees(carol);
        bob.client().forward(last(bob, alice), carol.account());
        awaitSaid(carol, bob, "hello");
        assertTrue(said(carol, bob).orElseThrow().forwarded());
        assertEquals(Optional.empty(), said(carol, bob).orElseThrow().replyTo());
    }

    @Test
    void messages_disappear_on_both_ends_once_they_were_sent_and_seen() throws Exception {
        alice.client().setTimer(bob.account(), Duration.ofHours(1));
        bob.awaitNotice(alice, Message.Kind.TIMER);
        assertEquals(Duration.ofHours(1), bob.sees(alice).timer());
        Message secret = bob.send(alice, "for an hour");
        bob.awaitDelivery(alice, secret, Delivery.OnDevice.class);
        awaitSaid(alice, bob, "for an hour");
        assertTrue(said(bob, alice).orElseThrow().goneAt().isPresent());
        assertTrue(said(alice, bob).orElseThrow().goneAt().isEmpty(), "nobody has seen it yet");
        bob.clock.set(Duration.ofMinutes(61));
        bob.client().markRead(alice.account(), Long.MAX_VALUE);
        await().atMost(TestCircle.PATIENCE)
                .until(() -> !bob.history(alice).contains(secret)
                        && bob.history(alice).stream().noneMatch(row -> row.id().equals(secret.id())));
        assertTrue(bob.events.contains(new ClientEvent.MessageDeleted(alice.account(), secret.id())));
        alice.client().markRead(bob.account(), Long.MAX_VALUE);
        assertTrue(said(alice, bob).orElseThrow().goneAt().isPresent());
        // Also for who was not running when the hour ended.
        alice.close();
        alice.clock.set(Duration.ofHours(2));
        alice.open(false);
        assertTrue(alice.history(bob).stream().noneMatch(row -> row.id().equals(secret.id())));
        assertInstanceOf(Message.Sent.class, alice.history(bob).getFirst().body(), "what came before the timer stays");
    }

    @Test
    void typing_is_seen_at_once_and_can_be_kept_to_oneself() throws Exception {
        await().atMost(TestCircle.PATIENCE).until(() -> alice.sees(bob).online());
        alice.client().typing(bob.account(), true);
        bob.awaitEvent(new ClientEvent.Typing(alice.account(), true)::equals);
        alice.client().typing(bob.account(), false);
        bob.awaitEvent(new ClientEvent.Typing(alice.account(), false)::equals);
        bob.client().setPrivacy(new Privacy(true, true, false));
        assertFalse(bob.client().privacy().sendTyping());
        bob.client().typing(alice.account(), true);
        bob.send(alice, "sent");
        awaitSaid(alice, bob, "sent");
        assertTrue(alice.events.stream().noneMatch(ClientEvent.Typing.class::isInstance));
    }
}
