package app.parley.relay.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.crypto.Sha256;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.Octets;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.Refusal;
import app.parley.protocol.wire.RelayFrame;
import app.parley.protocol.wire.RelayFrame.Deliver;
import app.parley.relay.RelayLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MailTest {
    @TempDir
    Path dir;

    private RelayFixture fixture;
    private Peer.Box box;

    @BeforeEach
    void start() throws IOException {
        fixture = new RelayFixture(dir);
        box = makeBox("+12025550100");
    }

    private Peer.Box makeBox(String phone) throws IOException {
        try (Peer owner = Person.signedUp(fixture.relay, new Person(phone))) {
            return owner.makeBox();
        }
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private static void assertDelivers(Peer peer, int handle, long seq, int n) throws IOException {
        Deliver deliver = peer.next(Deliver.class);
        assertEquals(new Deliver(handle, seq, Peer.envelope(n)), deliver);
    }

    private void assertWaiting(long count) {
        Awaitility.await().until(() -> fixture.relay.status().envelopes() == count);
    }

    @Test
    void an_envelope_waits_and_is_delivered_and_erased_when_acknowledged() throws IOException {
        try (Peer sender = fixture.dial()) {
            RelayFrame.Accepted accepted =
                    assertInstanceOf(RelayFrame.Accepted.class, sender.send(box, Peer.envelope(1)));
            long kept = accepted.expiresAt() - fixture.clock.instant().getEpochSecond();
            assertTrue(kept >= Duration.ofDays(14).toSeconds()
                    && kept <= Duration.ofDays(14).plusHours(1).toSeconds());
        }
        try (Peer reader = fixture.dial()) {
            RelayFrame.Subscribed.State state = reader.subscribe(7, box);
            assertEquals(new RelayFrame.Subscribed.State(7, true, 0, 1), state);
            assertDelivers(reader, 7, 1, 1);
            reader.connection.send(new ClientFrame.Ack(7, 1));
            reader.connection.send(new ClientFrame.Ack(7, 1));
            assertWaiting(0);
            assertEquals(new RelayFrame.Subscribed.State(7, true, 1, 1), reader.subscribe(7, box));
        }
    }

    @Test
    void a_subscriber_gets_new_envelopes_at_once_and_in_order() throws IOException {
        try (Peer reader = fixture.dial();
                Peer sender = fixture.dial()) {
            reader.subscribe(1, box);
            for (int i = 1; i <= 300; i++) {
                sender.accepted(box, Peer.envelope(i));
                if (i % 50 == 0) {
                    for (int k = i - 49; k <= i; k++) {
                        assertDelivers(reader, 1, k, k);
                    }
                    reader.connection.send(new ClientFrame.Ack(1, i));
                }
            }
            assertWaiting(0);
        }
    }

    @Test
    void who_is_there_gets_it_first_and_the_sender_is_answered_with_the_acknowledgement_or_soon() throws IOException {
        try (Peer reader = fixture.dial();
                Peer sender = fixture.dial()) {
            reader.subscribe(1, box);
            for (int i = 1; i <= 20; i++) {
                int tag = 1000 + i;
                sender.connection.send(new ClientFrame.Send(tag, box.sid(), Peer.envelope(i)));
                assertDelivers(reader, 1, i, i);
                if (i != 10) {
                    reader.connection.send(new ClientFrame.Ack(1, i));
                }
                assertInstanceOf(RelayFrame.Accepted.class, sender.answer(tag));
            }
            assertWaiting(0);
        }
    }

    @Test
    void what_is_not_acknowledged_comes_again_on_every_subscription() throws IOException {
        try (Peer sender = fixture.dial()) {
            for (int i = 1; i <= 3; i++) {
                sender.accepted(box, Peer.envelope(i));
            }
        }
        for (int round = 0; round < 3; round++) {
            try (Peer reader = fixture.dial()) {
                reader.subscribe(1, box);
                for (int i = 1; i <= 3; i++) {
                    assertDelivers(reader, 1, i, i);
                }
                reader.subscribe(2, box);
                assertDelivers(reader, 2, 1, 1);
            }
            fixture.restart();
        }
        try (Peer reader = fixture.dial()) {
            reader.subscribe(1, box);
            reader.connection.send(new ClientFrame.Ack(1, 2));
            assertWaiting(1);
        }
        try (Peer reader = fixture.dial()) {
            assertEquals(new RelayFrame.Subscribed.State(1, true, 2, 3), reader.subscribe(1, box));
            assertDelivers(reader, 1, 3, 3);
        }
    }

    @Test
    void the_same_bytes_again_are_kept_once() throws IOException {
        try (Peer sender = fixture.dial();
                Peer reader = fixture.dial()) {
            RelayFrame.Accepted first = (RelayFrame.Accepted) sender.send(box, Peer.envelope(1));
            fixture.clock.pass(Duration.ofHours(5));
            RelayFrame.Accepted second = (RelayFrame.Accepted) sender.send(box, Peer.envelope(1));
            assertEquals(first.expiresAt(), second.expiresAt());
            assertEquals(1, fixture.relay.status().envelopes());
            sender.accepted(box, Peer.envelope(2));
            reader.subscribe(1, box);
            assertDelivers(reader, 1, 1, 1);
            assertDelivers(reader, 1, 2, 2);
        }
    }

    @Test
    void deliveries_stop_at_the_window_until_something_is_acknowledged() throws IOException {
        try (Peer sender = fixture.dial();
                Peer reader = fixture.dial()) {
            for (int i = 1; i <= Feed.WINDOW + 5; i++) {
                sender.accepted(box, Peer.envelope(i));
            }
            reader.subscribe(1, box);
            for (int i = 1; i <= Feed.WINDOW; i++) {
                assertDelivers(reader, 1, i, i);
            }
            assertFalse(reader.gotAny(Deliver.class));
            reader.connection.send(new ClientFrame.Ack(1, 3));
            for (int i = Feed.WINDOW + 1; i <= Feed.WINDOW + 3; i++) {
                assertDelivers(reader, 1, i, i);
            }
        }
    }

    @Test
    void acknowledging_what_was_never_sent_stops_nothing() throws IOException {
        try (Peer peer = fixture.dial()) {
            peer.subscribe(1, box);
            peer.connection.send(new ClientFrame.Ack(1, Long.MAX_VALUE));
            peer.accepted(box, Peer.envelope(1));
            assertDelivers(peer, 1, 1, 1);
            peer.connection.send(new ClientFrame.Ack(1, 1000));
            assertWaiting(0);
            peer.accepted(box, Peer.envelope(2));
            assertDelivers(peer, 1, 2, 2);
        }
    }

    @Test
    void a_mailbox_moves_to_the_connection_that_subscribed_last() throws IOException {
        try (Peer first = fixture.dial();
                Peer second = fixture.dial();
                Peer sender = fixture.dial()) {
            first.subscribe(1, box);
            second.subscribe(9, box);
            sender.accepted(box, Peer.envelope(4));
            assertDelivers(second, 9, 1, 4);
            assertFalse(first.gotAny(Deliver.class));
        }
    }

    @Test
    void numbers_go_on_after_a_restart_with_an_empty_mailbox() throws IOException {
        try (Peer peer = fixture.dial()) {
            peer.accepted(box, Peer.envelope(1));
            peer.subscribe(1, box);
            peer.connection.send(new ClientFrame.Ack(1, 1));
            assertWaiting(0);
        }
        fixture.restart();
        try (Peer peer = fixture.dial()) {
            peer.accepted(box, Peer.envelope(1));
            assertEquals(new RelayFrame.Subscribed.State(1, true, 1, 2), peer.subscribe(1, box));
            assertDelivers(peer, 1, 2, 1);
        }
    }

    @Test
    void an_expired_envelope_leaves_a_notice_for_its_sender_for_a_while() throws IOException {
        EnvelopeId id = new EnvelopeId(
                Octets.of(Arrays.copyOf(Sha256.of(Peer.envelope(1).toArray()), EnvelopeId.LENGTH)));
        try (Peer sender = fixture.dial()) {
            sender.accepted(box, Peer.envelope(1));
            fixture.clock.pass(Duration.ofDays(13));
            sender.accepted(box, Peer.envelope(2));
            fixture.relay.sweep();
            assertEquals(2, fixture.relay.status().envelopes());
            fixture.clock.pass(Duration.ofDays(1).plusHours(1));
            fixture.relay.sweep();
            assertWaiting(1);
        }
        fixture.restart();
        try (Peer peer = fixture.dial()) {
            assertEquals(List.of(id), expired(peer));
            peer.subscribe(1, box);
            assertDelivers(peer, 1, 2, 2);
            peer.connection.send(new ClientFrame.Ack(1, 2));
            assertWaiting(0);
            fixture.clock.pass(Duration.ofDays(14));
            fixture.relay.sweep();
            Awaitility.await().until(() -> expired(peer).isEmpty());
            assertEquals(
                    Refusal.NO_SUCH_MAILBOX,
                    peer.refusal(t ->
                            new ClientFrame.QueryExpired(t, Peer.Box.random().sid())));
        }
    }

    private List<EnvelopeId> expired(Peer peer) throws IOException {
        return ((RelayFrame.ExpiredList) peer.ask(t -> new ClientFrame.QueryExpired(t, box.sid()))).envelopes();
    }

    @Test
    void numbers_go_on_after_everything_expired_and_a_restart() throws IOException {
        try (Peer peer = fixture.dial()) {
            peer.accepted(box, Peer.envelope(1));
            fixture.clock.pass(Duration.ofDays(15));
            fixture.relay.sweep();
            assertWaiting(0);
        }
        fixture.restart();
        try (Peer peer = fixture.dial()) {
            peer.accepted(box, Peer.envelope(2));
            peer.subscribe(1, box);
            assertDelivers(peer, 1, 2, 2);
        }
    }

    @Test
    void a_mailbox_takes_a_thousand_and_then_says_so() throws IOException {
        try (Peer sender = fixture.dial()) {
            for (int i = 0; i < 1000; i++) {
                int n = i;
                sender.connection.send(new ClientFrame.Send(100_000 + i, box.sid(), Peer.envelope(n)));
            }
            for (int i = 0; i < 1000; i++) {
                assertInstanceOf(RelayFrame.Accepted.class, sender.answer(100_000 + i));
            }
            assertEquals(Refusal.MAILBOX_FULL, ((RelayFrame.Refused) sender.send(box, Peer.envelope(1000))).why());
            assertInstanceOf(RelayFrame.Accepted.class, sender.send(box, Peer.envelope(5)), "held already");
        }
        fixture.restart();
        assertEquals(1000, fixture.relay.status().envelopes());
    }

    @Test
    void a_full_disk_refuses_new_envelopes_keeps_old_ones_and_recovers() throws IOException {
        fixture.close();
        fixture = new RelayFixture(dir.resolve("small"), RelayLimits.DEFAULT.withDiskBytes(400_000));
        box = makeBox("+12025550100");
        try (Peer peer = fixture.dial()) {
            int kept = 0;
            RelayFrame answer = peer.send(box, Peer.envelope(1));
            while (answer instanceof RelayFrame.Accepted) {
                kept++;
                answer = peer.send(box, Peer.envelope(kept + 1));
            }
            assertEquals(Refusal.RELAY_FULL, ((RelayFrame.Refused) answer).why());
            assertTrue(kept > 10, "kept " + kept);
            assertEquals(kept, fixture.relay.status().envelopes());
            assertTrue(fixture.relay.status().full(), "its owner is told");
            assertEquals(1, fixture.relay.counts().refused().get("RELAY_FULL"));
            assertEquals(kept, fixture.relay.counts().accepted());
            peer.subscribe(1, box);
            for (int i = 1; i <= kept; i++) {
                assertDelivers(peer, 1, i, i);
            }
            peer.connection.send(new ClientFrame.Ack(1, 5));
            assertWaiting(kept - 5);
            peer.accepted(box, Peer.envelope(kept + 1));
            assertDelivers(peer, 1, kept + 1, kept + 1);
        }
    }

    @Test
    void a_deleted_mailbox_is_gone_with_all_it_held() throws IOException {
        try (Peer peer = fixture.dial()) {
            peer.accepted(box, Peer.envelope(1));
            peer.done(t -> new ClientFrame.DeleteMailbox(t, box.rid()));
            assertEquals(0, fixture.relay.status().envelopes());
            assertEquals(Refusal.NO_SUCH_MAILBOX, ((RelayFrame.Refused) peer.send(box, Peer.envelope(1))).why());
            assertFalse(peer.subscribe(1, box).exists());
            assertEquals(Refusal.NO_SUCH_MAILBOX, peer.refusal(t -> new ClientFrame.DeleteMailbox(t, box.rid())));
        }
    }

    @Test
    void making_a_mailbox_needs_a_member_and_repeating_it_is_harmless() throws IOException {
        try (Peer stranger = fixture.dial();
                Peer owner = Person.signedUp(fixture.relay, new Person("+12025550103"))) {
            assertEquals(
                    Refusal.NOT_SIGNED_IN,
                    stranger.refusal(t -> new ClientFrame.CreateMailbox(t, box.rid(), box.sid())));
            owner.done(t -> new ClientFrame.CreateMailbox(t, box.rid(), box.sid()));
            Peer.Box other = Peer.Box.random();
            assertEquals(
                    Refusal.MALFORMED, owner.refusal(t -> new ClientFrame.CreateMailbox(t, box.rid(), other.sid())));
            assertEquals(
                    Refusal.MALFORMED, owner.refusal(t -> new ClientFrame.CreateMailbox(t, other.rid(), box.sid())));
        }
    }

    @Test
    void a_subscription_with_the_same_handle_or_mailbox_twice_makes_no_sense() throws IOException {
        try (Peer peer = fixture.dial()) {
            var entry = new ClientFrame.Subscribe.Entry(1, box.rid());
            assertEquals(Refusal.MALFORMED, peer.refusal(t -> new ClientFrame.Subscribe(t, List.of(entry, entry))));
            assertFalse(peer.subscribe(2, Peer.Box.random()).exists());
            peer.connection.send(new ClientFrame.Ack(55, 3));
            assertTrue(peer.subscribe(1, box).exists());
        }
    }

    @Test
    void a_slow_reader_gets_everything_in_the_end_and_others_do_not_wait() throws IOException {
        Peer.Box quick = makeBox("+12025550104");
        try (Peer slow = fixture.dial();
                Peer fast = fixture.dial();
                Peer sender = fixture.dial()) {
            slow.subscribe(1, box);
            fast.subscribe(1, quick);
            for (int i = 1; i <= 200; i++) {
                sender.accepted(box, Peer.envelope(i));
            }
            sender.accepted(quick, Peer.envelope(1));
            assertDelivers(fast, 1, 1, 1);
            for (int i = 1; i <= 200; i++) {
                assertDelivers(slow, 1, i, i);
                slow.connection.send(new ClientFrame.Ack(1, i));
            }
        }
    }
}
