package app.parley.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The other `parley client` commands as real processes: Alice and Bob at one relay.
class ClientProcessTest extends InTown {
    @Test
    void a_message_climbs_the_ladder_and_is_printed_once() throws Exception {
        ParleyProcess bob = town.client("Bob", "receive", "--follow");
        ParleyProcess alice = town.client("Alice", "send", "--to", BOB, "Hi \"Bob\", <3 & \\n", "--wait", "delivered");
        alice.endsWith(0);
        assertEquals(
                List.of("waiting", "accepted", "delivered"),
                Town.states(alice.printed()).subList(0, 3));
        String id = alice.printed().getFirst().get("id").getAsString();
        assertTrue(id.matches("[0-9a-f]{32}"), id);
        JsonObject message = bob.next();
        assertEquals("message", message.get("event").getAsString());
        assertEquals(id, message.get("id").getAsString());
        assertEquals(ALICE, message.get("from").getAsString());
        assertEquals("Alice", message.get("name").getAsString());
        assertEquals("Hi \"Bob\", <3 & \\n", message.get("text").getAsString());
        assertTrue(message.get("signed").getAsBoolean());
        assertFalse(message.get("verified").getAsBoolean());
        assertTrue(Instant.parse(message.get("sentAt").getAsString()).isAfter(Instant.EPOCH));
        bob.terminate();
        bob.endsWith(0);

        ParleyProcess nothing = town.client("Bob", "receive", "--timeout", "1").endsWith(0);
        assertEquals(List.of(), nothing.printed());
        town.client("Alice", "send", "--to", BOB, "while you were away").endsWith(0);
        town.client("Alice", "send", "--to", BOB, "-- and another").endsWith(2);
        town.client("Alice", "send", "--to", BOB, "--", "-- and another").endsWith(0);
        ParleyProcess later = town.client("Bob", "receive").endsWith(0);
        assertEquals(List.of("while you were away", "-- and another"), Town.texts(later.printed()));
        assertEquals(
                List.of("Hi \"Bob\", <3 & \\n", "while you were away", "-- and another"), town.received("Bob", ALICE));
    }

    @Test
    void without_a_relay_the_outbox_keeps_a_message_until_it_is_back() throws Exception {
        town.client("Alice", "send", "--to", BOB, "first").endsWith(0);
        town.relay().killNine();
        ParleyProcess kept = town.client("Alice", "send", "--to", BOB, "second").endsWith(0);
        assertEquals(List.of("waiting"), Town.states(kept.printed()));
        ParleyProcess waited =
                town.client("Alice", "send", "--to", BOB, "third", "--wait", "accepted", "--timeout", "1");
        waited.endsWith(1);
        assertEquals(List.of("waiting"), Town.states(waited.printed()));
        ParleyProcess stranger = town.client("Alice", "send", "--to", "+12025550199", "who are you");
        stranger.endsWith(1);
        assertEquals(List.of(), stranger.printed());

        town.reopenRelay();
        town.client("Alice", "send", "--to", BOB, "fourth", "--wait", "accepted")
                .endsWith(0);
        ParleyProcess bob = town.client("Bob", "receive", "--timeout", "10").endsWith(0);
        assertEquals(List.of("first", "second", "third", "fourth"), Town.texts(bob.printed()));
    }

    @Test
    void people_compare_their_safety_number_and_are_verified() throws Exception {
        ParleyProcess bob = town.client("Bob", "receive", "--follow");
        bob.awaitWords("Connected");
        JsonObject person = person(town.client("Alice", "people").endsWith(0), BOB);
        assertEquals("Bob", person.get("name").getAsString());
        assertTrue(person.get("online").getAsBoolean());
        assertFalse(person.get("verified").getAsBoolean());
        bob.terminate();
        bob.endsWith(0);

        String alices = number("Alice", BOB);
        String bobs = number("Bob", ALICE);
        assertTrue(alices.matches("[0-9]{60}"), alices);
        assertEquals(alices, bobs);
        String wrong = alices.substring(1) + alices.charAt(0);
        ParleyProcess refused = town.client("Alice", "verify", "--with", BOB, "--number", wrong);
        refused.endsWith(1);
        assertTrue(refused.words().contains("differ"), refused.words());
        String grouped = bobs.replaceAll("(.{5})(?=.)", "$1 ");
        town.client("Alice", "verify", "--with", BOB, "--number", grouped).endsWith(0);
        JsonObject verified = person(town.client("Alice", "people").endsWith(0), BOB);
        assertTrue(verified.get("verified").getAsBoolean());
        assertFalse(verified.get("online").getAsBoolean());

        town.client("Bob", "send", "--to", ALICE, "from somebody verified").endsWith(0);
        JsonObject message =
                town.client("Alice", "receive").endsWith(0).printed().getFirst();
        assertTrue(message.get("verified").getAsBoolean());
    }

