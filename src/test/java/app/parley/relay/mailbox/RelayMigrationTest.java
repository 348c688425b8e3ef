package app.parley.relay.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.parley.crypto.Randomness;
import app.parley.protocol.Envelope;
import app.parley.protocol.Octets;
import app.parley.relay.mailbox.MailboxStore.Appended;
import app.parley.store.StoreException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of each older version open in this one with all they hold.
class RelayMigrationTest {
    @TempDir
    Path dir;

    private Path file;

    private void make(String script) throws Exception {
        file = dir.resolve("relay.db");
        try (InputStream in = RelayMigrationTest.class.getResourceAsStream(script);
                Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            connection.createStatement().executeUpdate(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private SqliteRelayStore open() {
        return SqliteRelayStore.open(file, 1L << 30, InstantSource.system(), Randomness.system());
    }

    private static Octets hash(int n) {
        byte[] bytes = new byte[32];
        bytes[31] = (byte) n;
        return Octets.of(bytes);
    }

    @Test
    void a_file_of_version_1_keeps_its_mailboxes_and_invites() throws Exception {
        make("relay-v1.sql");
        try (SqliteRelayStore store = open()) {
            assertEquals(
                    List.of(Optional.of(new MailboxStore.State(77, 3, 3))),
                    store.mail().states(List.of(hash(1))).join());
            Envelope envelope = Envelope.of(new byte[4096]);
            assertEquals(
                    5,
                    assertInstanceOf(
                                    Appended.Held.class,
                                    store.mail().append(hash(2), envelope).join())
                            .seq());
            InviteStore.Kept invite =
                    store.invites().find(hash(5), Instant.now()).join().orElseThrow();
            assertEquals(Optional.of(new InviteStore.Personal(hash(6), hash(7))), invite.personal());
            assertEquals(1, invite.usesLeft());
            // Its mailboxes are leased from the day of the change on, not gone at the first sweep.
            store.mail()
                    .sweep(Instant.now().plus(Duration.ofDays(MailboxStore.LEASE_DAYS)))
                    .join();
            assertEquals(1, store.mail().load().mailboxes());
            store.mail()
                    .sweep(Instant.now().plus(Duration.ofDays(2 * MailboxStore.LEASE_DAYS)))
                    .join();
            assertEquals(0, store.mail().load().mailboxes());
        }
        open().close();
    }

    @Test
    void a_file_of_a_later_version_is_left_as_it_is() throws Exception {
        make("relay-v1.sql");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            connection.createStatement().executeUpdate("pragma user_version = 1000");
        }
        byte[] before = Files.readAllBytes(file);
        assertEquals(
                StoreException.Why.TOO_NEW,
                assertThrows(StoreException.class, this::open).why());
        assertEquals(Octets.of(before), Octets.of(Files.readAllBytes(file)));
    }
}
