package app.parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// kill -9 of real processes: what was promised before it holds after it, nothing is lost and
/// nothing comes twice.
class KillNineTest extends InTown {
    @Test
    void a_relay_killed_right_after_it_accepted_loses_nothing() throws Exception {
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String text = "message " + i;
            ParleyProcess alice = town.client("Alice", "send", "--to", BOB, text, "--wait", "accepted");
            assertEquals("waiting", alice.next().get("state").getAsString());
            assertEquals("accepted", alice.next().get("state").getAsString());
            town.relay().killNine();
            sent.add(text);
            alice.endsWith(0);
            town.reopenRelay();
        }
        ParleyProcess bob = town.client("Bob", "receive", "--timeout", "15").endsWith(0);
        assertEquals(sent, Town.texts(bob.printed()));
        assertEquals(
                List.of(),
                town.client("Bob", "receive", "--timeout", "2").endsWith(0).printed());
        assertEquals(sent, town.received("Bob", ALICE));
    }

    @Test
    void a_client_killed_while_sending_keeps_what_it_said_was_waiting() throws Exception {
        Random random = new Random(20_261_122);
        town.client("Alice", "send", "--to", BOB, "to begin with", "--wait", "accepted")
                .endsWith(0);
        List<String> promised = new ArrayList<>(List.of("to begin with"));
        List<String> tried = new ArrayList<>(promised);
        for (int i = 0; i < 5; i++) {
            String text = "message " + i;
            tried.add(text);
            ParleyProcess alice = town.client("Alice", "send", "--to", BOB, text, "--wait", "delivered");
            if (i % 3 == 2) {
                // Somewhere before anything was said.
                LockSupport.parkNanos(random.nextLong(900_000_000L));
                alice.killNine();
                if (!alice.printed().isEmpty()) {
                    promised.add(text);
                }
            } else {
                assertEquals("waiting", alice.next().get("state").getAsString());
                promised.add(text);
                LockSupport.parkNanos(random.nextLong(60_000_000L));
                alice.killNine();
            }
        }
        tried.add("the end");
        promised.add("the end");
        town.client("Alice", "send", "--to", BOB, "the end", "--wait", "accepted")
                .endsWith(0);
        ParleyProcess bob = town.client("Bob", "receive", "--timeout", "15").endsWith(0);
        List<String> got = Town.texts(bob.printed());
        assertEquals(got.size(), Set.copyOf(got).size(), () -> "something came twice: " + got);
        assertTrue(got.containsAll(promised), () -> "promised " + promised + ", got " + got);
        assertEquals(tried.stream().filter(got::contains).toList(), got, "in order");
    }

    @Test
    void a_client_killed_while_receiving_gets_each_message_once() throws Exception {
        Random random = new Random(8125);
        List<String> sent = new ArrayList<>();
        Map<String, String> seen = new LinkedHashMap<>();
        int lines = 0;
        int kills = 0;
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 2; i++) {
                String text = "round " + round + " message " + i;
                sent.add(text);
                town.client("Alice", "send", "--to", BOB, text, "--wait", "accepted")
                        .endsWith(0);
            }
            ParleyProcess bob = town.client("Bob", "receive", "--follow");
            if (round % 2 == 0) {
                JsonObject first = bob.next();
                assertEquals("message", first.get("event").getAsString());
                LockSupport.parkNanos(random.nextLong(20_000_000L));
            } else {
                LockSupport.parkNanos(800_000_000L + random.nextLong(600_000_000L));
            }
            bob.killNine();
            kills++;
            lines += note(bob.printed(), seen);
        }
        ParleyProcess last = town.client("Bob", "receive", "--timeout", "15").endsWith(0);
        lines += note(last.printed(), seen);
        assertEquals(Set.copyOf(sent), new LinkedHashSet<>(seen.values()));
        assertEquals(sent.size(), seen.size());
        assertTrue(lines <= sent.size() + kills, "at most the message at the moment of a kill is printed again");
        assertEquals(sent, town.received("Bob", ALICE), "stored once each, in order");
    }

    /// @return how many message lines there were
    private static int note(List<JsonObject> printed, Map<String, String> seen) {
        printed.forEach(
                line -> seen.put(line.get("id").getAsString(), line.get("text").getAsString()));
        return printed.size();
    }
}
