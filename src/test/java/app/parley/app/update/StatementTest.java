package app.parley.app.update;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTest {
    private static final Instant MADE = Instant.parse("2026-11-24T10:00:00Z");
    private static final String GOOD = """
            version 0.2.0
            number 7
            made 2026-11-24T10:00:00Z
            until 2027-02-22T10:00:00Z
            page https://example.org/parley
            news de Es ist schneller.
            news en It is quicker.
            file %s 3 parley_0.2.0_amd64.deb
            """.formatted("ab".repeat(32));

    @Test
    void it_is_read_as_it_is_written() {
        Statement statement = Publisher.statement("0.2.0", 7, MADE, MADE.plus(Duration.ofDays(90)));
        assertEquals(GOOD, new String(statement.encode(), UTF_8));
        assertEquals(Optional.of(statement), Statement.parse(GOOD.getBytes(UTF_8)));
        assertEquals("Es ist schneller.", statement.news("de"));
        assertEquals("It is quicker.", statement.news("fr"));
    }

    @Test
    void what_later_versions_add_is_passed_over() {
        assertTrue(Statement.parse((GOOD + "minimum-java 27\n").getBytes(UTF_8)).isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version 0.2.0|version 0.2.0-evil",
                "version 0.2.0|version 99999.1",
                "version 0.2.0\n|",
                "number 7|number 0",
                "number 7|number 07",
                "number 7|number 1000000001",
                "number 7|number 7\nnumber 8",
                "made 2026|made 2027",
                "made 2026-11-24T10:00:00Z|made 2026-11-24",
                "made 2026-11-24|made 2026-13-24",
                "until 2027|until 2029",
                "page https|page http",
                "page https://example.org|page https://name@example.org",
                "page https://example.org/|page https://example.org/ü",
                "page https://example.org/parley|page javascript:alert(1)",
                "news en It|news EN It",
                "news en It|news de It",
                "It is quicker.|It is \u202equicker.",
                "It is quicker.|It is \u0007quicker.",
                "It is quicker.| ",
                "parley_0|../parley_0",
                "parley_0|.parley_0",
                "abab|abaB",
                " 3 | -3 ",
                "deb\n|deb"
            })
    void anything_else_is_refused(String change) {
        String[] parts = change.split("\\|", -1);
        String changed = GOOD.replaceFirst(Pattern.quote(parts[0]), parts[1]);
        assertNotEquals(GOOD, changed);
        assertEquals(Optional.empty(), Statement.parse(changed.getBytes(UTF_8)));
    }

    @Test
    void too_much_of_anything_is_refused() {
        String news = "news en " + "x".repeat(1000) + "\n";
        assertEquals(
                Optional.empty(),
                Statement.parse(GOOD.replace("news en It is quicker.\n", news).getBytes(UTF_8)));
        String file = "file " + "cd".repeat(32) + " 1 name\n";
        assertEquals(Optional.empty(), Statement.parse((GOOD + file.repeat(40)).getBytes(UTF_8)));
        assertEquals(Optional.empty(), Statement.parse((GOOD + "x y\n".repeat(20_000)).getBytes(UTF_8)));
        assertEquals(Optional.empty(), Statement.parse(new byte[] {(byte) 0xff, '\n'}));
        assertEquals(Optional.empty(), Statement.parse(new byte[0]));
    }

    @Test
    void nobody_signs_what_nobody_would_read() {
        Statement two_lines = new Statement(
                "0.2.0", 1, MADE, MADE.plusSeconds(1), Optional.empty(), Map.of("en", "a\nfile x"), List.of());
        assertThrows(IllegalArgumentException.class, two_lines::encode);
        Statement for_ever =
                new Statement("0.2.0", 1, MADE, MADE.plus(Duration.ofDays(401)), Optional.empty(), Map.of(), List.of());
        assertThrows(IllegalArgumentException.class, for_ever::encode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1.0 0.2.0", "0.2 0.10", "0.9.9 1.0", "1.0 1.0.1", "0.1.0 0.1.0.1"})
    void versions_have_an_order(String pair) {
        Version less = Version.parse(pair.split(" ")[0]).orElseThrow();
        Version more = Version.parse(pair.split(" ")[1]).orElseThrow();
        assertTrue(less.compareTo(more) < 0 && more.compareTo(less) > 0);
        assertEquals(
                0,
                Version.parse("1.0")
                        .orElseThrow()
                        .compareTo(Version.parse("1.0.0").orElseThrow()));
    }

    @Test
    void a_signed_file_is_read_as_it_is_written() throws Exception {
        try (Publisher publisher = new Publisher("127.0.0.1")) {
            byte[] whole = publisher.statement("0.2.0", 7, MADE);
            Signed signed = Signed.parse(Signed.Purpose.UPDATE, whole).orElseThrow();
            assertArrayEquals(whole, signed.whole());
            assertTrue(signed.holds(signed.body()));
            assertEquals(Optional.empty(), Signed.parse(Signed.Purpose.SUMS, whole));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org/updates",
                "ftp://example.org/updates",
                "https:///updates",
                "https://name@example.org/updates",
                "https://example.org/updates#abcd",
                "https://example.org/ updates",
                "file://host/updates",
                "updates",
                "data:,x"
            })
    void what_is_no_address_is_refused(String typed) {
        assertEquals(Optional.empty(), UpdateAddress.parse(typed));
    }

    @Test
    void an_address_carries_the_key_to_believe() {
        UpdateAddress address =
                UpdateAddress.parse(" https://example.org/u#" + "0a".repeat(32)).orElseThrow();
        assertEquals(Set.of("0a".repeat(32)), address.trusted(Set.of("built-in")));
        assertEquals("https://example.org/u", address.place().toString());
        UpdateAddress plain = UpdateAddress.parse("https://example.org/u").orElseThrow();
        assertEquals(Set.of("built-in"), plain.trusted(Set.of("built-in")));
    }
}
