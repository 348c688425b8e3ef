package app.parley.relay.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.sync.BlobTransfer;
import app.parley.client.sync.Requests;
import app.parley.client.sync.SealedFile;
import app.parley.crypto.Randomness;
import app.parley.net.TlsDialer;
import app.parley.protocol.BlobId;
import app.parley.protocol.OctetWriter;
import app.parley.protocol.Octets;
import app.parley.protocol.RelayAddress;
import app.parley.protocol.wire.BlobFrame;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.Refusal;
import app.parley.protocol.wire.RelayFrame;
import app.parley.relay.RelayConfig;
import app.parley.relay.RelayException;
import app.parley.relay.RelayLimits;
import app.parley.relay.mailbox.TestPostgres;
import app.parley.store.PostgresAddress;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two relays of one identity on one PostgreSQL, in this process.
@Timeout(60)
class TwoRelaysTest {
    @TempDir
    Path dir;

    private final HandClock clock = new HandClock();
    private final PostgresAddress database = TestPostgres.fresh();
    private final Person alice = new Person("+12025550100");
    private final Person bob = new Person("+12025550101");
    private Path identity;
    private HostedRelay one;
    private HostedRelay two;

    @BeforeEach
    void start() throws IOException {
        identity = dir.resolve("identity");
        Files.writeString(identity, HostedRelay.identity(dir.resolve("one"), new SecureRandom()));
        Files.setPosixFilePermissions(identity, PosixFilePermissions.fromString("rw-------"));
        one = HostedRelay.start(config("one"));
        two = HostedRelay.start(config("two"));
    }

    private RelayConfig config(String name) {
        return new RelayConfig(
                        dir.resolve(name),
                        "127.0.0.1",
                        0,
                        List.of(),
                        RelayLimits.DEFAULT,
                        clock,
                        clock,
                        new SecureRandom())
                .withShared(new RelayConfig.Shared(Optional.of(database), Optional.of(identity)));
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    private static Peer signIn(Person person, HostedRelay relay) throws IOException {
        Peer peer = Peer.dial(relay);
        assertInstanceOf(RelayFrame.SignedIn.class, person.authenticate(peer, relay.pin()));
        return peer;
    }

    @Test
    void what_is_sent_through_one_reaches_who_is_connected_to_the_other_in_order() throws IOException {
        Peer.Box box;
        try (Peer owner = Person.signedUp(one, alice)) {
            box = owner.makeBox();
        }
        try (Peer reader = Peer.dial(two);
                Peer here = Peer.dial(two);
                Peer there = Peer.dial(one)) {
            reader.subscribe(1, box);
            for (int i = 1; i <= 60; i++) {
                (i % 3 == 0 ? here : there).accepted(box, Peer.envelope(i));
                if (i % 20 == 0) {
                    for (int k = i - 19; k <= i; k++) {
                        assertEquals(
                                new RelayFrame.Deliver(1, k, Peer.envelope(k)), reader.next(RelayFrame.Deliver.class));
                    }
                }
            }
            reader.connection.send(new ClientFrame.Ack(1, 60));
            Awaitility.await().until(() -> one.status().envelopes() == 0);
        }
    }

    private Requests requests(HostedRelay relay) throws IOException {
        RelayAddress address = new RelayAddress("127.0.0.1", relay.address().port());
        return Requests.start(new TlsDialer().dial(address, relay.pin()), "test", frame -> {});
    }

    private Requests control(HostedRelay relay) throws IOException {
        Requests control = requests(relay);
        byte[] signed = new OctetWriter()
                .octets(control.welcome().nonce())
                .octets(relay.pin().octets())
                .toArray();
        Octets signature = Octets.of(alice.dsk.sign("sign-in", signed));
        assertInstanceOf(
                RelayFrame.SignedIn.class,
                control.ask(tag -> new ClientFrame.Authenticate(tag, alice.id, Person.DEVICE, signature)));
        return control;
    }

    @Test
    void an_upload_begun_at_one_goes_on_at_the_other_and_is_fetched_from_both() throws Exception {
        Person.signedUp(one, alice).close();
        BlobId.Write wid = new BlobId.Write(Peer.octets(BlobId.LENGTH));
        BlobId.Read bid = new BlobId.Read(Peer.octets(BlobId.LENGTH));
        byte[] key = Randomness.system().bytes(SealedFile.KEY_LENGTH);
        Path file = Files.write(dir.resolve("file"), Peer.octets(900_000).toArray());
        Path sealed = dir.resolve("sealed");
        SealedFile.seal(file, sealed, key, bid, Randomness.system());
        try (Requests control = control(one);
                Requests mail = requests(one)) {
            assertThrows(
                    IOException.class,
                    () -> BlobTransfer.upload(control, mail, wid, bid, sealed, (octets, all) -> mail.close()));
        }
        AtomicLong first = new AtomicLong();
        try (Requests control = control(two);
                Requests mail = requests(two)) {
            assertInstanceOf(
                    BlobTransfer.Uploaded.Whole.class,
                    BlobTransfer.upload(
                            control, mail, wid, bid, sealed, (octets, all) -> first.compareAndSet(0, octets)));
        }
        assertTrue(first.get() > BlobFrame.PART, "it went on where it was");
        for (HostedRelay relay : List.of(one, two)) {
            Path part = dir.resolve("part" + relay.address().port());
            Path opened = dir.resolve("opened" + relay.address().port());
            try (Requests mail = requests(relay)) {
                assertInstanceOf(
                        BlobTransfer.Downloaded.Whole.class,
                        BlobTransfer.download(mail, bid, part, (octets, all) -> {}));
            }
            SealedFile.open(part, opened, key, bid);
            assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(opened));
        }
    }

