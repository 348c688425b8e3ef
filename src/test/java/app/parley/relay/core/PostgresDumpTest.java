package app.parley.relay.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import app.parley.protocol.Octets;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.RelayFrame;
import app.parley.relay.RelayConfig;
import app.parley.relay.RelayLimits;
import app.parley.relay.mailbox.TestPostgres;
import app.parley.store.PostgresAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The steps of docs/hosting.md for a relay on PostgreSQL, done with the database's own programs
/// where they are installed.
@Timeout(90)
class PostgresDumpTest {
    private static final int PAIRS = 5;

    @TempDir
    Path dir;

    private final HandClock clock = new HandClock();
    private final Person alice = new Person("+12025550100");
    private final String url = TestPostgres.freshUrl().replaceFirst("/postgres\\?.*", "/dumped");

    private HostedRelay relay(String folder) throws IOException {
        RelayConfig.Shared shared = new RelayConfig.Shared(
                Optional.of(PostgresAddress.parse(url).orElseThrow()), Optional.of(dir.resolve("identity")));
        return HostedRelay.start(new RelayConfig(
                        dir.resolve(folder),
                        "127.0.0.1",
                        0,
                        List.of(),
                        RelayLimits.DEFAULT,
                        clock,
                        clock,
                        new SecureRandom())
                .withShared(shared));
    }

    private static boolean installed(String program) {
        return Optional.ofNullable(System.getenv("PATH")).stream()
                .flatMap(path -> List.of(path.split(":")).stream())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private void run(String... line) throws Exception {
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .directory(dir.toFile())
                .start();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), words);
    }

    private RelayFrame.SignedIn signIn(HostedRelay relay) throws IOException {
        try (Peer peer = Peer.dial(relay)) {
            return assertInstanceOf(RelayFrame.SignedIn.class, alice.authenticate(peer, relay.pin()));
        }
    }

    @Test
    void a_dump_of_a_running_relay_brings_back_members_and_mail_and_no_key_twice() throws Exception {
        Assumptions.assumeTrue(installed("pg_dump") && installed("pg_restore"), "no programs of PostgreSQL here");
        TestPostgres.execute("create database dumped");
        Files.writeString(dir.resolve("identity"), HostedRelay.identity(dir.resolve("one"), new SecureRandom()));
        Files.setPosixFilePermissions(dir.resolve("identity"), PosixFilePermissions.fromString("rw-------"));
        Peer.Box box;
        try (HostedRelay relay = relay("one");
                Peer owner = Person.signedUp(relay, alice)) {
            box = owner.makeBox();
            long expires = clock.instant().getEpochSecond() + 86_400;
            owner.done(t -> new ClientFrame.PublishKeys(
                    t, Octets.of(alice.bundle(1, expires).encode()), alice.oneTime(1, PAIRS)));
            assertEquals(PAIRS, signIn(relay).oneTimeLeft());
            for (int i = 1; i <= 5; i++) {
                owner.accepted(box, Peer.envelope(i));
            }
            run("pg_dump", "--format=custom", "--file=relay.dump", url);
            owner.accepted(box, Peer.envelope(6));
        }
        run("pg_restore", "--clean", "--if-exists", "--dbname=" + url, "relay.dump");
        try (Connection beside = DriverManager.getConnection(
                        "jdbc:postgresql" + url.substring(url.indexOf(':')).replace("postgres:postgres@", ""),
                        "postgres",
                        "postgres");
                var statement = beside.createStatement()) {
            assertEquals(PAIRS, statement.executeUpdate("delete from onetime"));
        }
        try (HostedRelay relay = relay("elsewhere");
                Peer reader = Peer.dial(relay)) {
            assertEquals(0, signIn(relay).oneTimeLeft(), "those that were handed out since would come twice");
            assertEquals(5, reader.subscribe(1, box).last());
            for (int i = 1; i <= 5; i++) {
                assertEquals(new RelayFrame.Deliver(1, i, Peer.envelope(i)), reader.next(RelayFrame.Deliver.class));
            }
            reader.accepted(box, Peer.envelope(7));
            assertEquals(new RelayFrame.Deliver(1, 6, Peer.envelope(7)), reader.next(RelayFrame.Deliver.class));
        }
    }
}
