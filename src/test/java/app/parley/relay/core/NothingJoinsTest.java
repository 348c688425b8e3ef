package app.parley.relay.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.crypto.EnvelopeKind;
import app.parley.crypto.Sha256;
import app.parley.protocol.Envelope;
import app.parley.protocol.Octets;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.RelayFrame;
import app.parley.relay.mailbox.MailOnDisk;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// Somebody restores the relay's folder, its secrets too, after a day of which we know who did
/// what, and tries to find out whose a mailbox is, or who was about to write to whom: by what
/// tables have in common, by the order of rows and files, by times, by pages that were left over.
@Timeout(60)
class NothingJoinsTest {
    private static final int PEOPLE = 10;
    private static final int EACH = 4;
    /// Tables about people, and tables about mail and files. Nothing may be in both kinds.
    private static final Set<String> OF_PEOPLE =
            Set.of("account", "bundle", "onetime", "claim", "newcomer", "gone", "invite");

    private static final Set<String> OF_MAIL = Set.of("mailbox", "carried", "envelope", "expired", "blob");

    @TempDir
    Path dir;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private Level level = Level.WARN;
    private RelayFixture fixture;
    /// by the hash of the capability that reads it
    private final Map<Octets, Integer> owners = new HashMap<>();

    private Instant start;

    @BeforeEach
    void listen() throws IOException {
        level = root.getLevel();
        root.setLevel(Level.DEBUG);
        log.start();
        root.addAppender(log);
        fixture = new RelayFixture(dir);
        start = fixture.clock.instant();
    }

    @AfterEach
    void stop() {
        root.detachAppender(log);
        root.setLevel(level);
        fixture.close();
    }

    private static Octets hash(Octets octets) {
        return Octets.of(Sha256.of(octets.toArray()));
    }