    @Test
    void a_code_asked_for_at_one_is_seen_and_confirmed_at_the_other_and_good_once() throws IOException {
        try (Peer asking = Peer.dial(one);
                Peer confirming = Peer.dial(two)) {
            assertInstanceOf(RelayFrame.CodeSent.class, alice.requestCode(asking, one.invite()));
            Awaitility.await().until(() -> two.pendingCodes().size() == 1);
            String code = alice.codeFrom(two);
            assertEquals(code, alice.codeFrom(one));
            assertInstanceOf(RelayFrame.SignedIn.class, alice.confirm(confirming, two.invite(), code));
            Awaitility.await().until(() -> one.pendingCodes().isEmpty());
        }
    }

    @Test
    void a_relay_that_starts_later_learns_the_codes_and_who_is_there() throws IOException {
        try (Peer asking = Peer.dial(one);
                Peer member = Person.signedUp(one, bob)) {
            alice.requestCode(asking, one.invite());
            two.close();
            two = HostedRelay.start(config("two"));
            Awaitility.await().until(() -> two.pendingCodes().size() == 1);
            Awaitility.await().until(() -> two.admission().members().stream().anyMatch(each -> each.online()));
        }
        Awaitility.await().until(() -> two.admission().members().stream().noneMatch(each -> each.online()));
    }

    @Test
    void presence_and_changes_are_told_at_both() throws IOException {
        try (Peer watching = Person.signedUp(one, alice)) {
            Peer member = Person.signedUp(two, bob);
            assertEquals(
                    bob.id,
                    watching.next(RelayFrame.MemberChanged.class).member().account());
            assertEquals(new RelayFrame.Presence(bob.id, true, 0), watching.next(RelayFrame.Presence.class));
            member.done(t -> new ClientFrame.PublishProfile(t, Peer.octets(556)));
            assertEquals(
                    bob.id,
                    watching.next(RelayFrame.MemberChanged.class).member().account());
            member.close();
            RelayFrame.Presence gone = watching.next(RelayFrame.Presence.class);
            assertEquals(bob.id, gone.account());
            assertTrue(!gone.online());
            two.admission().remove(bob.id);
            assertEquals(new RelayFrame.MemberLeft(bob.id), watching.next(RelayFrame.MemberLeft.class));
        }
    }

