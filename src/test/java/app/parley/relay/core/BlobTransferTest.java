package app.parley.relay.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.sync.BlobTransfer;
import app.parley.client.sync.BlobTransfer.Downloaded;
import app.parley.client.sync.BlobTransfer.Uploaded;
import app.parley.client.sync.Requests;
import app.parley.client.sync.SealedFile;
import app.parley.crypto.CryptoException;
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
import app.parley.relay.AdmissionPolicy;
import app.parley.relay.BlobLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Files through a real relay, there and back, with everything that gets in the way.
@Timeout(60)
class BlobTransferTest {
    private static final BlobLimits SMALL = new BlobLimits(1 << 20, 3 << 20, 4 << 20, Duration.ofDays(14));
    private static final BlobTransfer.Progress NOBODY = (octets, all) -> {};

    @TempDir
    Path dir;

    private RelayFixture fixture;
    private final Person alice = new Person("+12025550100");
    private final byte[] key = Randomness.system().bytes(SealedFile.KEY_LENGTH);
    private final BlobId.Write wid = new BlobId.Write(Peer.octets(BlobId.LENGTH));
    private final BlobId.Read bid = new BlobId.Read(Peer.octets(BlobId.LENGTH));

    @BeforeEach
    void start() throws IOException {
        fixture = new RelayFixture(dir, AdmissionPolicy.CIRCLE, SMALL);
        Person.signedUp(fixture.relay, alice).close();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private Requests mail() throws IOException {
        return mail(fixture.relay);
    }

    private static Requests mail(HostedRelay relay) throws IOException {
        RelayAddress address = new RelayAddress("127.0.0.1", relay.address().port());
        return Requests.start(new TlsDialer().dial(address, relay.pin()), "test", frame -> {});
    }

    private Requests control() throws IOException {
        return control(fixture.relay);
    }

    private Requests control(HostedRelay relay) throws IOException {
        Requests control = mail(relay);
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

    private Path file(int length) throws IOException {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return Files.write(dir.resolve("file" + length), content);
    }

    private Path sealed(int length) throws IOException {
        Path sealed = dir.resolve("sealed" + length);
        SealedFile.seal(file(length), sealed, key, bid, Randomness.system());
        assertEquals(SealedFile.sealedLength(length), Files.size(sealed));
        return sealed;
    }

    private Uploaded upload(Path sealed) throws IOException {
        try (Requests control = control();
                Requests mail = mail()) {
            return BlobTransfer.upload(control, mail, wid, bid, sealed, NOBODY);
        }
    }

    private Downloaded download(Path part) throws IOException {
        try (Requests mail = mail()) {
            return BlobTransfer.download(mail, bid, part, NOBODY);
        }
    }

    private void comesBack(int length) throws IOException, CryptoException {
        Path part = dir.resolve("download" + length);
        assertInstanceOf(Downloaded.Whole.class, download(part));
        Path opened = dir.resolve("opened" + length);
        SealedFile.open(part, opened, key, bid);
        assertArrayEquals(Files.readAllBytes(dir.resolve("file" + length)), Files.readAllBytes(opened));
    }

    @Test
    void a_file_of_any_length_comes_through_and_its_length_is_blurred() throws Exception {
        for (int length : new int[] {0, 1, 5_000, 65_536, 800_000}) {
            assertInstanceOf(Uploaded.Whole.class, upload(sealed(length)));
            comesBack(length);
            try (Requests mail = mail()) {
                assertTrue(BlobTransfer.erase(mail, wid));
                assertFalse(BlobTransfer.erase(mail, wid));
            }
        }
        assertEquals(SealedFile.sealedLength(0), SealedFile.sealedLength(4000));
        assertEquals(SealedFile.sealedLength(1_000_000), SealedFile.sealedLength(1_010_000));
        for (long length = 1; length < SealedFile.MAX_LENGTH; length = length * 5 / 4 + 1) {
            assertTrue(SealedFile.sealedLength(length) <= Math.max(length, 4096) * 1.13 + 100);
        }
    }

    /// Copies a relay's folder as it is at this moment, which is what a killed one leaves.
    private Path asIfKilled() throws IOException {
        Path copy = dir.resolve("killed");
        try (var all = Files.walk(fixture.config().data())) {
            for (Path path : all.toList()) {
                Path to = copy.resolve(fixture.config().data().relativize(path));
                if (Files.isDirectory(path)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(path, to);
                }
            }
        }
        return copy;
    }

    @Test
    void an_upload_goes_on_at_a_relay_that_was_killed_in_the_middle() throws Exception {
        Path sealed = sealed(900_000);
        try (Requests control = control();
                Requests mail = mail()) {
            assertThrows(
                    IOException.class,
                    () -> BlobTransfer.upload(control, mail, wid, bid, sealed, (octets, all) -> mail.close()));
        }
        Path killed = asIfKilled();
        fixture.close();
        try (HostedRelay relay = HostedRelay.start(fixture.config().withData(killed));
                Requests control = control(relay);
                Requests mail = mail(relay)) {
            assertInstanceOf(Uploaded.Whole.class, BlobTransfer.upload(control, mail, wid, bid, sealed, NOBODY));
            Path part = dir.resolve("part");
            assertThrows(
                    IOException.class, () -> BlobTransfer.download(mail, bid, part, (octets, all) -> mail.close()));
            assertTrue(Files.size(part) >= BlobFrame.PART);
            AtomicLong first = new AtomicLong();
            try (Requests again = mail(relay)) {
                BlobTransfer.download(again, bid, part, (octets, all) -> first.compareAndSet(0, octets));
            }
            assertTrue(first.get() > BlobFrame.PART);
            SealedFile.open(part, dir.resolve("opened"), key, bid);
            assertArrayEquals(Files.readAllBytes(dir.resolve("file900000")), Files.readAllBytes(dir.resolve("opened")));
        }
    }

    @Test
    void a_wrong_capability_gets_nothing_and_erases_nothing() throws Exception {
        upload(sealed(10));
        BlobId.Read guessed = new BlobId.Read(wid.octets());
        try (Requests mail = mail()) {
            assertInstanceOf(
                    Downloaded.Gone.class, BlobTransfer.download(mail, guessed, dir.resolve("nothing"), NOBODY));
            assertFalse(BlobTransfer.erase(mail, new BlobId.Write(bid.octets())));
            assertInstanceOf(
                    RelayFrame.Refused.class,
                    mail.ask(tag -> new BlobFrame.Create(tag, new BlobId.Write(Peer.octets(24)), guessed, 10)));
        }
        comesBack(10);
    }

    @Test
    void a_changed_cut_or_foreign_download_is_not_opened() throws Exception {
        Path sealed = sealed(100_000);
        byte[] right = Files.readAllBytes(sealed);
        Path target = dir.resolve("target");
        byte[] changed = right.clone();
        changed[70_000] ^= 1;
        for (byte[] wrong :
                new byte[][] {changed, Arrays.copyOf(right, right.length - 1), Arrays.copyOf(right, 16_456), {}}) {
            Files.write(sealed, wrong);
            assertThrows(CryptoException.class, () -> SealedFile.open(sealed, target, key, bid));
            assertFalse(Files.exists(target));
            assertFalse(Files.exists(dir.resolve("target.part")));
        }
        Files.write(sealed, right);
        BlobId.Read other = new BlobId.Read(Peer.octets(BlobId.LENGTH));
        assertThrows(CryptoException.class, () -> SealedFile.open(sealed, target, key, other));
    }

    @Test
    void a_blob_beyond_a_quota_is_refused_and_says_which() throws Exception {
        assertInstanceOf(Uploaded.TooLarge.class, upload(sealed(2 << 20)));
        try (Requests control = control()) {
            for (int i = 0; i < 3; i++) {
                assertInstanceOf(BlobFrame.State.class, create(control, 1 << 20));
            }
            assertEquals(
                    Refusal.RELAY_FULL,
                    assertInstanceOf(RelayFrame.Refused.class, create(control, 1 << 20))
                            .why());
            assertEquals(
                    Refusal.RELAY_FULL,
                    assertInstanceOf(RelayFrame.Refused.class, create(control, 1 << 20))
                            .why());
            fixture.clock.pass(Duration.ofDays(2).plusHours(1));
            fixture.relay.sweep();
            for (int i = 0; i < 3; i++) {
                assertInstanceOf(BlobFrame.State.class, create(control, 1 << 20));
            }
        }
        assertEquals(3 << 20, fixture.relay.status().blobBytes());
    }

    @Test
    void a_member_uploads_so_much_a_day_and_no_more() throws Exception {
        try (Requests control = control();
                Requests mail = mail()) {
            for (int i = 0; i < 4; i++) {
                BlobId.Write own = new BlobId.Write(Peer.octets(24));
                control.ask(tag -> new BlobFrame.Create(tag, own, new BlobId.Read(Peer.octets(24)), 1 << 20));
                BlobTransfer.erase(mail, own);
            }
            RelayFrame.Refused refused = assertInstanceOf(RelayFrame.Refused.class, create(control, 1 << 20));
            assertEquals(Refusal.TOO_OFTEN, refused.why());
            fixture.clock.pass(Duration.ofSeconds(refused.retryAfter()));
            assertInstanceOf(BlobFrame.State.class, create(control, 1 << 20));
            assertEquals(
                    Refusal.NOT_SIGNED_IN,
                    assertInstanceOf(RelayFrame.Refused.class, create(mail, 1)).why());
        }
    }

    private static RelayFrame create(Requests control, long size) throws IOException {
        BlobId.Write wid = new BlobId.Write(Peer.octets(24));
        BlobId.Read bid = new BlobId.Read(Peer.octets(24));
        return control.ask(tag -> new BlobFrame.Create(tag, wid, bid, size));
    }

    @Test
    void a_blob_that_expired_is_gone() throws Exception {
        upload(sealed(10));
        fixture.clock.pass(Duration.ofDays(14).plusHours(1));
        fixture.relay.sweep();
        await().until(() -> fixture.relay.status().blobs() == 0);
        assertInstanceOf(Downloaded.Gone.class, download(dir.resolve("late")));
    }

    @Test
    void whoever_asks_for_far_more_parts_than_they_read_loses_their_connection_and_nobody_else() throws Exception {
        upload(sealed(900_000));
        try (Requests greedy = mail()) {
            for (int i = 0; i < 2_000; i++) {
                greedy.send(tag -> new BlobFrame.Get(tag, bid, 0));
            }
            comesBack(900_000);
        }
    }
}
