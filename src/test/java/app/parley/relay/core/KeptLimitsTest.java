package app.parley.relay.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.crypto.EnvelopeKind;
import app.parley.crypto.Randomness;
import app.parley.net.RelayEndpoint;
import app.parley.protocol.Envelope;
import app.parley.protocol.Octets;
import app.parley.protocol.PhoneNumber;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.Refusal;
import app.parley.protocol.wire.RelayFrame;
import app.parley.relay.Rate;
import app.parley.relay.RelayLimits;
import app.parley.relay.RelayLimits.Wide;
import app.parley.relay.otp.Blinding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What was used up stays used up when the relay is started again.
@Timeout(60)
class KeptLimitsTest {
    private static final Rate THREE = new Rate(3, Duration.ofHours(1));
    private static final Rate FOUR = new Rate(4, Duration.ofHours(1));

    @TempDir
    Path dir;

    private RelayFixture fixture;
    private final Person alice = new Person("+12025550100");

    private void start(RelayLimits limits) throws IOException {
        fixture = new RelayFixture(dir, limits);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private static RelayLimits each(Rate rate) {
        RelayLimits d = RelayLimits.DEFAULT;
        return new RelayLimits(
                rate,
                d.codesPerAddress(),
                d.codesAtAll(),
                rate,
                rate,
                rate,
                d.publishes(),
                rate,
                rate,
                d.diskBytes(),
                d.connections(),
                d.connectionsPerAddress(),
                d.subscriptions());
    }

    private static Wide wide(Rate perAddress, Rate perMailbox, Rate atAll) {
        return new Wide(
                perAddress,
                atAll,
                perAddress,
                atAll,
                perAddress,
                atAll,
                perAddress,
                atAll,
                perMailbox,
                perAddress,
                atAll);
    }

    /// A connection from an address of its own, with answers one at a time.
    private final class FromAfar implements RelayEndpoint.Outbound {
        private final String peer;
        private final BlockingQueue<RelayFrame> came = new LinkedBlockingQueue<>();
        private final RelayEndpoint.Inbound in;

        FromAfar(String peer) throws InterruptedException {
            this.peer = peer;
            this.in = fixture.relay.endpoint().connected(this);
            assertInstanceOf(RelayFrame.Welcome.class, came.poll(10, TimeUnit.SECONDS));
        }

        RelayFrame ask(ClientFrame frame) throws InterruptedException {
            in.frame(frame);
            return came.poll(10, TimeUnit.SECONDS);
        }

        @Override
        public void send(RelayFrame frame) {
            came.add(frame);
        }

        @Override
        public boolean writable() {
            return true;
        }

        @Override
        public void reading(boolean on) {
            assertTrue(on, "one at a time is never too much");
        }

        @Override
        public String peer() {
            return peer;
        }

        @Override
        public void close() {
            came.clear();
        }
    }

    private static Envelope firstContact(int n) {
        byte[] bytes = new byte[16384];
        System.arraycopy(EnvelopeKind.FIRST_CONTACT.prefix(), 0, bytes, 0, EnvelopeKind.PREFIX_SIZE);
        bytes[100] = (byte) n;
        return Envelope.of(bytes);
    }

    private static void assertTooOften(RelayFrame answer) {
        assertEquals(
                Refusal.TOO_OFTEN,
                assertInstanceOf(RelayFrame.Refused.class, answer).why());
    }

    @Test
    void lookups_and_mailboxes_of_an_account() throws IOException {
        start(each(THREE));
        Person.signedUp(fixture.relay, alice).close();
        for (int round = 0; round < 2; round++) {
            try (Peer peer = fixture.dial()) {
                alice.authenticate(peer, fixture.relay.pin());
                PhoneNumber nobody = PhoneNumber.parse("+12025550199").orElseThrow();
                for (int i = 0; i < 3 && round == 0; i++) {
                    assertEquals(Refusal.NOT_FOUND, peer.refusal(t -> new ClientFrame.FindByNumber(t, nobody)));
                    peer.makeBox();
                }
                Peer.Box box = Peer.Box.random();
                assertEquals(Refusal.TOO_OFTEN, peer.refusal(t -> new ClientFrame.FindByNumber(t, nobody)));
                assertEquals(
                        Refusal.TOO_OFTEN, peer.refusal(t -> new ClientFrame.CreateMailbox(t, box.rid(), box.sid())));
            }
            fixture.restart();
        }
    }

    @Test
    void codes_and_tries_of_a_number_and_a_new_code_does_not_reset_them() throws IOException {
        start(each(THREE));
        try (Peer peer = fixture.dial()) {
            alice.requestCode(peer, fixture.relay.invite());
            alice.confirm(peer, fixture.relay.invite(), "000000");
            alice.requestCode(peer, fixture.relay.invite());
            alice.confirm(peer, fixture.relay.invite(), "000000");
        }
        fixture.restart();
        try (Peer peer = fixture.dial()) {
            RelayFrame.CodeSent sent = (RelayFrame.CodeSent) alice.requestCode(peer, fixture.relay.invite());
            assertEquals(1, sent.triesLeft());
            alice.confirm(peer, fixture.relay.invite(), "000000");
            RelayFrame.Refused refused = (RelayFrame.Refused) alice.requestCode(peer, fixture.relay.invite());
            assertEquals(Refusal.TOO_MANY_TRIES, refused.why());
        }
        fixture.restart();
        try (Peer peer = fixture.dial()) {
            RelayFrame.Refused refused = (RelayFrame.Refused) alice.requestCode(peer, fixture.relay.invite());
            assertEquals(Refusal.TOO_MANY_TRIES, refused.why());
        }
    }

    @Test
    void first_contacts_of_a_mailbox_whoever_writes_them() throws Exception {
        start(RelayLimits.DEFAULT.withWide(
                wide(new Rate(100, Duration.ofHours(1)), THREE, new Rate(9, THREE.every()))));
        Peer.Box box;
        Peer.Box other;
        try (Peer peer = Person.signedUp(fixture.relay, alice)) {
            box = peer.makeBox();
            other = peer.makeBox();
        }
        for (int i = 0; i < 3; i++) {
            RelayFrame answer = new FromAfar("203.0.113." + i).ask(new ClientFrame.Send(1, box.sid(), firstContact(i)));
            assertInstanceOf(RelayFrame.Accepted.class, answer);
        }
        assertTooOften(new FromAfar("203.0.113.9").ask(new ClientFrame.Send(1, box.sid(), firstContact(9))));
        fixture.restart();
        assertTooOften(new FromAfar("203.0.113.8").ask(new ClientFrame.Send(1, box.sid(), firstContact(8))));
        FromAfar later = new FromAfar("203.0.113.7");
        assertInstanceOf(RelayFrame.Accepted.class, later.ask(new ClientFrame.Send(1, other.sid(), firstContact(7))));
        assertInstanceOf(
                RelayFrame.Accepted.class,
                later.ask(new ClientFrame.Send(2, box.sid(), Peer.envelope(7))),
                "messages of sessions are not counted");
    }

    @Test
    void first_contacts_of_the_whole_relay() throws Exception {
        start(RelayLimits.DEFAULT.withWide(wide(new Rate(100, Duration.ofHours(1)), FOUR, THREE)));
        Peer.Box[] boxes = new Peer.Box[3];
        try (Peer peer = Person.signedUp(fixture.relay, alice)) {
            for (int i = 0; i < boxes.length; i++) {
                boxes[i] = peer.makeBox();
            }
        }
        for (int i = 0; i < 3; i++) {
            assertInstanceOf(
                    RelayFrame.Accepted.class,
                    new FromAfar("203.0.113." + i).ask(new ClientFrame.Send(1, boxes[i].sid(), firstContact(i))));
        }
        fixture.restart();
        assertTooOften(new FromAfar("203.0.113.9").ask(new ClientFrame.Send(1, boxes[0].sid(), firstContact(9))));
    }

    @Test
    void an_address_and_a_pair_begin_anew_with_a_quarter_and_leave_nothing_on_the_disk() throws Exception {
        start(RelayLimits.DEFAULT.withWide(
                wide(FOUR, new Rate(100, Duration.ofHours(1)), new Rate(100, Duration.ofHours(1)))));
        Peer.Box box;
        try (Peer peer = Person.signedUp(fixture.relay, alice)) {
            box = peer.makeBox();
        }
        assertEquals(4, acceptedFrom("203.0.113.77", box));
        fixture.restart();
        assertEquals(1, acceptedFrom("203.0.113.77", box));
        assertEquals(1, acceptedFrom("203.0.113.78", box));
        fixture.clock.pass(Duration.ofHours(4));
        assertEquals(4, acceptedFrom("203.0.113.77", box));
    }

    private int acceptedFrom(String peer, Peer.Box box) throws InterruptedException {
        FromAfar afar = new FromAfar(peer);
        int accepted = 0;
        RelayFrame answer = afar.ask(new ClientFrame.Send(1, box.sid(), firstContact(1)));
        while (answer instanceof RelayFrame.Accepted) {
            accepted++;
            answer = afar.ask(new ClientFrame.Send(1, box.sid(), firstContact(1)));
        }
        assertTooOften(answer);
        return accepted;
    }

    @Test
    void what_counted_an_address_for_codes_is_gone_within_the_hour() throws Exception {
        start(RelayLimits.DEFAULT);
        FromAfar afar = new FromAfar("203.0.113.5");
        assertInstanceOf(
                RelayFrame.CodeSent.class,
                afar.ask(new ClientFrame.RequestCode(
                        1, alice.phone, alice.keyHash(), fixture.relay.invite().admission())));
        fixture.clock.pass(Duration.ofMinutes(59));
        fixture.relay.sweep();
        fixture.close();
        fixture.start();
        String all = new String(Files.readAllBytes(dir.resolve("relay/relay.db")), StandardCharsets.ISO_8859_1);
        Octets tag = new Blinding(Files.readAllBytes(dir.resolve("relay/secrets/phones.key")), Randomness.system())
                .tag("codes-address", "203.0.113.5");
        assertTrue(!all.contains(new String(tag.toArray(), StandardCharsets.ISO_8859_1)));
    }
}
