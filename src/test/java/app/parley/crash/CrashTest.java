package app.parley.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.parley.app.Town;
import app.parley.protocol.PhoneNumber;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// kill -9 at random points, again and again: what was promised arrives once and in order, no key
/// is used twice, and the relay keeps what it accepted.
///
/// `crash.seed` draws other points; the one that was used is printed. `crash.messages` sets how
/// many messages the long run has.
class CrashTest {
    @TempDir
    Path folder;

    @Test
    void two_people_and_a_relay_are_killed_again_and_again() throws Exception {
        try (Town town = Town.ofTwo(folder.resolve("town"))) {
            run(town, people("Alice", Town.ALICE, "Bob", Town.BOB), 60, 8, 150, 0, 240);
        }
    }

    @Test
    @Tag("crash")
    void three_people_and_a_relay_are_killed_over_ten_thousand_messages() throws Exception {
        String carol = "+12025550103";
        try (Town town = Town.ofTwo(folder.resolve("town"))) {
            town.signUp("Carol", carol);
            Map<String, PhoneNumber> people = people("Alice", Town.ALICE, "Bob", Town.BOB, "Carol", carol);
            int messages = Integer.getInteger("crash.messages", 10_020);
            run(town, people, (messages + 5) / 6, 120, 2000, 6, 3000);
        }
    }

    private void run(Town town, Map<String, PhoneNumber> people, int each, int kills, int notes, int shifts, int atMost)
            throws Exception {
        long seed = Long.getLong("crash.seed", System.nanoTime() & 0xffff_ffffL);
        System.out.println("crash run: -Dcrash.seed=" + seed);
        Path tapes = Files.createDirectories(folder.resolve("tapes"));
        CrashRun.Outcome outcome = new CrashRun(
                        town,
                        tapes,
                        new CrashRun.Plan(
                                seed,
                                people,
                                each,
                                kills,
                                notes,
                                Duration.ofMillis(100),
                                shifts,
                                Duration.ofSeconds(atMost)))
                .run();
        System.out.println("crash run: " + outcome.figures());
        assertEquals(
                List.of(),
                outcome.complaints().stream().limit(30).toList(),
                () -> outcome.figures() + ", " + outcome.complaints().size() + " complaints");
    }

    private static Map<String, PhoneNumber> people(String... namesAndNumbers) {
        Map<String, PhoneNumber> people = new LinkedHashMap<>();
        for (int i = 0; i < namesAndNumbers.length; i += 2) {
            people.put(
                    namesAndNumbers[i],
                    PhoneNumber.parse(namesAndNumbers[i + 1]).orElseThrow());
        }
        return people;
    }
}
