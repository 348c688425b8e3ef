package app.parley.client.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.ClientEvent;
import app.parley.client.Delivery;
import app.parley.client.Message;
import app.parley.client.Person;
import app.parley.client.RecoveryKit;
import app.parley.client.core.TestCircle.TestPerson;
import app.parley.net.TlsDialer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A lost computer and a recovery kit: the same account on a new one.
class RecoveryTest {
    private static final String ALICE = "+12025550100";

    @TempDir
    Path folder;

    private TestCircle circle;
    private TestPerson alice;
    private TestPerson bob;

    @BeforeEach
    void start() throws Exception {
        circle = new TestCircle(folder);
        alice = circle.person("Alice", ALICE);
        bob = circle.person("Bob", "+12025550101");
    }

    @AfterEach
    void stop() throws Exception {
        circle.close();
    }

    @Test
    void who_had_verified_them_still_sees_them_verified_and_both_talk_again() throws Exception {
        bob.client().setVerified(bob.sees(alice).id(), true);
        alice.send(bob, "before");
        bob.awaitTexts(alice, "before");
        bob.send(alice, "answer");
        alice.awaitTexts(bob, "answer");
        RecoveryKit kit = alice.client().recoveryKit();
        alice.close();

        TestPerson again = circle.recovered("Alice", ALICE, "alice-again", kit);
        assertEquals(alice.account(), again.account());
        bob.awaitNotice(again, Message.Kind.NEW_DEVICE);
        assertEquals(Person.Trust.VERIFIED, bob.sees(again).trust());

        Message first = again.send(bob, "it is me");
        bob.awaitTexts(again, "before", "it is me");
        Message back = bob.send(again, "I see");
        again.awaitTexts(bob, "I see");
        again.awaitDelivery(bob, first, Delivery.OnDevice.class);
        bob.awaitDelivery(again, back, Delivery.OnDevice.class);
        assertTrue(
                again.events.stream().noneMatch(ClientEvent.StateRolledBack.class::isInstance),
                "it is no old copy, and is not taken for one");
    }

    @Test
    void what_was_written_to_the_lost_computer_before_it_came_back_arrives() throws Exception {
        bob.client().setVerified(bob.sees(alice).id(), true);
        RecoveryKit kit = alice.client().recoveryKit();
        alice.close();
        circle.stopRelay();
        bob.awaitLost();
        bob.send(alice, "waiting here");
        circle.restartRelay();
        bob.awaitLinked();
        TestPerson again = circle.recovered("Alice", ALICE, "alice-again", kit);
        bob.awaitNotice(again, Message.Kind.NEW_DEVICE);
        bob.send(again, "and now");
        await().atMost(TestCircle.PATIENCE).until(() -> again.texts(bob).contains("and now"));
    }

    @Test
    void a_kit_recovers_twice_and_at_a_relay_that_never_saw_the_account() throws Exception {
        RecoveryKit kit = alice.client().recoveryKit();
        alice.close();
        TestPerson second = circle.recovered("Alice", ALICE, "second", kit);
        second.close();
        TestPerson third = circle.recovered("Alice", ALICE, "third", kit);
        third.send(bob, "third time");
        bob.awaitTexts(third, "third time");
        third.close();
        bob.close();
        circle.replaceRelay();
        TestPerson fourth = circle.recovered("Alice", ALICE, "fourth", kit);
        TestPerson carol = circle.person("Carol", "+12025550102", "carol", new TlsDialer());
        carol.send(fourth, "hello");
        fourth.awaitTexts(carol, "hello");
    }
}
