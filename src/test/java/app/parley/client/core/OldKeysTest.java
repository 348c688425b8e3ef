package app.parley.client.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import app.parley.client.Delivery;
import app.parley.client.Message;
import app.parley.client.core.TestCircle.TestPerson;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.RelayFrame;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A first contact is made with keys that change every 48 hours, and of which only some old ones
/// are kept: whatever happens on its way, it is not for keys that are gone.
@Timeout(120)
class OldKeysTest {
    /// After these the keys of the beginning are gone.
    private static final int CHANGES = 3;

    @TempDir
    Path folder;

    private TestCircle circle;
    private final FaultyDialer alicesWay = new FaultyDialer();
    private final FaultyDialer bobsWay = new FaultyDialer();
    private TestPerson alice;
    private TestPerson bob;

    @BeforeEach
    void meet() throws Exception {
        circle = new TestCircle(folder);
        alice = circle.person("Alice", "+12025550100", "alice", alicesWay);
        bob = circle.person("Bob", "+12025550101", "bob", bobsWay);
        alice.sees(bob);
    }

    @AfterEach
    void part() throws Exception {
        circle.close();
    }

    private void twoDaysLater() {
        circle.relayClock.updateAndGet(now -> now.plus(Duration.ofHours(49)));
    }

    @Test
    void what_lay_in_the_outbox_until_then_is_sealed_for_keys_of_now() throws Exception {
        AtomicInteger lost = new AtomicInteger();
        alicesWay.out = frame -> {
            boolean send = frame instanceof ClientFrame.Send;
            if (send) {
                lost.incrementAndGet();
            }
            return send ? List.of() : List.of(frame);
        };
        Message message = alice.send(bob, "sealed a week ago");
        await().until(() -> lost.get() > 0);
        alice.close();
        alicesWay.out = List::of;
        for (int i = 0; i < CHANGES; i++) {
            twoDaysLater();
            bob.reopen();
            bob.awaitLinked();
        }
        alice.open(false);
        bob.awaitTexts(alice, "sealed a week ago");
        alice.awaitDelivery(bob, message, Delivery.OnDevice.class);
    }

    @Test
    void what_waits_at_the_relay_is_opened_before_its_keys_go() throws Exception {
        bob.close();
        Message message = alice.send(bob, "waits");
        alice.awaitDelivery(bob, message, Delivery.AtRelay.class);
        for (int i = 0; i < CHANGES; i++) {
            twoDaysLater();
            AtomicInteger published = new AtomicInteger();
            AtomicInteger undelivered = new AtomicInteger();
            bobsWay.out = frame -> {
                if (frame instanceof ClientFrame.PublishKeys) {
                    published.incrementAndGet();
                }
                return List.of(frame);
            };
            bobsWay.in = frame -> {
                boolean deliver = frame instanceof RelayFrame.Deliver;
                if (deliver) {
                    undelivered.incrementAndGet();
                }
                return deliver ? List.of() : List.of(frame);
            };
            bob.open(false);
            await().atMost(TestCircle.PATIENCE).until(() -> undelivered.get() > 0);
            assertEquals(1, published.get());
            // It waits for what does not come, and ends at once all the same.
            assertTimeout(Farewell.LIMIT, bob::close);
        }
        bobsWay.in = List::of;
        bob.open(false);
        bob.awaitTexts(alice, "waits");
    }
}
