package app.parley.client.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.ClientEvent;
import app.parley.client.ClientException;
import app.parley.client.Delivery;
import app.parley.client.Link;
import app.parley.client.Message;
import app.parley.client.Person;
import app.parley.client.SignIn;
import app.parley.client.core.TestCircle.TestPerson;
import app.parley.protocol.Envelope;
import app.parley.protocol.Examples;
import app.parley.protocol.Invite;
import app.parley.protocol.RelayPin;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.RelayFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of two people's conversation when the network, the relay or a disk does its
/// worst.
class TroubleTest {
    private static final String ALICE = "+12025550100";
    private static final String BOB = "+12025550101";

    @TempDir
    Path folder;

    private TestCircle circle;
    private final FaultyDialer bobsWay = new FaultyDialer();

    @BeforeEach
    void start() throws Exception {
        circle = new TestCircle(folder);
    }

    @AfterEach
    void stop() throws Exception {
        circle.close();
    }

    private TestPerson bob() throws Exception {
        return circle.person("Bob", BOB, "Bob", bobsWay);
    }

    @Test
    void acknowledgements_that_are_lost_make_nothing_arrive_twice() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        TestPerson bob = bob();
        bobsWay.out = frame -> frame instanceof ClientFrame.Ack ? List.of() : List.of(frame);
        alice.send(bob, "one");
        alice.send(bob, "two");
        bob.awaitTexts(alice, "one", "two");
        bobsWay.out = List::of;
        bobsWay.cut();
        bob.client().retryNow();
        alice.send(bob, "three");
        bob.awaitTexts(alice, "one", "two", "three");
    }

    @Test
    void deliveries_that_come_twice_are_shown_once() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        TestPerson bob = bob();
        bobsWay.in = frame -> frame instanceof RelayFrame.Deliver ? List.of(frame, frame) : List.of(frame);
        alice.send(bob, "one");
        alice.send(bob, "two");
        bob.send(alice, "three");
        bob.awaitTexts(alice, "one", "two");
        alice.awaitTexts(bob, "three");
    }

    @Test
    void a_send_whose_answer_is_lost_is_repeated_and_arrives_once() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        TestPerson bob = bob();
        bob.send(alice, "before");
        alice.awaitTexts(bob, "before");
        alice.send(bob, "hello");
        bob.awaitTexts(alice, "hello");
        bobsWay.in = frame -> frame instanceof RelayFrame.Accepted ? List.of() : List.of(frame);
        Message message = bob.send(alice, "accepted?");
        alice.awaitTexts(bob, "before", "accepted?");
        bobsWay.in = List::of;
        bobsWay.cut();
        bob.client().retryNow();
        bob.awaitDelivery(alice, message, Delivery.OnDevice.class);
        bob.send(alice, "after");
        alice.awaitTexts(bob, "before", "accepted?", "after");
    }

    @Test
    void an_envelope_that_was_changed_on_the_way_is_asked_for_again() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        TestPerson bob = bob();
        alice.send(bob, "one");
        bob.awaitTexts(alice, "one");
        Message reply = bob.send(alice, "yes?");
        alice.awaitTexts(bob, "yes?");
        // After the receipt nothing else is on its way to Bob but what follows.
        bob.awaitDelivery(alice, reply, Delivery.OnDevice.class);
        AtomicInteger broken = new AtomicInteger();
        bobsWay.in = frame -> frame instanceof RelayFrame.Deliver deliver && broken.getAndIncrement() == 0
                ? List.of(new RelayFrame.Deliver(deliver.handle(), deliver.seq(), flipped(deliver.envelope())))
                : List.of(frame);
        alice.send(bob, "two");
        alice.send(bob, "three");
        await().atMost(TestCircle.PATIENCE).until(() -> bob.texts(alice).size() == 3);
        assertEquals(List.of("one", "three", "two"), bob.texts(alice));
        bob.send(alice, "all here");
        alice.awaitTexts(bob, "yes?", "all here");
    }

    private static Envelope flipped(Envelope envelope) {
        byte[] bytes = envelope.toArray();
        bytes[3000] ^= 1;
        return Envelope.of(bytes);
    }

    @Test
    void an_envelope_that_the_relay_delivers_again_much_later_changes_nothing() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        TestPerson bob = bob();
        List<ClientFrame> first = new CopyOnWriteArrayList<>();
        bobsWay.out = frame -> {
            if (frame instanceof ClientFrame.Send && first.isEmpty()) {
                first.add(frame);
            }
            return List.of(frame);
        };
        bob.send(alice, "once");
        alice.awaitTexts(bob, "once");
        bobsWay.out = frame -> frame instanceof ClientFrame.Send ? List.of(first.getFirst(), frame) : List.of(frame);
        bob.send(alice, "and on");
        alice.awaitTexts(bob, "once", "and on");
        bobsWay.out = List::of;
        alice.send(bob, "fine");
        bob.awaitTexts(alice, "fine");
        assertTrue(alice.history(bob).stream().noneMatch(row -> row.body() instanceof Message.Notice));
    }

    @Test
    void who_was_written_to_days_ago_without_an_answer_is_written_to_with_fresh_keys() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        TestPerson bob = bob();
        alice.sees(bob);
        bob.close();
        Message first = alice.send(bob, "first");
        alice.awaitDelivery(bob, first, Delivery.AtRelay.class);
        alice.clock.set(Duration.ofDays(3));
        Message second = alice.send(bob, "three days later");
        alice.awaitDelivery(bob, second, Delivery.AtRelay.class);
        bob.open(false);
        bob.awaitTexts(alice, "first", "three days later");
    }

    @Test
    void garbage_in_a_mailbox_hurts_nobody() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        TestPerson bob = bob();
        AtomicInteger count = new AtomicInteger();
        bobsWay.out = frame -> frame instanceof ClientFrame.Send send && count.getAndIncrement() < 3
                ? List.of(new ClientFrame.Send(send.tag(), send.sid(), Envelope.of(new byte[65536])))
                : List.of(frame);
        bob.send(alice, "eaten");
        await().atMost(TestCircle.PATIENCE).until(() -> count.get() > 0);
        bobsWay.out = List::of;
        bob.send(alice, "hello");
        alice.awaitTexts(bob, "hello");
        assertInstanceOf(Link.Connected.class, alice.link());
    }

    @Test
    void an_old_copy_of_a_profile_is_noticed_and_the_conversation_goes_on() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        TestPerson bob = bob();
        alice.send(bob, "one");
        bob.awaitTexts(alice, "one");
        bob.send(alice, "two");
        alice.awaitTexts(bob, "two");
        bob.close();
        copy(bob.profile, folder.resolve("copy"));
        bob.open(false);
        bob.awaitLinked();
        for (int i = 0; i < 5; i++) {
            alice.send(bob, "newer " + i);
            bob.send(alice, "newer " + i);
        }
        await().atMost(TestCircle.PATIENCE)
                .until(() -> bob.texts(alice).size() == 6 && alice.texts(bob).size() == 6);
        bob.close();
        bob.events.clear();
        copy(folder.resolve("copy"), bob.profile);
        bob.open(false);
        bob.awaitEvent(ClientEvent.StateRolledBack.class::isInstance);
        bob.awaitNotice(alice, Message.Kind.STATE_ROLLED_BACK);
        alice.awaitNotice(bob, Message.Kind.STATE_ROLLED_BACK);
        bob.send(alice, "back again");
        await().atMost(TestCircle.PATIENCE)
                .until(() -> alice.texts(bob).getLast().equals("back again"));
        alice.send(bob, "welcome");
        await().atMost(TestCircle.PATIENCE)
                .until(() -> bob.texts(alice).getLast().equals("welcome"));
    }

    @Test
    void two_copies_of_a_profile_that_both_live_are_noticed_on_both_ends() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        TestPerson bob = bob();
        alice.send(bob, "one");
        bob.awaitTexts(alice, "one");
        bob.send(alice, "two");
        alice.awaitTexts(bob, "two");
        bob.close();
        copy(bob.profile, folder.resolve("copy"));
        bob.open(false);
        bob.awaitLinked();
        alice.send(bob, "for the first");
        bob.awaitTexts(alice, "one", "for the first");
        TestPerson second = circle.copyOf(bob, folder.resolve("copy"));
        second.awaitEvent(ClientEvent.StateRolledBack.class::isInstance);
        second.awaitNotice(alice, Message.Kind.STATE_ROLLED_BACK);
        alice.awaitNotice(bob, Message.Kind.STATE_ROLLED_BACK);
        second.send(alice, "from the second");
        await().atMost(TestCircle.PATIENCE).until(() -> alice.texts(bob).contains("from the second"));
        // The first one notices, too, when it comes back.
        bobsWay.cut();
        bob.client().retryNow();
        bob.awaitEvent(ClientEvent.StateRolledBack.class::isInstance);
        bob.send(alice, "from the first");
        await().atMost(TestCircle.PATIENCE).until(() -> alice.texts(bob).contains("from the first"));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> old = Files.list(to)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    @Test
    void a_relay_with_another_key_is_never_talked_to() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        TestPerson bob = bob();
        Invite real = circle.relay().invite();
        Invite forged = new Invite(
                real.relays(),
                new RelayPin(Examples.HASH),
                real.admission(),
                real.circleKey(),
                real.inviter(),
                real.personal());
        SignIn answer = alice.client().account().requestCode(forged, alice.number, "Alice");
        assertEquals(new SignIn.Unreachable(Link.Trouble.WRONG_KEY), answer);

        circle.replaceRelay();
        bob.client().retryNow();
        await().atMost(TestCircle.PATIENCE).until(() -> bob.link().equals(new Link.Stopped(Link.Trouble.WRONG_KEY)));
        bob.send(alice, "stays here");
        assertEquals(List.of(), alice.texts(bob));
    }

    @Test
    void a_lost_relay_is_shown_and_regained_by_itself() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        TestPerson bob = bob();
        alice.sees(bob);
        circle.stopRelay();
        alice.awaitLost();
        assertFalse(alice.sees(bob).online());
        Message kept = alice.send(bob, "kept");
        circle.restartRelay();
        alice.awaitLinked();
        bob.awaitLinked();
        bob.awaitTexts(alice, "kept");
        alice.awaitDelivery(bob, kept, Delivery.OnDevice.class);
    }

    @Test
    void a_connection_cut_again_and_again_loses_nothing_and_keeps_the_order() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        TestPerson bob = bob();
        String[] texts = IntStream.range(0, 60).mapToObj(i -> "message " + i).toArray(String[]::new);
        for (int i = 0; i < texts.length; i++) {
            bob.send(alice, texts[i]);
            alice.send(bob, texts[i]);
            if (i % 12 == 11) {
                bobsWay.cut();
                bob.client().retryNow();
            }
        }
        alice.awaitTexts(bob, texts);
        bob.awaitTexts(alice, texts);
    }

    @Test
    void a_message_waits_while_the_other_has_no_keys_at_the_relay() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        TestPerson bob = bob();
        bob.close();
        circle.relayClock.set(Duration.ofDays(15));
        alice.clock.set(Duration.ofDays(15));
        alice.reopen();
        alice.awaitLinked();
        Message early = alice.send(bob, "early");
        await().atMost(TestCircle.PATIENCE)
                .until(() -> alice.delivery(bob, early.id()).equals(new Delivery.Waiting(Delivery.Why.KEYS)));
        bob.clock.set(Duration.ofDays(15));
        bob.open(false);
        bob.awaitTexts(alice, "early");
    }

    @Test
    void a_new_key_under_an_old_number_is_shown_and_blocks_who_was_verified() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        TestPerson bob = bob();
        bob.send(alice, "it is me");
        alice.awaitTexts(bob, "it is me");
        alice.client().setVerified(bob.account(), true);
        bob.close();

        TestPerson thief = circle.person("Eve", "+12025550105");
        assertInstanceOf(
                SignIn.CodeSent.class,
                thief.client().account().requestCode(circle.relay().invite(), bob.number, "Bob"));
        SignIn held = thief.client().account().confirmCode(bob.code());
        assertEquals(
                SignIn.Why.NUMBER_IN_USE,
                assertInstanceOf(SignIn.Refused.class, held).why());

        circle.relayClock.set(Duration.ofDays(8));
        thief.client().account().requestCode(circle.relay().invite(), bob.number, "Bob");
        assertInstanceOf(SignIn.SignedIn.class, thief.client().account().confirmCode(bob.code()));
        thief.reopen();
        alice.awaitEvent(event -> event instanceof ClientEvent.PersonReplaced replaced
                && replaced.before().equals(bob.account())
                && replaced.now().trust() == Person.Trust.CHANGED_AFTER_VERIFIED);
        alice.awaitNotice(thief, Message.Kind.KEY_CHANGED);
        assertTrue(alice.texts(thief).contains("it is me"));
        ClientException e = assertThrows(ClientException.class, () -> alice.send(thief, "secret"));
        assertEquals(ClientException.Why.KEY_CHANGED, e.why());
        // The old key is not gone: what it still sends must not disturb anything.
        bob.open(false);
        alice.client().setVerified(thief.account(), true);
        alice.send(thief, "so it is you");
        thief.awaitTexts(alice, "so it is you");
    }

    @Test
    void one_process_at_a_time_uses_a_profile() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        ClientException e = assertThrows(ClientException.class, () -> alice.open(false));
        assertEquals(ClientException.Why.PROFILE_IN_USE, e.why());
    }
}
