package app.parley.relay.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.crypto.Randomness;
import app.parley.protocol.Envelope;
import app.parley.protocol.Octets;
import app.parley.relay.mailbox.MailboxStore.Stored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Envelopes as rows: of a backup, and of files of versions 1 and 2.
class MailTransportTest {
    private static final Octets RID = Octets.of(new byte[32]);
    private static final Octets SID = Octets.ofHex("ab".repeat(32));

    @TempDir
    Path dir;

    private static SqliteRelayStore open(Path folder) {
        return SqliteRelayStore.open(folder.resolve("relay.db"), 1L << 30, InstantSource.system(), Randomness.system());
    }

    private static Envelope envelope(int n, int size) {
        byte[] octets = new byte[size];
        octets[0] = (byte) n;
        octets[2050] = (byte) n;
        octets[size - 1] = (byte) n;
        return Envelope.of(octets);
    }

    private static List<Stored> waiting(SqliteRelayStore store) {
        MailboxStore.State state =
                store.mail().states(List.of(RID)).join().getFirst().orElseThrow();
        return store.mail().read(state.box(), 1, 1000, Long.MAX_VALUE).join();
    }

    private static long rows(Path folder) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("relay.db"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from carried")) {
            return rows.next() ? rows.getLong(1) : -1;
        }
    }

    @Test
    void a_copy_holds_what_waits_and_the_one_that_opens_it_takes_it_over() throws Exception {
        Path copy = Files.createDirectory(dir.resolve("copy"));
        List<Stored> left;
        try (SqliteRelayStore store = open(dir)) {
            store.mail().create(RID, SID).join();
            for (int n = 1; n <= 150; n++) {
                store.mail().append(SID, envelope(n, n % 9 == 0 ? 16384 : 4096)).join();
            }
            long box = store.mail()
                    .states(List.of(RID))
                    .join()
                    .getFirst()
                    .orElseThrow()
                    .box();
            store.mail().ack(box, 20).join();
            left = waiting(store);
            assertEquals(130, left.size());
            Files.createFile(copy.resolve("relay.db"));
            assertTrue(store.copyTo(copy.resolve("relay.db")));
            assertEquals(left, waiting(store));
        }
        assertEquals(130, rows(copy));
        for (int start = 0; start < 2; start++) {
            try (SqliteRelayStore other = open(copy)) {
                assertEquals(left, waiting(other));
                assertEquals(130, other.mail().load().envelopes());
            }
            assertEquals(0, rows(copy));
        }
    }

    @Test
    void rows_of_an_older_version_become_slots_and_what_nobody_waits_for_does_not() throws Exception {
        Path folder = Files.createDirectory(dir.resolve("old"));
        try (SqliteRelayStore store = open(folder)) {
            store.mail().create(RID, SID).join();
            store.mail().append(SID, envelope(1, 4096)).join();
        }
        Files.delete(folder.resolve("mail.slots"));
        List<Envelope> sent = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("relay.db"))) {
            // As versions 1 and 2 had it.
            connection
                    .createStatement()
                    .executeUpdate("alter table carried rename to envelope; pragma user_version = 2");
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into envelope(box, seq, expires, size, id, body) select box, ?, ?, ?, ?, ? from mailbox")) {
                for (int n = 1; n <= 200; n++) {
                    Envelope envelope = envelope(n, n % 7 == 0 ? 65536 : 4096);
                    sent.add(envelope);
                    insert.setLong(1, n + 3L);
                    insert.setLong(2, InstantSource.system().millis() / 3_600_000 + 100);
                    insert.setInt(3, envelope.octets().length());
                    insert.setBytes(4, Entry.idOf(envelope).octets().toArray());
                    insert.setBytes(5, envelope.toArray());
                    insert.executeUpdate();
                }
            }
            connection
                    .createStatement()
                    .executeUpdate("update mailbox set acked = 4; update envelope set box = 5 where seq = 203");
        }
        try (SqliteRelayStore store = open(folder)) {
            assertEquals(
                    sent.subList(1, 199),
                    waiting(store).stream().map(Stored::envelope).toList());
            assertEquals(5, waiting(store).getFirst().seq());
        }
        assertEquals(0, rows(folder));
    }

    @Test
    void a_kill_in_the_middle_of_taking_over_costs_nothing_and_doubles_nothing() throws IOException, SQLException {
        Path copy = Files.createDirectory(dir.resolve("copy"));
        List<Stored> left;
        try (SqliteRelayStore store = open(dir)) {
            store.mail().create(RID, SID).join();
            for (int n = 1; n <= 10; n++) {
                store.mail().append(SID, envelope(n, 4096)).join();
            }
            left = waiting(store);
            Files.createFile(copy.resolve("relay.db"));
            store.copyTo(copy.resolve("relay.db"));
        }
        Files.copy(copy.resolve("relay.db"), dir.resolve("before"));
        open(copy).close();
        // The file of envelopes was written, but not that the rows are gone.
        Files.delete(copy.resolve("relay.db"));
        Files.copy(dir.resolve("before"), copy.resolve("relay.db"));
        try (SqliteRelayStore other = open(copy)) {
            assertEquals(left, waiting(other));
            assertEquals(10, other.mail().load().envelopes());
        }
    }
}
