package app.parley.relay.mailbox;

import app.parley.protocol.EnvelopeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What lies in the envelopes' file of a relay that runs or was killed, read from a copy.
public final class MailOnDisk {
    private MailOnDisk() {}

    /// One envelope in the file, waited for or not.
    public record Lying(long box, long seq, long batch, EnvelopeId id) {}

    /// Everything in the file, in the order in which it lies there.
    public static List<Lying> all(Path relay, Path copy) throws IOException {
        Files.copy(relay.resolve("mail.slots"), copy, StandardCopyOption.REPLACE_EXISTING);
        List<Lying> found = new ArrayList<>();
        MailFile.open(copy, new Room(Long.MAX_VALUE), held -> {
                    MailHeader header = held.header();
                    found.add(new Lying(header.box(), header.seq(), header.batch(), header.id()));
                    return true;
                })
                .close();
        return found;
    }

    /// Those that a start would take for waiting.
    ///
    /// @param database a copy of the relay's
    public static List<Lying> waiting(Path relay, Path copy, Path database) throws IOException, SQLException {
        Map<Long, Long> acked = new HashMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select box, acked from mailbox")) {
            while (rows.next()) {
                acked.put(rows.getLong(1), rows.getLong(2));
            }
        }
        return all(relay, copy).stream()
                .filter(lying -> lying.seq() > acked.getOrDefault(lying.box(), Long.MAX_VALUE))
                .toList();
    }
}
