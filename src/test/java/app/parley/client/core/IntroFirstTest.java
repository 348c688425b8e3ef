package app.parley.client.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Delivery;
import app.parley.client.core.TestCircle.TestPerson;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.RelayFrame;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A conversation begins in the intro mailbox and goes on in another; the relay keeps no order between
/// them, so whoever comes back takes all that waits in the intro mailbox first.
@Timeout(120)
class IntroFirstTest {
    @TempDir
    Path folder;

    private TestCircle circle;
    private final FaultyDialer way = new FaultyDialer();
    private final List<ClientFrame> sent = new CopyOnWriteArrayList<>();
    private TestPerson bob;

    @BeforeEach
    void meet() throws Exception {
        circle = new TestCircle(folder);
        bob = circle.person("Bob", "+12025550101", "bob", way);
        TestPerson alice = circle.person("Alice", "+12025550100");
        alice.send(bob, "hello");
        bob.awaitTexts(alice, "hello");
        way.out = frame -> {
            sent.add(frame);
            return List.of(frame);
        };
    }

    @AfterEach
    void part() throws Exception {
        circle.close();
    }

    private List<ClientFrame.Subscribe> subscriptions() {
        return sent.stream()
                .filter(ClientFrame.Subscribe.class::isInstance)
                .map(ClientFrame.Subscribe.class::cast)
                .toList();
    }

    @Test
    void what_waits_in_the_intro_mailbox_is_stored_before_the_others_are_subscribed_to() throws Exception {
        bob.close();
        List<TestPerson> strangers = List.of(
                circle.person("Carol", "+12025550102"),
                circle.person("Dave", "+12025550103"),
                circle.person("Erin", "+12025550104"));
        for (TestPerson each : strangers) {
            each.awaitDelivery(bob, each.send(bob, "we have not met"), Delivery.AtRelay.class);
        }
        sent.clear();
        bob.reopen();
        await().until(() -> subscriptions().size() > 1);
        int intro = subscriptions().getFirst().mailboxes().getFirst().handle();
        List<ClientFrame> before = sent.subList(0, sent.indexOf(subscriptions().get(1)));
        assertEquals(1, subscriptions().getFirst().mailboxes().size());
        assertEquals(
                3,
                before.stream()
                        .filter(frame -> frame instanceof ClientFrame.Ack ack && ack.handle() == intro)
                        .count());
    }

    @Test
    void a_connection_that_ends_meanwhile_keeps_nobody_waiting() throws Exception {
        bob.close();
        TestPerson carol = circle.person("Carol", "+12025550102");
        carol.awaitDelivery(bob, carol.send(bob, "we have not met"), Delivery.AtRelay.class);
        sent.clear();
        // Subscribed, but nothing comes.
        way.in = frame -> frame instanceof RelayFrame.Deliver ? List.of() : List.of(frame);
        bob.reopen();
        await().until(() -> subscriptions().size() == 1);
        assertTrue(sent.stream().noneMatch(ClientFrame.Ack.class::isInstance));
        way.in = List::of;
        way.cut();
        bob.awaitTexts(carol, "we have not met");
        await().until(() ->
                subscriptions().stream().anyMatch(each -> each.mailboxes().size() > 1)
                        || subscriptions().size() > 2);
    }
}
