package app.parley.client.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.parley.client.Delivery;
import app.parley.client.Message;
import app.parley.client.core.TestCircle.TestPerson;
import app.parley.net.TlsDialer;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.FrameCodec;
import app.parley.protocol.wire.RelayFrame;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What somebody on the network sees of a conversation: the sizes of frames inside of TLS, which
/// adds the same to each.
class TrafficShapeTest {
    private static final int SHORT = 1;
    private static final int MIDDLING = 600;
    private static final int LONG = 9_000;

    @TempDir
    Path folder;

    private final List<Integer> sent = new CopyOnWriteArrayList<>();
    private final List<Integer> delivered = new CopyOnWriteArrayList<>();
    private TestCircle circle;
    private TestPerson alice;
    private TestPerson bob;

    @BeforeEach
    void start() throws Exception {
        circle = new TestCircle(folder);
        FaultyDialer watched = new FaultyDialer();
        alice = circle.person("Alice", "+12025550101", "alice", watched);
        bob = circle.person("Bob", "+12025550102", "bob", new TlsDialer());
        // Both directions are under way before anything is looked at: a first contact is larger.
        bob.awaitDelivery(alice, bob.send(alice, "Hello"), Delivery.OnDevice.class);
        alice.awaitDelivery(bob, alice.send(bob, "Hello"), Delivery.OnDevice.class);
        watched.out = frame -> {
            if (frame instanceof ClientFrame.Send) {
                sent.add(FrameCodec.encode(frame).length);
            }
            return List.of(frame);
        };
        watched.in = frame -> {
            if (frame instanceof RelayFrame.Deliver) {
                delivered.add(FrameCodec.encode(frame).length);
            }
            return List.of(frame);
        };
    }

    @AfterEach
    void stop() throws Exception {
        circle.close();
    }

    private void converse(int length) throws Exception {
        String text = "x".repeat(length);
        Message mine = alice.send(bob, text);
        alice.awaitDelivery(bob, mine, Delivery.OnDevice.class);
        bob.client().markRead(alice.account(), Long.MAX_VALUE);
        alice.awaitDelivery(bob, mine, Delivery.Read.class);
        Message theirs = bob.send(alice, text);
        bob.awaitDelivery(alice, theirs, Delivery.OnDevice.class);
        alice.client().markRead(bob.account(), Long.MAX_VALUE);
        bob.awaitDelivery(alice, theirs, Delivery.Read.class);
    }

    private static Set<Integer> sizes(List<Integer> seen) {
        return seen.stream().collect(Collectors.toSet());
    }

    @Test
    void short_texts_receipts_and_switches_all_have_one_size() throws Exception {
        converse(SHORT);
        converse(MIDDLING);
        alice.client().setOffTheRecord(bob.account(), true);
        bob.awaitNotice(alice, Message.Kind.OFF_THE_RECORD);
        converse(MIDDLING);
        bob.client().setOffTheRecord(alice.account(), false);
        alice.awaitNotice(bob, Message.Kind.ON_THE_RECORD);
        everyKindOfNote();
        // Three texts with two receipts each way, and one switch: nothing was left unwatched.
        await().atMost(TestCircle.PATIENCE).until(() -> sent.size() >= 10 && delivered.size() >= 10);
        assertEquals(1, sizes(sent).size(), sent::toString);
        assertEquals(1, sizes(delivered).size(), delivered::toString);
    }

    private void everyKindOfNote() throws Exception {
        Message mine = alice.send(bob, "x".repeat(SHORT));
        alice.awaitDelivery(bob, mine, Delivery.OnDevice.class);
        Message theirs = bob.history(alice).getLast();
        bob.client().react(theirs, "👍");
        bob.client().send(alice.account(), "x".repeat(SHORT), Optional.of(theirs));
        alice.client().edit(mine, "x".repeat(MIDDLING));
        alice.client().typing(bob.account(), true);
        alice.client().setTimer(bob.account(), Duration.ofDays(1));
        bob.awaitNotice(alice, Message.Kind.TIMER);
        alice.client().setTimer(bob.account(), Duration.ZERO);
        alice.client().takeBack(List.of(mine));
        await().atMost(TestCircle.PATIENCE)
                .until(() -> bob.history(alice).stream().anyMatch(row -> row.body() instanceof Message.Erased));
    }

    @Test
    void a_long_text_takes_the_next_step_and_says_no_more_of_its_length() throws Exception {
        converse(LONG);
        converse(LONG + 700);
        assertEquals(2, sizes(sent).size(), sent::toString);
        assertEquals(2, sizes(delivered).size(), delivered::toString);
    }
}
