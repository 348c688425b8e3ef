package app.parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Answers, reactions, edits, taking back and timers on the command line.
class TalkProcessTest extends InTown {
    private List<JsonObject> history(String name, String with) throws Exception {
        return town.client(name, "history", "--with", with).endsWith(0).printed();
    }

    private String send(String text, String... more) throws Exception {
        List<String> line = new ArrayList<>(List.of("send", "--to", BOB, text, "--wait", "accepted"));
        line.addAll(List.of(more));
        ParleyProcess sent = town.client("Alice", line.toArray(new String[0])).endsWith(0);
        return sent.printed().getFirst().get("id").getAsString();
    }

    @Test
    void what_is_said_about_messages_reaches_the_other_end() throws Exception {
        String first = send("frist");
        String slip = send("wrong window");
        town.client("Bob", "receive").endsWith(0);
        town.client("Bob", "message", "--with", ALICE, "react", first, "👍").endsWith(0);
        town.client("Alice", "message", "--with", BOB, "edit", first, "first").endsWith(0);
        town.client("Alice", "message", "--with", BOB, "take-back", slip).endsWith(0);
        town.client("Alice", "timer", "--with", BOB, "1h").endsWith(0);
        String answer = send("an answer", "--reply-to", first);
        town.client("Bob", "receive").endsWith(0);
        town.client("Alice", "receive").endsWith(0);

        List<JsonObject> bobs = history("Bob", ALICE);
        assertEquals("first", bobs.get(0).get("text").getAsString());
        assertEquals(1, bobs.get(0).get("edits").getAsInt());
        assertEquals("deleted", bobs.get(1).get("event").getAsString());
        assertEquals("timer", bobs.get(2).get("notice").getAsString());
        assertEquals(answer, bobs.get(3).get("id").getAsString());
        assertEquals(first, bobs.get(3).get("replyTo").getAsString());
        assertTrue(bobs.get(3).has("goneAt"), "receive has shown it");
        assertEquals(
                "👍",
                history("Alice", BOB)
                        .getFirst()
                        .getAsJsonObject("reactions")
                        .get("theirs")
                        .getAsString());
        assertFalse(bobs.toString().contains("wrong window"));
    }

    @Test
    void a_conversation_is_kept_as_asked_and_a_blocked_person_is_not_heard() throws Exception {
        send("hello");
        town.client("Bob", "receive").endsWith(0);
        JsonObject kept = town.client("Bob", "chat", "--with", ALICE, "--pin", "--mute", "8h", "--unread")
                .endsWith(0)
                .printed()
                .getFirst();
        assertTrue(kept.get("pinned").getAsBoolean() && kept.get("unread").getAsBoolean());
        assertTrue(kept.get("muted").getAsString().endsWith("Z"), kept::toString);
        town.client("Bob", "chat", "--with", ALICE, "--block", "--no-pin", "--mute", "off")
                .endsWith(0);
        town.client("Bob", "send", "--to", ALICE, "no").endsWith(1);
        send("are you there?");
        town.client("Bob", "receive").endsWith(0);
        JsonObject now = town.client("Bob", "chat", "--with", ALICE, "--no-block")
                .endsWith(0)
                .printed()
                .getFirst();
        assertEquals("off", now.get("muted").getAsString());
        assertFalse(now.get("pinned").getAsBoolean() || now.get("blocked").getAsBoolean());
        assertTrue(now.get("unread").getAsBoolean(), "receiving on the command line is no reading of the chat");
        assertEquals(1, history("Bob", ALICE).size());
        town.client("Bob", "chat", "--with", ALICE, "--mute", "soon").endsWith(2);
        town.client("Bob", "chat", "--with", ALICE, "--delete").endsWith(0);
        assertEquals(List.of(), history("Bob", ALICE));
    }

    @Test
    void what_is_not_there_or_not_ones_own_is_refused_with_nothing_changed() throws Exception {
        String first = send("first");
        town.client("Bob", "receive").endsWith(0);
        ParleyProcess notMine = town.client("Bob", "message", "--with", ALICE, "edit", first, "mine now");
        notMine.endsWith(1);
        assertTrue(notMine.words().contains("Nothing was changed"), notMine.words());
        town.client("Bob", "message", "--with", ALICE, "react", "0".repeat(32), "👍")
                .endsWith(1);
        town.client("Bob", "message", "--with", ALICE, "react", "xyz", "👍").endsWith(2);
        town.client("Alice", "timer", "--with", BOB, "soon").endsWith(2);
        town.client("Alice", "timer", "--with", BOB, "53w").endsWith(2);
        assertEquals("first", history("Bob", ALICE).getFirst().get("text").getAsString());
    }
}