    @Test
    void who_stays_connected_to_one_does_not_seem_to_leave_with_the_other() throws IOException {
        try (Peer watching = Person.signedUp(one, alice);
                Peer first = Person.signedUp(one, bob)) {
            assertTrue(watching.next(RelayFrame.Presence.class).online());
            signIn(bob, two).close();
            first.done(t -> new ClientFrame.SetPresence(t, false));
            RelayFrame.Presence hid = watching.next(RelayFrame.Presence.class);
            assertEquals(new RelayFrame.Presence(bob.id, false, 0), hid);
        }
    }

    @Test
    void who_is_removed_at_one_is_told_at_the_other() throws IOException, RelayException {
        try (Peer member = Person.signedUp(two, bob)) {
            assertTrue(one.admission().remove(bob.id));
            member.next(RelayFrame.Removed.class);
            assertThrows(EOFException.class, () -> member.next(RelayFrame.MemberLeft.class));
        }
    }

    @Test
    void limits_are_shared() throws IOException {
        try (Peer here = Peer.dial(one);
                Peer there = Peer.dial(two)) {
            int burst = RelayLimits.DEFAULT.codesPerNumber().burst();
            for (int i = 0; i < burst; i++) {
                assertInstanceOf(RelayFrame.CodeSent.class, alice.requestCode(i % 2 == 0 ? here : there, one.invite()));
            }
            for (Peer each : List.of(here, there)) {
                RelayFrame answer = alice.requestCode(each, one.invite());
                assertEquals(
                        Refusal.TOO_OFTEN,
                        assertInstanceOf(RelayFrame.Refused.class, answer).why());
            }
        }
    }

    @Test
    void each_tells_the_addresses_of_both_in_invites_and_to_who_signs_in() throws IOException {
        List<RelayAddress> both = List.of(one.address(), two.address());
        Awaitility.await().until(() -> one.invite().relays().equals(both));
        Awaitility.await().until(() -> two.invite().relays().equals(both.reversed()));
        assertEquals(one.pin(), two.pin());
        try (Peer member = Person.signedUp(one, alice)) {
            assertEquals(both, member.next(RelayFrame.Addresses.class).relays());
            two.close();
            assertEquals(
                    List.of(one.address()),
                    member.next(RelayFrame.Addresses.class).relays());
        }
    }

    @Test
    void a_relay_that_died_without_a_word_is_forgotten() throws IOException {
        try (Peer watching = Person.signedUp(one, alice);
                Peer member = Person.signedUp(two, bob)) {
            assertTrue(watching.next(RelayFrame.Presence.class).online());
            Awaitility.await().until(() -> one.invite().relays().size() == 2);
            clock.pass(Duration.ofSeconds(30));
            one.beat();
            assertEquals(bob.id, watching.next(RelayFrame.Presence.class).account());
            assertTrue(member.connection.welcome().nonce().length() > 0);
        }
    }

    @Test
    void another_identity_on_the_same_database_is_refused() {
        RelayConfig other = config("three").withShared(new RelayConfig.Shared(Optional.of(database), Optional.empty()));
        assertEquals(
                RelayException.Why.OTHER_IDENTITY,
                assertThrows(RelayException.class, () -> HostedRelay.start(other))
                        .why());
    }

    @Test
    void an_identity_file_that_others_may_read_or_that_is_damaged_is_refused() throws IOException {
        Files.setPosixFilePermissions(identity, PosixFilePermissions.fromString("rw-r-----"));
        assertEquals(RelayException.Why.IDENTITY_EXPOSED, why(config("three")));
        Files.setPosixFilePermissions(identity, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(identity, Files.readString(identity).replace("codes ", "codes A"));
        assertEquals(RelayException.Why.NO_IDENTITY, why(config("three")));
        Files.delete(identity);
        assertEquals(RelayException.Why.NO_IDENTITY, why(config("three")));
    }

    private static RelayException.Why why(RelayConfig config) {
        return assertThrows(RelayException.class, () -> HostedRelay.start(config))
                .why();
    }
}
