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
import app.parley.client.Privacy;
import app.parley.client.SignIn;
import app.parley.client.core.TestCircle.TestPerson;
import app.parley.protocol.AccountId;
import app.parley.protocol.Invite;
import app.parley.protocol.InviteLink;
import app.parley.protocol.Octets;
import app.parley.protocol.PhoneNumber;
import app.parley.protocol.RelayPin;
import app.parley.protocol.wire.ClientFrame;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What two people and a relay do when nothing goes wrong, and when somebody is away.
class TwoPeopleTest {
    private static final String ALICE = "+12025550100";
    private static final String BOB = "+12025550101";

    @TempDir
    Path folder;

    private TestCircle circle;

    @BeforeEach
    void start() throws Exception {
        circle = new TestCircle(folder);
    }

    @AfterEach
    void stop() throws Exception {
        circle.close();
    }

    @Test
    void a_message_is_read_and_the_sender_learns_it() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        TestPerson bob = circle.person("Bob", BOB);
        Message hello = alice.send(bob, "Hello Bob");
        assertInstanceOf(Delivery.Waiting.class, ((Message.Sent) hello.body()).delivery());
        bob.awaitTexts(alice, "Hello Bob");
        alice.awaitDelivery(bob, hello, Delivery.OnDevice.class);

        Message received = bob.history(alice).getLast();
        assertTrue(((Message.Received) received.body()).signed());
        assertFalse(received.whileAway());
        bob.client().markRead(alice.account(), received.order());
        alice.awaitDelivery(bob, hello, Delivery.Read.class);

