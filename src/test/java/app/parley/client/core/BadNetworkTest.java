package app.parley.client.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Delivery;
import app.parley.client.Link;
import app.parley.client.Message;
import app.parley.client.core.TestCircle.TestPerson;
import app.parley.net.FaultProxy;
import app.parley.net.FaultProxy.Fault;
import app.parley.net.FaultProxy.Way;
import app.parley.net.ProxyDialer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real people over a bad network: whatever it does, each message comes once and in order, and
/// what is said of it on the way is true.
@Timeout(180)
class BadNetworkTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int EACH = 24;

    @TempDir
    Path folder;

    private TestCircle circle;
    private FaultProxy aliceWay;
    private FaultProxy bobWay;
    private TestPerson alice;
    private TestPerson bob;
    private volatile boolean over;
    private Thread impatience;

    @BeforeEach
    void meet() throws Exception {
        circle = new TestCircle(folder);
        aliceWay = FaultProxy.before(circle.relay().address().port(), 41);
        bobWay = FaultProxy.before(circle.relay().address().port(), 42);
        alice = circle.person("Alice", "+12025550100", "alice", new ProxyDialer(aliceWay, ProxyDialer.BRISK));
        bob = circle.person("Bob", "+12025550101", "bob", new ProxyDialer(bobWay, ProxyDialer.BRISK));
        alice.send(bob, "hello");
        bob.awaitTexts(alice, "hello");
        bob.send(alice, "hello to you");
        alice.awaitTexts(bob, "hello to you");
        impatience = Thread.ofVirtual().start(this::retry);
    }

    /// As people do who press "retry now".
    private void retry() {
        while (!over) {
            for (TestPerson person : List.of(alice, bob)) {
                if (person.link() instanceof Link.Lost) {
                    person.client().retryNow();
                }
            }
            LockSupport.parkNanos(300_000_000);
        }
    }

    @AfterEach
    void part() throws Exception {
        over = true;
        impatience.join();
        circle.close();
        aliceWay.close();
        bobWay.close();
    }

    /// Both write; before the n-th message of each the network changes as `weather` says. Then it
    /// clears up, and everything must have come.
    private void talkThrough(IntConsumer weather) throws Exception {
        List<Message> fromAlice = new ArrayList<>();
        List<Message> fromBob = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            weather.accept(i);
            texts.add("message " + i + (i % 7 == 6 ? " and more".repeat(400) : ""));
            fromAlice.add(alice.send(bob, texts.getLast()));
            fromBob.add(bob.send(alice, texts.getLast()));
            LockSupport.parkNanos(20_000_000);
        }
        aliceWay.clear();
        bobWay.clear();
        assertArrived(bob, alice, "hello", texts);
        assertArrived(alice, bob, "hello to you", texts);
        assertOnDevice(alice, bob, fromAlice);
        assertOnDevice(bob, alice, fromBob);
        assertEquals(texts.size() + 1, bob.texts(alice).size(), "nothing came twice");
        assertEquals(texts.size() + 1, alice.texts(bob).size(), "nothing came twice");
    }

    private static void assertArrived(TestPerson to, TestPerson from, String first, List<String> texts) {
        List<String> wanted = new ArrayList<>();
        wanted.add(first);
        wanted.addAll(texts);
        await().atMost(LONG).untilAsserted(() -> assertEquals(wanted, to.texts(from)));
    }

    private static void assertOnDevice(TestPerson from, TestPerson to, List<Message> messages) {
        await().atMost(LONG).untilAsserted(() -> {
            for (Message message : messages) {
                assertInstanceOf(Delivery.OnDevice.class, from.delivery(to, message.id()));
            }
        });
    }

    private void both(Fault fault) {
        aliceWay.set(fault);
        bobWay.set(fault);
    }

    @Test
    void through_latency_and_jitter() throws Exception {
        talkThrough(i -> both(new Fault.Latency(Duration.ofMillis(10L * i), Duration.ofMillis(80))));
    }

    @Test
    void through_a_thin_line() throws Exception {
        both(new Fault.Throttle(60_000));
        talkThrough(i -> {});
    }

    @Test
    void through_resets_again_and_again() throws Exception {
        talkThrough(i -> {
            if (i % 4 == 1) {
                aliceWay.reset();
            }
            if (i % 5 == 3) {
                bobWay.reset();
            }
        });
    }

    @Test
    void through_connections_that_are_half_closed() throws Exception {
        talkThrough(i -> {
            if (i % 6 == 1) {
                aliceWay.halfClose(i % 4 == 1 ? Way.UP : Way.DOWN);
            }
            if (i % 6 == 4) {
                bobWay.halfClose(i % 4 == 0 ? Way.DOWN : Way.UP);
            }
        });
    }

    @Test
    void through_stalls_short_and_long() throws Exception {
        talkThrough(i -> {
            if (i % 8 == 2) {
                aliceWay.set(i % 16 == 2 ? Way.DOWN : Way.UP, new Fault.Stall());
                bobWay.set(i % 16 == 2 ? Way.UP : Way.DOWN, new Fault.Stall());
            }
            if (i % 8 == 5) {
                aliceWay.clear();
                bobWay.clear();
            }
        });
    }

    @Test
    void through_flipped_bits() throws Exception {
        talkThrough(i -> {
            if (i % 3 == 1) {
                aliceWay.set(i % 2 == 0 ? Way.UP : Way.DOWN, new Fault.FlipBit(700 * i));
                bobWay.set(i % 2 == 0 ? Way.DOWN : Way.UP, new Fault.FlipBit(300 * i));
            }
        });
    }

    @Test
    void through_cuts_in_the_middle_of_frames() throws Exception {
        talkThrough(i -> {
            if (i % 3 == 1) {
                aliceWay.set(i % 2 == 0 ? Way.UP : Way.DOWN, new Fault.CutAfter(1500 + 411 * i, i % 2 == 0));
                bobWay.set(i % 2 == 0 ? Way.DOWN : Way.UP, new Fault.CutAfter(2000 + 137 * i, i % 4 == 1));
            }
        });
    }

    @Test
    void while_the_line_is_dead_a_message_waits_and_says_so() throws Exception {
        aliceWay.set(new Fault.Stall());
        Message message = alice.send(bob, "over a dead line");
        await().atMost(LONG).until(() -> !(alice.link() instanceof Link.Connected));
        assertInstanceOf(Delivery.Waiting.class, alice.delivery(bob, message.id()));
        assertEquals(List.of("hello"), bob.texts(alice));
        aliceWay.clear();
        alice.awaitDelivery(bob, message, Delivery.OnDevice.class);
    }

    @Test
    void while_the_others_line_is_dead_a_message_is_at_the_relay_and_not_on_the_device() throws Exception {
        bobWay.set(new Fault.Stall());
        bobWay.refuse(true);
        Message message = alice.send(bob, "to a dead line");
        alice.awaitDelivery(bob, message, Delivery.AtRelay.class);
        await().atMost(LONG).until(() -> !(bob.link() instanceof Link.Connected));
        assertInstanceOf(Delivery.AtRelay.class, alice.delivery(bob, message.id()));
        bobWay.clear();
        alice.awaitDelivery(bob, message, Delivery.OnDevice.class);
        bob.awaitTexts(alice, "hello", "to a dead line");
    }

    @Test
    void an_answer_that_never_comes_leaves_it_waiting_although_the_other_has_it() throws Exception {
        aliceWay.set(Way.DOWN, new Fault.Stall());
        Message message = alice.send(bob, "answered in vain");
        bob.awaitTexts(alice, "hello", "answered in vain");
        assertInstanceOf(Delivery.Waiting.class, alice.delivery(bob, message.id()));
        aliceWay.clear();
        alice.awaitDelivery(bob, message, Delivery.OnDevice.class);
        assertTrue(bob.texts(alice).size() == 2, "sent again, and known by its id");
    }
}