    /// People come one after the other, make their mailboxes and publish; then each looks for the
    /// next, fetches their keys and writes, all within seconds.
    private void day() throws IOException {
        List<Peer> peers = new ArrayList<>();
        List<Person> people = new ArrayList<>();
        List<Peer.Box> boxes = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            Person person = new Person("+120255501%02d".formatted(i));
            people.add(person);
            Peer peer = Person.signedUp(fixture.relay, person);
            peers.add(peer);
            for (int k = 0; k < EACH; k++) {
                boxes.add(peer.makeBox());
                owners.put(hash(boxes.getLast().rid().octets()), i);
                fixture.clock.pass(Duration.ofMillis(337));
            }
            long expires = fixture.clock.instant().getEpochSecond() + 2_000_000;
            Octets bundle = Octets.of(person.bundle(1, expires).encode());
            peer.done(t -> new ClientFrame.PublishKeys(t, bundle, person.oneTime(1, 5)));
            fixture.clock.pass(Duration.ofSeconds(7));
        }
        for (int i = 0; i < PEOPLE; i++) {
            Person next = people.get((i + 1) % PEOPLE);
            Peer.Box to = boxes.get((i + 1) % PEOPLE * EACH);
            Peer peer = peers.get(i);
            peer.ask(t -> new ClientFrame.FindByNumber(t, next.phone));
            fixture.clock.pass(Duration.ofMillis(211));
            peer.ask(t -> new ClientFrame.FetchKeys(t, next.id, Person.DEVICE));
            fixture.clock.pass(Duration.ofMillis(173));
            try (Peer mail = fixture.dial()) {
                mail.accepted(to, firstContact(i));
                fixture.clock.pass(Duration.ofMillis(419));
                mail.subscribe(1, boxes.get(i * EACH + 1));
                mail.accepted(boxes.get(i * EACH + 1), Peer.envelope(i));
                mail.connection.send(new ClientFrame.Ack(
                        1, mail.next(RelayFrame.Deliver.class).seq()));
            }
            fixture.clock.pass(Duration.ofSeconds(2));
        }
        peers.forEach(Peer::close);
        await().until(() -> fixture.relay.status().connections() == 0
                && fixture.relay.status().envelopes() == PEOPLE);
    }

    private static Envelope firstContact(int n) {
        byte[] bytes = new byte[16384];
        System.arraycopy(EnvelopeKind.FIRST_CONTACT.prefix(), 0, bytes, 0, EnvelopeKind.PREFIX_SIZE);
        bytes[100] = (byte) n;
        return Envelope.of(bytes);
    }

    /// One row: its columns by name.
    private record Line(Map<String, Object> columns) {
        byte[] octets(String column) {
            return (byte[]) columns.get(column);
        }
    }

    /// The folder as a thief has it: copied while the relay runs, and opened elsewhere.
    private Map<String, List<Line>> stolen() throws IOException, SQLException {
        Path copy = dir.resolve("stolen");
        Files.createDirectories(copy);
        for (String name : List.of("relay.db", "relay.db-wal")) {
            Files.copy(dir.resolve("relay").resolve(name), copy.resolve(name));
        }
        Map<String, List<Line>> tables = new LinkedHashMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy.resolve("relay.db"))) {
            List<String> names = new ArrayList<>();
            for (Line line : lines(connection, "select name from sqlite_master where type = 'table'")) {
                names.add((String) line.columns().get("name"));
            }
            for (String name : names) {
                // In the order in which they lie there.
                tables.put(name, lines(connection, "select * from " + name));
            }
        }
        tables.put("envelope", envelopes());
        return tables;
    }

    /// The envelopes' file is as good as a table.
    private List<Line> envelopes() throws IOException {
        return MailOnDisk.all(dir.resolve("relay"), dir.resolve("stolen/mail.slots")).stream()
                .map(lying -> new Line(Map.<String, Object>of(
                        "box",
                        lying.box(),
                        "seq",
                        lying.seq(),
                        "id",
                        lying.id().octets().toArray())))
                .toList();
    }

    private static List<Line> lines(Connection connection, String sql) throws SQLException {
        List<Line> lines = new ArrayList<>();
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                Map<String, Object> columns = new LinkedHashMap<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    columns.put(rows.getMetaData().getColumnName(i), rows.getObject(i));
                }
                lines.add(new Line(columns));
            }
        }
        return lines;
    }

    private Map<String, List<Line>> sweptAndStolen() throws IOException, SQLException {
        // Twice: the first may still be at it when the last count was made.
        for (int i = 0; i < 2; i++) {
            fixture.relay.sweep();
            Path wal = dir.resolve("relay/relay.db-wal");
            await().until(() -> Files.size(wal) == 0);
        }
        return stolen();
    }

    @Test
    void no_value_is_in_a_table_of_people_and_in_one_of_mail() throws Exception {
        day();
        Map<String, List<Line>> tables = sweptAndStolen();
        Set<String> known = new HashSet<>(OF_PEOPLE);
        known.addAll(OF_MAIL);
        known.addAll(Set.of("allowance", "tally"));
        assertTrue(known.containsAll(tables.keySet()), () -> "a table nobody thought about: " + tables.keySet());
        Set<String> mail = new HashSet<>();
        for (String table : OF_MAIL) {
            mail.addAll(values(tables.get(table)));
        }
        for (String table : OF_PEOPLE) {
            for (String value : values(tables.get(table))) {
                // Not only equal: no name of a mailbox is inside of anything about a person.
                assertTrue(mail.stream().noneMatch(other -> value.contains(other) || other.contains(value)), table);
            }
        }
        Set<String> allowances = values(tables.get("allowance"));
        assertTrue(mail.stream().noneMatch(allowances::contains));
    }

    /// Everything long enough to name something, in hexadecimal.
    private static Set<String> values(List<Line> lines) {
        Set<String> values = new HashSet<>();
        for (Line line : lines) {
            for (Object value : line.columns().values()) {
                if (value instanceof byte[] octets && octets.length >= 8) {
                    values.add(Octets.of(octets).hex());
                } else if (value instanceof Long number && number > 1L << 40) {
                    values.add("%016x".formatted(number));
                }
            }
        }
        return values;
    }

    @Test
    void no_order_of_rows_and_no_number_tells_which_mailboxes_belong_together() throws Exception {
        day();
        List<Line> boxes = sweptAndStolen().get("mailbox");
        assertEquals(PEOPLE * EACH, boxes.size());
        assertChance("as they lie there", boxes);
        for (String column : boxes.getFirst().columns().keySet()) {
            assertChance("by " + column, sorted(boxes, column));
        }
        assertEquals(
                1,
                boxes.stream().map(box -> box.columns().get("lease")).distinct().count(),
                "one lease for all");
    }

    private static List<Line> sorted(List<Line> lines, String column) {
        List<Line> sorted = new ArrayList<>(lines);
        sorted.sort((a, b) -> {
            Object left = a.columns().get(column);
            return left instanceof byte[] octets
                    ? Octets.of(octets)
                            .hex()
                            .compareTo(Octets.of(b.octets(column)).hex())
                    : Long.compare(
                            ((Number) left).longValue(), ((Number) b.columns().get(column)).longValue());
        });
        return sorted;
    }

    /// Neighbours of one owner: by chance about 3 of 39, and 15 once in ten million times; in the
    /// order in which they were made 30.
    private void assertChance(String order, List<Line> boxes) {
        int together = 0;
        for (int i = 1; i < boxes.size(); i++) {
            Integer one = owners.get(Octets.of(boxes.get(i - 1).octets("rid")));
            together += one.equals(owners.get(Octets.of(boxes.get(i).octets("rid")))) ? 1 : 0;
        }
        assertTrue(together < 15, order + ": " + together + " neighbours have one owner");
    }

    @Test
    void no_time_is_finer_than_what_many_people_do_in_it() throws Exception {
        day();
        Map<String, List<Line>> tables = sweptAndStolen();
        // Codes and wrong codes are counted at once, by number; that is over in an hour.
        assertFalse(tables.get("allowance").isEmpty());
        fixture.clock.pass(Duration.ofHours(1));
        tables = again();
        Instant end = fixture.clock.instant().plus(Duration.ofDays(40));
        tables.forEach((table, lines) -> lines.forEach(line -> line.columns().forEach((column, value) -> {
            if (value instanceof Number number) {
                assertCoarse(table + "." + column, number.longValue(), end);
            }
        })));
    }

    private Map<String, List<Line>> again() throws IOException, SQLException {
        try (Stream<Path> files = Files.list(dir.resolve("stolen"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        return sweptAndStolen();
    }

    private void assertCoarse(String where, long number, Instant end) {
        long from = start.minus(Duration.ofDays(1)).getEpochSecond();
        if (number >= from && number <= end.getEpochSecond()) {
            assertEquals(0, number % 3600, where + " tells the second");
        } else if (number >= from * 1000 && number <= end.toEpochMilli()) {
            assertEquals(0, number % 300_000, where + " tells the millisecond");
        }
    }

    @Test
    void what_is_counted_of_one_moment_does_not_share_a_moment_of_its_own() throws Exception {
        day();
        List<Line> allowances = sweptAndStolen().get("allowance");
        // The look-up of one, the fetch from the other and the first contact were half a second
        // apart, and the next people two seconds later: all of a sweep look alike now.
        Map<Object, Integer> together = new HashMap<>();
        allowances.stream()
                .map(line -> ((Number) line.columns().get("full")).longValue())
                .filter(full -> full % 300_000 == 0)
                .forEach(full -> together.merge(full, 1, Integer::sum));
        assertTrue(together.values().stream().mapToInt(count -> count).max().orElse(0) >= PEOPLE, together::toString);
        assertTrue(allowances.size()
                        - together.values().stream().mapToInt(count -> count).sum()
                <= 3 * PEOPLE + 3);
    }

    @Test
    void no_address_and_no_connection_is_in_any_file_or_log() throws Exception {
        day();
        fixture.relay.sweep();
        List<String> lines = log.list.stream()
                .filter(event -> event.getLoggerName().startsWith("app.parley"))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
        assertEquals(List.of("started"), lines, "a day in which nothing went wrong is not worth a word more");
        for (ILoggingEvent event : log.list) {
            String said = event.getFormattedMessage() + " " + event.getKeyValuePairs();
            boolean ofRelay = event.getThreadName().startsWith("relay");
            assertFalse(ofRelay && said.contains("127.0.0.1"), said);
        }
        String local = new InetSocketAddress("127.0.0.1", 1).getAddress().getHostAddress();
        try (Stream<Path> files = Files.walk(dir.resolve("relay"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String all = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertFalse(all.contains(local), () -> file + " has an address");
            }
        }
    }
}