        bob.send(alice, "Hello Alice");
        alice.awaitTexts(bob, "Hello Alice");
        assertEquals("Bob", alice.sees(bob).name());
        assertEquals(Optional.of(bob.number), alice.sees(bob).phone());
        assertTrue(alice.sees(bob).online());
    }

    @Test
    void many_messages_both_ways_arrive_once_and_in_order() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        TestPerson bob = circle.person("Bob", BOB);
        List<String> there = IntStream.range(0, 80).mapToObj(i -> "there " + i).toList();
        List<String> back = IntStream.range(0, 80).mapToObj(i -> "back " + i).toList();
        for (int i = 0; i < 80; i++) {
            alice.send(bob, there.get(i));
            bob.send(alice, back.get(i));
        }
        bob.awaitTexts(alice, there.toArray(String[]::new));
        alice.awaitTexts(bob, back.toArray(String[]::new));
    }

    @Test
    void both_write_first_at_the_same_moment_and_both_are_heard() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        TestPerson bob = circle.person("Bob", BOB);
        alice.sees(bob);
        bob.sees(alice);
        Thread other = Thread.ofVirtual().start(() -> assertSends(bob, alice));
        alice.send(bob, "from Alice");
        other.join();
        bob.awaitTexts(alice, "from Alice");
        alice.awaitTexts(bob, "from Bob");
        alice.send(bob, "again");
        bob.awaitTexts(alice, "from Alice", "again");
    }

    private static void assertSends(TestPerson from, TestPerson to) {
        try {
            from.send(to, "from Bob");
        } catch (ClientException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void what_was_sent_to_the_absent_comes_when_they_return() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        TestPerson bob = circle.person("Bob", BOB);
        alice.send(bob, "before");
        bob.awaitTexts(alice, "before");
        bob.close();
        Message one = alice.send(bob, "one");
        alice.send(bob, "two");
        alice.awaitDelivery(bob, one, Delivery.AtRelay.class);
        bob.open(false);
        bob.awaitTexts(alice, "before", "one", "two");
        List<Boolean> away = bob.history(alice).stream().map(Message::whileAway).toList();
        assertEquals(List.of(false, true, true), away);
    }

    @Test
    void a_first_contact_to_the_absent_comes_when_they_return() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        TestPerson bob = circle.person("Bob", BOB);
        bob.close();
        for (int i = 0; i < 30; i++) {
            alice.client().send(alice.people().getFirst().id(), "message " + i);
        }
        bob.open(false);
        bob.awaitTexts(
                alice, IntStream.range(0, 30).mapToObj(i -> "message " + i).toArray(String[]::new));
    }

    @Test
    void the_outbox_survives_a_restart_without_a_relay() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        TestPerson bob = circle.person("Bob", BOB);
        alice.send(bob, "before");
        bob.awaitTexts(alice, "before");
        circle.stopRelay();
        alice.awaitLost();
        alice.send(bob, "kept 1");
        alice.reopen();
        Message second = alice.send(bob, "kept 2");
        circle.restartRelay();
        alice.client().retryNow();
        bob.client().retryNow();
        bob.awaitTexts(alice, "before", "kept 1", "kept 2");
        alice.awaitDelivery(bob, second, Delivery.OnDevice.class);
    }

    @Test
    void presence_follows_those_who_come_and_go_and_can_be_switched_off() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        TestPerson bob = circle.person("Bob", BOB);
        alice.awaitEvent(event -> event instanceof ClientEvent.PersonChanged(Person p) && p.online());
        bob.close();
        alice.awaitEvent(event -> event instanceof ClientEvent.PersonChanged(Person p) && !p.online());
        alice.events.clear();
        bob.open(false);
        bob.awaitLinked();
        alice.awaitEvent(event -> event instanceof ClientEvent.PersonChanged(Person p) && p.online());
        bob.client().setPrivacy(new Privacy(false, true, true));
        alice.awaitEvent(event -> event instanceof ClientEvent.PersonChanged(Person p) && !p.online());
    }

    @Test
    void without_read_receipts_the_sender_learns_of_delivery_only() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        TestPerson bob = circle.person("Bob", BOB);
        bob.client().setPrivacy(new Privacy(true, false, true));
        Message quiet = alice.send(bob, "quiet");
        bob.awaitTexts(alice, "quiet");
        bob.client().markRead(alice.account(), Long.MAX_VALUE);
        bob.client().setPrivacy(new Privacy(true, true, true));
        Message loud = alice.send(bob, "loud");
        bob.awaitTexts(alice, "quiet", "loud");
        bob.client().markRead(alice.account(), Long.MAX_VALUE);
        alice.awaitDelivery(bob, loud, Delivery.Read.class);
        assertInstanceOf(Delivery.OnDevice.class, alice.delivery(bob, quiet.id()));
    }

    @Test
    void a_message_nobody_fetched_in_time_is_told_as_expired_and_can_be_sent_again() throws Exception {
        FaultyDialer watched = new FaultyDialer();
        TestPerson alice = circle.person("Alice", ALICE, "alice", watched);
        TestPerson bob = circle.person("Bob", BOB);
        AtomicLong acknowledged = new AtomicLong();
        watched.out = frame -> {
            if (frame instanceof ClientFrame.Ack ack) {
                acknowledged.accumulateAndGet(ack.upTo(), Math::max);
            }
            return List.of(frame);
        };
        alice.send(bob, "before");
        bob.awaitTexts(alice, "before");
        // Bob's receipt and where he can be reached: without that she needs his keys, which expire as well.
        await().atMost(TestCircle.PATIENCE).until(() -> acknowledged.get() >= 2);
        bob.close();
        Message late = alice.send(bob, "late");
        alice.awaitDelivery(bob, late, Delivery.AtRelay.class);
        alice.close();
        circle.relayClock.set(Duration.ofDays(15));
        alice.clock.set(Duration.ofDays(15));
        bob.clock.set(Duration.ofDays(15));
        circle.stopRelay();
        circle.restartRelay();
        alice.open(false);
        alice.awaitDelivery(bob, late, Delivery.Expired.class);
        alice.client().resend(late.id());
        alice.awaitDelivery(bob, late, Delivery.AtRelay.class);
        bob.open(false);
        bob.awaitTexts(alice, "before", "late");
    }

    @Test
    void both_see_the_same_safety_number_and_verifying_shows() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        TestPerson bob = circle.person("Bob", BOB);
        String digits = alice.client().safetyNumber(alice.sees(bob).id()).digits();
        assertEquals(digits, bob.client().safetyNumber(bob.sees(alice).id()).digits());
        assertTrue(digits.matches("[0-9]{60}"));
        alice.client().setVerified(bob.account(), true);
        assertTrue(alice.sees(bob).verified());
        alice.reopen();
        assertTrue(alice.sees(bob).verified());
    }

    @Test
    void who_an_invite_came_from_is_verified_from_the_start() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        Invite hers =
                ((InviteLink.Parsed.Ok) InviteLink.parse(alice.client().invite().orElseThrow())).invite();
        TestPerson bob = circle.person("Bob", BOB);
        assertFalse(bob.sees(alice).verified());
        assertInstanceOf(SignIn.CodeSent.class, bob.client().account().requestCode(hers, bob.number, "Bob"));
        assertTrue(hers.inviter().isPresent());
    }

    private static boolean signed(Message message) {
        return ((Message.Received) message.body()).signed();
    }

    @Test
    void off_the_record_nobody_signs_until_one_of_them_ends_it() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        TestPerson bob = circle.person("Bob", BOB);
        alice.send(bob, "signed");
        bob.awaitTexts(alice, "signed");
        assertTrue(signed(bob.history(alice).getLast()));

        alice.client().setOffTheRecord(bob.account(), true);
        bob.awaitNotice(alice, Message.Kind.OFF_THE_RECORD);
        alice.awaitNotice(bob, Message.Kind.OFF_THE_RECORD);
        assertTrue(bob.sees(alice).offTheRecord());
        assertTrue(alice.sees(bob).offTheRecord());
        alice.send(bob, "between us");
        bob.awaitTexts(alice, "signed", "between us");
        bob.send(alice, "sure");
        alice.awaitTexts(bob, "sure");
        assertFalse(signed(bob.history(alice).stream()
                .filter(row -> row.body() instanceof Message.Received)
                .toList()
                .getLast()));
        assertFalse(signed(alice.history(bob).getLast()));

        bob.client().setOffTheRecord(alice.account(), false);
        alice.awaitNotice(bob, Message.Kind.ON_THE_RECORD);
        assertFalse(alice.sees(bob).offTheRecord());
        bob.send(alice, "signed again");
        alice.awaitTexts(bob, "sure", "signed again");
        assertTrue(signed(alice.history(bob).getLast()));
    }

    @Test
    void who_switches_the_record_at_the_same_time_ends_up_agreeing() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        TestPerson bob = circle.person("Bob", BOB);
        alice.client().setOffTheRecord(alice.sees(bob).id(), true);
        bob.awaitNotice(alice, Message.Kind.OFF_THE_RECORD);
        alice.close();
        // Bob ends it and begins it anew; Alice, away, ends it: her turn is older.
        bob.client().setOffTheRecord(alice.account(), false);
        bob.client().setOffTheRecord(alice.account(), true);
        circle.stopRelay();
        alice.open(false);
        alice.client().setOffTheRecord(bob.account(), false);
        circle.restartRelay();
        alice.client().retryNow();
        alice.awaitNotice(bob, Message.Kind.ON_THE_RECORD);
        alice.send(bob, "agreed?");
        bob.awaitTexts(alice, "agreed?");
        bob.send(alice, "agreed");
        alice.awaitTexts(bob, "agreed");
        assertTrue(alice.sees(bob).offTheRecord());
        assertTrue(bob.sees(alice).offTheRecord());
    }

    private Invite personal(String number) throws Exception {
        return circle.relay().personalInvite(PhoneNumber.parse(number).orElseThrow());
    }

    @Test
    void both_ends_of_a_personal_invite_start_verified() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        TestPerson bob = circle.invited("Bob", alice.client().vouchFor(personal(BOB)));
        assertTrue(bob.sees(alice).verified());
        alice.sees(bob);
        alice.awaitNotice(bob, Message.Kind.CAME_BY_INVITE);
        assertTrue(alice.sees(bob).verified());
        alice.send(bob, "Welcome");
        bob.awaitTexts(alice, "Welcome");
    }

    @Test
    void who_came_while_the_inviter_was_away_is_verified_when_they_are_back() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        Invite invite = alice.client().vouchFor(personal(BOB));
        alice.close();
        TestPerson bob = circle.invited("Bob", invite);
        bob.send(alice, "I am in");
        alice.open(false);
        alice.awaitTexts(bob, "I am in");
        alice.awaitNotice(bob, Message.Kind.CAME_BY_INVITE);
        assertTrue(alice.sees(bob).verified());
    }

    @Test
    void the_secret_of_an_invite_verifies_one_person_and_only_where_it_was_made() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        TestPerson carol = circle.person("Carol", "+12025550102");
        Invite.Inviter hers = alice.client().vouchFor(personal(BOB)).inviter().orElseThrow();
        TestPerson bob = circle.invited("Bob", personal(BOB).by(hers));
        alice.sees(bob);
        alice.awaitNotice(bob, Message.Kind.CAME_BY_INVITE);

        TestPerson eve = circle.invited("Eve", personal("+12025550103").by(hers));
        Invite.Inviter wrong = new Invite.Inviter(
                hers.accountKey(),
                Optional.of(carol.client()
                        .vouchFor(personal("+12025550104"))
                        .inviter()
                        .orElseThrow()
                        .secret()
                        .orElseThrow()));
        TestPerson mallory = circle.invited("Mallory", personal("+12025550104").by(wrong));
        // What they say later comes after their proofs.
        eve.send(alice, "let me in");
        alice.awaitTexts(eve, "let me in");
        mallory.send(alice, "me, too");
        alice.awaitTexts(mallory, "me, too");
        assertFalse(alice.sees(eve).verified());
        assertFalse(alice.sees(mallory).verified());
    }

    @Test
    void an_invite_to_another_relay_is_not_vouched_for() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        Invite invite = personal(BOB);
        Invite elsewhere = new Invite(
                invite.relays(),
                new RelayPin(invite.circleKey()),
                invite.admission(),
                invite.circleKey(),
                Optional.empty(),
                invite.personal());
        assertEquals(elsewhere, alice.client().vouchFor(elsewhere));
    }

    @Test
    void a_personal_invite_needs_no_code_and_works_once_for_its_number_only() throws Exception {
        PhoneNumber number = PhoneNumber.parse(BOB).orElseThrow();
        Invite personal = circle.relay().personalInvite(number);
        TestPerson alice = circle.person("Alice", ALICE);
        SignIn other = alice.client()
                .account()
                .requestCode(personal, PhoneNumber.parse("+12025550102").orElseThrow(), "Eve");
        assertEquals(
                SignIn.Why.NOT_INVITED,
                assertInstanceOf(SignIn.Refused.class, other).why());
        SignIn answer = alice.client().account().requestCode(personal, number, "Bob");
        assertInstanceOf(SignIn.SignedIn.class, answer);
        TestPerson eve = circle.person("Eve", "+12025550103");
        assertInstanceOf(SignIn.Refused.class, eve.client().account().requestCode(personal, number, "Bob"));
    }

    @Test
    void somebody_who_is_looked_for_by_number_is_found() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        TestPerson bob = circle.person("Bob", BOB);
        alice.sees(bob);
        assertEquals(Optional.of(bob.account()), alice.client().find(bob.number).map(Person::id));
        assertEquals(
                Optional.empty(),
                alice.client().find(PhoneNumber.parse("+12025550177").orElseThrow()));
    }

    @Test
    void what_cannot_be_sent_is_refused_and_nothing_is_stored() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        TestPerson bob = circle.person("Bob", BOB);
        List<ClientException.Why> whys = new ArrayList<>();
        for (String text : List.of("  \n ", "x".repeat(13_001))) {
            whys.add(assertThrows(ClientException.class, () -> alice.send(bob, text))
                    .why());
        }
        whys.add(assertThrows(
                        ClientException.class, () -> alice.client().send(new AccountId(Octets.of(new byte[32])), "hi"))
                .why());
        assertEquals(
                List.of(ClientException.Why.BLANK, ClientException.Why.TOO_LONG, ClientException.Why.NOBODY_THERE),
                whys);
        assertEquals(List.of(), alice.history(bob));
        String longest = "é".repeat(6500);
        alice.send(bob, longest);
        bob.awaitTexts(alice, longest);
    }

    @Test
    void a_new_name_reaches_the_circle() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        TestPerson bob = circle.person("Bob", BOB);
        alice.sees(bob);
        bob.client().rename("Robert");
        alice.awaitEvent(event ->
                event instanceof ClientEvent.PersonChanged(Person p) && p.name().equals("Robert"));
    }

    @Test
    void a_clock_a_year_off_is_told_and_harms_nothing() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        alice.clock.set(Duration.ofDays(-365));
        alice.reopen();
        alice.awaitLinked();
        TestPerson bob = circle.person("Bob", BOB);
        bob.clock.set(Duration.ofDays(365));
        bob.reopen();
        bob.awaitEvent(event -> event instanceof ClientEvent.ClockOff(Duration ahead) && ahead.toDays() >= 364);
        alice.send(bob, "what year is it?");
        bob.awaitTexts(alice, "what year is it?");
        bob.send(alice, "next year");
        alice.awaitTexts(bob, "next year");
        bob.clock.set(Duration.ofDays(-365));
        bob.reopen();
        bob.awaitEvent(event -> event instanceof ClientEvent.ClockOff(Duration ahead) && ahead.toDays() <= -364);
        alice.send(bob, "and now?");
        bob.awaitTexts(alice, "what year is it?", "and now?");
    }

    @Test
    void a_wrong_code_is_told_and_the_right_one_still_works() throws Exception {
        TestPerson alice = circle.person("Alice", ALICE);
        assertInstanceOf(Link.Connected.class, alice.link());
        alice.client().account().requestCode(circle.relay().invite(), alice.number, "Alice");
        String right = alice.code();
        String wrong = right.equals("000000") ? "000001" : "000000";
        SignIn refused = alice.client().account().confirmCode(wrong);
        assertEquals(
                SignIn.Why.WRONG_CODE,
                assertInstanceOf(SignIn.Refused.class, refused).why());
        assertInstanceOf(SignIn.SignedIn.class, alice.client().account().confirmCode(right));
    }
}
