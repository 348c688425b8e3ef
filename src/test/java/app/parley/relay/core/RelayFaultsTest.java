package app.parley.relay.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.net.DialException;
import app.parley.net.MemoryDialer;
import app.parley.net.TlsDialer;
import app.parley.protocol.RelayAddress;
import app.parley.protocol.RelayPin;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.RelayFrame;
import app.parley.relay.RelayConfig;
import app.parley.relay.RelayException;
import app.parley.relay.RelayException.Why;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RelayFaultsTest {
    @TempDir
    Path dir;

    private RelayFixture fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = new RelayFixture(dir);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private static Why whyStarting(RelayConfig config) {
        return assertThrows(RelayException.class, () -> HostedRelay.start(config))
                .why();
    }

    private RelayConfig elsewhere() {
        RelayConfig c = fixture.config();
        return new RelayConfig(
                dir.resolve("elsewhere"),
                c.host(),
                c.port(),
                c.advertised(),
                c.limits(),
                c.clock(),
                c.nanoTime(),
                c.random());
    }

    @Test
    void a_port_in_use_is_told_and_the_directory_is_free_again() throws IOException {
        RelayConfig taken = elsewhere().withPort(fixture.relay.address().port());
        assertEquals(Why.PORT_IN_USE, whyStarting(taken));
        HostedRelay.start(taken.withPort(0)).close();
    }

    @Test
    void two_relays_on_one_directory_are_refused() {
        assertEquals(Why.DATA_IN_USE, whyStarting(fixture.config()));
    }

    @Test
    void a_damaged_database_or_a_missing_secret_is_told_and_kept() throws IOException {
        fixture.close();
        Path secret = dir.resolve("relay/secrets/phones.key");
        byte[] kept = Files.readAllBytes(secret);
        Files.delete(secret);
        assertEquals(Why.CORRUPT, whyStarting(fixture.config()));
        assertTrue(Files.notExists(secret), "no other secret was made in its place");
        Files.write(secret, new byte[3]);
        assertEquals(Why.CORRUPT, whyStarting(fixture.config()));
        Files.write(secret, kept);
        Path database = dir.resolve("relay/relay.db");
        byte[] good = Files.readAllBytes(database);
        byte[] garbage = new byte[20_000];
        new Random(1).nextBytes(garbage);
        Files.write(database, garbage);
        assertEquals(Why.CORRUPT, whyStarting(fixture.config()));
        assertArrayEquals(garbage, Files.readAllBytes(database));
        Files.write(database, good);
        fixture.start();
    }

    @Test
    void secrets_are_for_the_owner_only_and_a_restart_changes_none() throws IOException {
        Path secrets = dir.resolve("relay/secrets");
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)));
        try (var files = Files.list(secrets)) {
            List<Path> all = files.toList();
            assertEquals(5, all.size());
            for (Path file : all) {
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
        RelayPin pin = fixture.relay.pin();
        fixture.restart();
        assertEquals(pin, fixture.relay.pin());
    }

    @Test
    void a_relay_with_another_key_is_refused_by_the_dialer() {
        RelayAddress address = fixture.relay.address();
        DialException e =
                assertThrows(DialException.class, () -> new TlsDialer().dial(address, new RelayPin(Peer.octets(32))));
        assertEquals(DialException.Why.WRONG_KEY, e.why());
    }

    @Test
    void a_flood_of_garbage_hurts_nobody() throws Exception {
        try (Peer good = Person.signedUp(fixture.relay, new Person("+12025550100"))) {
            Peer.Box box = good.makeBox();
            good.subscribe(1, box);
            Random random = new Random(7);
            for (int i = 0; i < 60; i++) {
                try (Socket socket =
                        new Socket("127.0.0.1", fixture.relay.address().port())) {
                    byte[] garbage = new byte[random.nextInt(5000)];
                    random.nextBytes(garbage);
                    socket.getOutputStream().write(garbage);
                }
                try (Peer bad = fixture.dial()) {
                    for (int k = 0; k < 20; k++) {
                        bad.connection.send(nonsense(k));
                    }
                }
                good.accepted(box, Peer.envelope(i));
                assertEquals(i + 1, good.next(RelayFrame.Deliver.class).seq());
                good.connection.send(new ClientFrame.Ack(1, i + 1));
            }
        }
        await().until(() -> fixture.relay.status().connections() == 0);
    }

    /// Well-formed frames that make no sense.
    private static ClientFrame nonsense(int k) {
        Peer.Box box = Peer.Box.random();
        return switch (k % 5) {
            case 0 -> new ClientFrame.Send(k, box.sid(), Peer.envelope(k));
            case 1 -> new ClientFrame.Ack(k, Long.MAX_VALUE);
            case 2 -> new ClientFrame.PublishKeys(k, Peer.octets(4000), List.of());
            case 3 -> new ClientFrame.Subscribe(k, List.of(new ClientFrame.Subscribe.Entry(k, box.rid())));
            default -> new ClientFrame.PublishManifest(k, Peer.octets(1024));
        };
    }

    @Test
    void a_graceful_stop_answers_what_was_asked_and_loses_nothing() throws IOException {
        Peer.Box box;
        try (Peer peer = Person.signedUp(fixture.relay, new Person("+12025550100"))) {
            box = peer.makeBox();
            for (int i = 1; i <= 40; i++) {
                peer.connection.send(new ClientFrame.Send(1000 + i, box.sid(), Peer.envelope(i)));
            }
            await().until(() -> fixture.relay.status().envelopes() > 0);
            fixture.relay.close();
            int accepted = 0;
            try {
                while (true) {
                    if (peer.connection.receive() instanceof RelayFrame.Accepted) {
                        accepted++;
                    }
                }
            } catch (IOException e) {
                fixture.start();
            }
            assertTrue(fixture.relay.status().envelopes() >= accepted);
        }
    }

    @Test
    void the_owner_is_told_of_changes_until_not_interested_any_more() throws Exception {
        AtomicInteger changes = new AtomicInteger();
        AutoCloseable watching = fixture.relay.onChange(changes::incrementAndGet);
        Person alice = new Person("+12025550100");
        try (Peer peer = fixture.dial()) {
            alice.requestCode(peer, fixture.relay.invite());
            assertTrue(changes.get() >= 2);
            watching.close();
            int before = changes.get();
            alice.confirm(peer, fixture.relay.invite(), alice.codeFrom(fixture.relay));
            assertEquals(before, changes.get());
        }
    }

    @Test
    void a_client_in_the_same_process_is_served_through_memory() throws IOException {
        MemoryDialer dialer = new MemoryDialer(fixture.relay.endpoint(), fixture.relay.pin());
        Person alice = new Person("+12025550100");
        try (Peer peer = Peer.dial(dialer, fixture.relay)) {
            assertInstanceOf(RelayFrame.SignedIn.class, alice.signUp(peer, fixture.relay));
            Peer.Box box = peer.makeBox();
            peer.accepted(box, Peer.envelope(1));
            peer.subscribe(1, box);
            assertEquals(1, peer.next(RelayFrame.Deliver.class).seq());
        }
    }

    @Test
    void invites_of_a_relay_that_listens_everywhere_name_this_machine() throws IOException {
        RelayConfig everywhere = new RelayConfig(
                dir.resolve("everywhere"),
                "0.0.0.0",
                0,
                List.of(),
                fixture.config().limits(),
                fixture.clock,
                fixture.clock,
                fixture.config().random());
        try (HostedRelay relay = HostedRelay.start(everywhere)) {
            assertTrue(relay.invite().relays().stream()
                    .noneMatch(a -> a.host().equals("0.0.0.0") || a.host().contains("%")));
            assertTrue(relay.invite().relays().stream()
                    .allMatch(a -> a.port() == relay.address().port()));
        }
        RelayAddress given = new RelayAddress("relay.example", 4433);
        try (HostedRelay relay = HostedRelay.start(everywhere.withAdvertised(List.of(given)))) {
            assertEquals(List.of(given), relay.invite().relays());
        }
    }
}
