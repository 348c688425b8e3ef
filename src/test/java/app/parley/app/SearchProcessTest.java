package app.parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `parley client search`, as a script uses it.
class SearchProcessTest extends InTown {
    @Test
    void messages_are_found_by_their_words_also_without_a_relay() throws Exception {
        town.client("Alice", "send", "--to", BOB, "Meet me at the Café", "--wait", "accepted")
                .endsWith(0);
        town.client("Alice", "send", "--to", BOB, "or at the station", "--wait", "accepted")
                .endsWith(0);
        town.client("Bob", "receive").endsWith(0);

        List<JsonObject> found =
                town.client("Bob", "search", "cafe MEET").endsWith(0).printed();
        assertEquals(1, found.size());
        assertEquals("Meet me at the Café", found.getFirst().get("text").getAsString());
        assertEquals("[[0,4],[15,19]]", found.getFirst().get("matches").toString());
        assertEquals(ALICE, found.getFirst().get("from").getAsString());
        assertEquals(
                2,
                town.client("Alice", "search", "at", "--with", BOB)
                        .endsWith(0)
                        .printed()
                        .size());
        assertTrue(
                town.client("Alice", "search", "nowhere").endsWith(0).printed().isEmpty());
        town.client("Alice", "search", "?!").endsWith(2);
    }
}
