package app.parley.client.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Link;
import app.parley.client.Link.Trouble;
import app.parley.client.Message;
import app.parley.client.Person;
import app.parley.client.core.TestCircle.TestPerson;
import app.parley.relay.AdmissionPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Being let in, found and removed, as people see it.
@Timeout(120)
class MembershipTest {
    @TempDir
    Path folder;

    private static void awaitStopped(TestPerson person, Trouble why) {
        await().atMost(TestCircle.PATIENCE).until(() -> person.link().equals(new Link.Stopped(why)));
    }

    @Test
    void a_removed_person_is_told_gives_up_their_mailboxes_and_the_others_keep_the_history() throws Exception {
        try (TestCircle circle = new TestCircle(folder)) {
            TestPerson alice = circle.person("Alice", "+12025550100");
            TestPerson bob = circle.person("Bob", "+12025550101");
            TestPerson carol = circle.person("Carol", "+12025550102");
            alice.send(bob, "hello");
            bob.awaitTexts(alice, "hello");
            bob.send(alice, "hello yourself");
            alice.awaitTexts(bob, "hello yourself");
            carol.close();
            long before = circle.relay().status().mailboxes();

            assertTrue(circle.relay().admission().remove(bob.account()));
            awaitStopped(bob, Trouble.REMOVED);
            assertEquals(List.of("hello"), bob.texts(alice));
            alice.awaitNotice(bob, Message.Kind.NO_LONGER_MEMBER);
            assertEquals(List.of("hello yourself"), alice.texts(bob));
            // His intro mailbox and the one for Alice.
            assertEquals(before - 2, circle.relay().status().mailboxes());

            bob.reopen();
            awaitStopped(bob, Trouble.REMOVED);
            assertEquals(List.of("hello"), bob.texts(alice));
            carol.reopen();
            carol.awaitLinked();
            assertTrue(
                    carol.people().stream().noneMatch(person -> person.id().equals(bob.account()) && person.member()));
        }
    }

    @Test
    void a_newcomer_waits_for_the_owner_and_then_everything_goes_by_itself() throws Exception {
        try (TestCircle circle = new TestCircle(folder, new AdmissionPolicy(true, false))) {
            TestPerson alice = circle.newcomer("Alice", "+12025550100");
            await().atMost(TestCircle.PATIENCE)
                    .until(() -> alice.link() instanceof Link.Lost lost && lost.trouble() == Trouble.WAITS_FOR_OWNER);
            circle.relay().admission().approve(alice.account());
            alice.client().retryNow();
            alice.awaitLinked();
            TestPerson bob = circle.newcomer("Bob", "+12025550101");
            circle.relay().admission().refuse(bob.account());
            awaitStopped(bob, Trouble.NOT_ADMITTED);
        }
    }

    @Test
    void in_an_open_relay_people_find_each_other_by_number_only_and_talk() throws Exception {
        try (TestCircle circle = new TestCircle(folder, new AdmissionPolicy(false, true))) {
            TestPerson alice = circle.person("Alice", "+12025550100");
            TestPerson bob = circle.person("Bob", "+12025550101");
            assertTrue(alice.people().isEmpty());
            assertTrue(bob.people().isEmpty());
            Optional<Person> found = alice.client().find(bob.number);
            assertEquals(Optional.of("Bob"), found.map(Person::name));
            alice.send(bob, "hello");
            bob.awaitTexts(alice, "hello");
            bob.send(alice, "who are you?");
            alice.awaitTexts(bob, "who are you?");
            alice.reopen();
            alice.awaitLinked();
            alice.send(bob, "Alice");
            bob.awaitTexts(alice, "hello", "Alice");
            assertEquals(1, alice.people().size());
        }
    }

    @Test
    void leases_are_renewed_once_a_day_and_a_mailbox_that_went_is_made_again() throws Exception {
        try (TestCircle circle = new TestCircle(folder)) {
            TestPerson alice = circle.person("Alice", "+12025550100");
            TestPerson bob = circle.person("Bob", "+12025550101");
            alice.send(bob, "one");
            bob.awaitTexts(alice, "one");
            bob.send(alice, "two");
            alice.awaitTexts(bob, "two");
            bob.close();
            circle.relayClock.set(Duration.ofDays(84));
            circle.stopRelay();
            circle.restartRelay();
            await().atMost(TestCircle.PATIENCE)
                    .until(() -> circle.relay().status().mailboxes() <= 2);
            alice.awaitLinked();
            bob.reopen();
            bob.awaitLinked();
            bob.send(alice, "three");
            alice.awaitTexts(bob, "two", "three");
            alice.send(bob, "four");
            bob.awaitTexts(alice, "one", "four");
        }
    }
}