    private String number(String name, String with) throws Exception {
        return town.client(name, "safety-number", "--with", with)
                .endsWith(0)
                .printed()
                .getFirst()
                .get("number")
                .getAsString();
    }

    private static JsonObject person(ParleyProcess people, String phone) {
        return people.printed().stream()
                .filter(line -> line.get("phone").getAsString().equals(phone))
                .findFirst()
                .orElseThrow(() -> new AssertionError(phone + " is not listed"));
    }

    @Test
    void a_second_client_on_the_same_profile_is_refused() throws Exception {
        ParleyProcess first = town.client("Alice", "receive", "--follow");
        first.awaitWords("Connected");
        ParleyProcess second = town.client("Alice", "send", "--to", BOB, "twice");
        second.endsWith(1);
        assertTrue(second.words().contains("Another Parley has this profile open"), second.words());
        assertEquals(List.of(), second.printed());
        first.terminate();
        first.endsWith(0);
    }

    @Test
    void a_damaged_profile_is_said_and_left_byte_for_byte() throws Exception {
        Map<Path, byte[]> before = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(town.profile("Alice"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.size(file) > 1000) {
                    byte[] bytes = Files.readAllBytes(file);
                    for (int i = 100; i < bytes.length; i += 512) {
                        bytes[i] ^= 0x55;
                    }
                    Files.write(file, bytes);
                    before.put(file, bytes);
                }
            }
        }
        assertFalse(before.isEmpty());
        ParleyProcess refused = town.client("Alice", "people");
        refused.endsWith(1);
        assertTrue(refused.words().contains("damaged"), refused.words());
        for (Map.Entry<Path, byte[]> file : before.entrySet()) {
            assertArrayEquals(file.getValue(), Files.readAllBytes(file.getKey()), file.getKey()::toString);
        }
    }

    @Test
    void a_clock_that_is_a_year_off_is_said_and_stops_nobody_from_talking() throws Exception {
        town.client("Alice", "send", "--to", BOB, "on time", "--wait", "accepted")
                .endsWith(0);
        ParleyProcess bob = shifted("P365D", "Bob", "receive", "--timeout", "15");
        assertEquals(List.of("on time"), Town.texts(bob.endsWith(0).printed()));
        assertTrue(bob.words().contains("days ahead of"), bob.words());
        shifted("P365D", "Bob", "send", "--to", ALICE, "from next year", "--wait", "accepted")
                .endsWith(0);
        ParleyProcess alice = shifted("-P365D", "Alice", "receive", "--timeout", "15");
        assertEquals(List.of("from next year"), Town.texts(alice.endsWith(0).printed()));
        assertTrue(alice.words().contains("behind"), alice.words());
    }

    private ParleyProcess shifted(String offset, String name, String... args) {
        return town.client(Map.of(), List.of("-D" + AppClock.OFFSET + "=" + offset), name, args);
    }

    @Test
    void nothing_readable_lies_at_the_relay() throws Exception {
        String secret = "an unlikely sentence 8125";
        town.client("Alice", "send", "--to", BOB, secret, "--wait", "accepted").endsWith(0);
        town.relay().terminate();
        town.relay().endsWith(0);
        try (Stream<Path> files = Files.walk(town.data())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                // Nothing as short as "Bob": among so many random octets those three come by chance.
                for (String word : List.of(secret, ALICE, BOB, "12025550101", "Alice")) {
                    assertFalse(bytes.contains(word), file + " tells " + word);
                }
            }
        }
    }
}
