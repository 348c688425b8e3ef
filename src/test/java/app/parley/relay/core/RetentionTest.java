package app.parley.relay.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.protocol.BlobId;
import app.parley.protocol.Envelope;
import app.parley.protocol.Invite;
import app.parley.protocol.Octets;
import app.parley.protocol.OneTimeKey;
import app.parley.protocol.wire.BlobFrame;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.RelayFrame;
import app.parley.relay.InviteTerms;
import app.parley.relay.RelayLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is over its time, or was fetched, is erased: no octet of it is left in any file, and the
/// disk has its room back.
@Timeout(60)
class RetentionTest {
    private static final int MANY = 700;

    @TempDir
    Path dir;

    private RelayFixture fixture;
    private final Person alice = new Person("+12025550100");
    private Peer owner;
    private Peer.Box box;

    @BeforeEach
    void start() throws IOException {
        fixture = new RelayFixture(dir);
        owner = Person.signedUp(fixture.relay, alice);
        box = owner.makeBox();
    }

    @AfterEach
    void stop() {
        owner.close();
        fixture.close();
    }

    private static Envelope random() {
        return Envelope.of(Peer.octets(4096).toArray());
    }

    /// Everything in the relay's folder but its secrets.
    private String files() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (Stream<Path> files = Files.walk(dir.resolve("relay"))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(path -> !path.toString().contains("secrets"))
                    .toList()) {
                all.write(Files.readAllBytes(file));
            }
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] octets, int from, int length) {
        return new String(octets, from, length, StandardCharsets.ISO_8859_1);
    }

    /// Pieces from all over something, so that half of it left on a page is found too.
    private static List<String> pieces(Octets whole) {
        List<String> pieces = new ArrayList<>();
        byte[] octets = whole.toArray();
        for (int at = 0; at + 16 <= octets.length; at += 250) {
            pieces.add(text(octets, at, 16));
        }
        return pieces;
    }

    private static boolean anyIn(String all, Octets whole) {
        return pieces(whole).stream().anyMatch(all::contains);
    }

    private void sweepUntil(Callable<Boolean> done) {
        await().pollInterval(Duration.ofMillis(50)).until(() -> {
            fixture.relay.sweep();
            return done.call();
        });
    }

    private long size() throws IOException {
        return Files.size(dir.resolve("relay/relay.db")) + Files.size(dir.resolve("relay/mail.slots"));
    }

    @Test
    void fetched_envelopes_are_nowhere_in_the_files_and_the_file_shrinks() throws IOException {
        List<Envelope> sent = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            sent.add(random());
            owner.connection.send(new ClientFrame.Send(50_000 + i, box.sid(), sent.getLast()));
        }
        for (int i = 0; i < MANY; i++) {
            owner.answer(50_000 + i);
        }
        sweepUntil(() -> size() > MANY * 4096L);
        String full = files();
        assertTrue(sent.stream().allMatch(envelope -> anyIn(full, envelope.octets())), "the scan finds what is there");

        owner.subscribe(1, box);
        owner.connection.send(new ClientFrame.Ack(1, MANY));
        // Reads what was delivered meanwhile: a relay that is full of it reads no acknowledgement.
        owner.ask(t -> new ClientFrame.QueryExpired(t, box.sid()));
        await().until(() -> fixture.relay.status().envelopes() == 0);
        sweepUntil(() -> {
            String all = files();
            return sent.stream().noneMatch(envelope -> anyIn(all, envelope.octets()));
        });
        // 2 MB stay for what comes next.
        sweepUntil(() -> size() < (2L << 20) + 300_000);
        assertEquals(0, Files.size(dir.resolve("relay/relay.db-wal")));
    }

    @Test
    void a_file_of_before_that_never_shrank_learns_it_and_keeps_what_waits() throws Exception {
        Envelope waiting = random();
        owner.accepted(box, waiting);
        owner.close();
        fixture.close();
        sql("pragma auto_vacuum = none; vacuum");
        fixture.start();
        try (Peer again = fixture.dial()) {
            for (int i = 0; i < MANY; i++) {
                again.accepted(box, random());
            }
            again.subscribe(1, box);
            assertEquals(waiting, again.next(RelayFrame.Deliver.class).envelope());
            again.connection.send(new ClientFrame.Ack(1, MANY + 1));
            again.ask(t -> new ClientFrame.QueryExpired(t, box.sid()));
            sweepUntil(() -> fixture.relay.status().envelopes() == 0 && size() < (2L << 20) + 300_000);
        }
    }

    private void sql(String script) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("relay/relay.db"));
                var statement = connection.createStatement()) {
            statement.executeUpdate(script);
        }
    }

    @Test
    void after_its_time_everything_is_gone_from_the_files() throws IOException {
        Map<String, Octets> things = new LinkedHashMap<>();
        Envelope late = random();
        things.put("an envelope", late.octets());
        owner.accepted(box, late);
        Octets bundle = Octets.of(alice.bundle(1, fixture.clock.instant().getEpochSecond() + 900_000)
                .encode());
        things.put("a bundle", bundle);
        List<OneTimeKey> pairs = alice.oneTime(1, 3);
        things.put("a one-time pair", pairs.get(1).kem());
        owner.done(t -> new ClientFrame.PublishKeys(t, bundle, pairs));
        Octets blob = Peer.octets(2048);
        things.put("a blob", blob);
        BlobId.Write wid = new BlobId.Write(Peer.octets(24));
        owner.ask(t -> new BlobFrame.Create(t, wid, new BlobId.Read(Peer.octets(24)), blob.length()));
        owner.ask(t -> new BlobFrame.Put(t, wid, 0, blob));
        Invite invite = fixture.relay.admission().invite(new InviteTerms(Optional.empty(), 3, Duration.ofDays(10)));
        owner.close();
        await().until(() -> fixture.relay.status().connections() == 0);
        String before = files();
        things.forEach((name, octets) -> assertTrue(anyIn(before, octets), name));
        assertEquals(1, fixture.relay.admission().invites().size(), () -> "not issued: " + invite);
        assertEquals(1, count("invite"));

        fixture.clock.pass(Duration.ofDays(16));
        sweepUntil(() -> {
            String all = files();
            return things.values().stream().noneMatch(octets -> anyIn(all, octets));
        });
        assertEquals(0, count("invite"));
        assertEquals(0, count("bundle") + count("onetime") + count("blob"));
        assertEquals(1, count("expired"), "the notice for the sender");
        assertEquals(0, fixture.relay.status().blobBytes());
        fixture.clock.pass(Duration.ofDays(15));
        sweepUntil(() -> count("expired") == 0);
        assertFalse(anyIn(files(), late.octets()));
    }

    private long count(String table) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("relay/relay.db"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from " + table)) {
            return rows.next() ? rows.getLong(1) : -1;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_full_disk_makes_no_sweep_fail_for_good() throws IOException {
        owner.close();
        fixture.close();
        fixture = new RelayFixture(dir.resolve("small"), RelayLimits.DEFAULT.withDiskBytes(600_000));
        try (Peer peer = Person.signedUp(fixture.relay, new Person("+12025550107"))) {
            Peer.Box mine = peer.makeBox();
            int kept = 0;
            while (peer.send(mine, random()) instanceof RelayFrame.Accepted) {
                kept++;
            }
            fixture.relay.sweep();
            peer.subscribe(1, mine);
            peer.connection.send(new ClientFrame.Ack(1, kept));
            await().until(() -> fixture.relay.status().envelopes() == 0);
            fixture.relay.sweep();
            await().until(() -> peer.send(mine, random()) instanceof RelayFrame.Accepted);
        }
    }
}
