package app.parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A recovery kit from the command line, with real processes.
class RecoveryProcessTest {
    private static final String ALICE = Town.ALICE;
    private static final String BOB = Town.BOB;

    @TempDir
    Path folder;

    private static List<String> words(JsonObject line) {
        List<String> words = new ArrayList<>();
        line.getAsJsonArray("words").forEach(word -> words.add(word.getAsString()));
        return words;
    }

    private ParleyProcess recover(Town town, String profile, String text) throws Exception {
        Path kit = Files.writeString(folder.resolve("kit"), text);
        return town.client(
                profile,
                "sign-up",
                "--invite",
                town.personalInvite(ALICE),
                "--phone",
                ALICE,
                "--name",
                "Alice",
                "--unprotected",
                "--recovery-kit-file",
                kit.toString());
    }

    @Test
    void a_kit_makes_the_same_account_again_for_who_had_verified_it() throws Exception {
        try (Town town = Town.ofTwo(folder)) {
            String number = town.client("Bob", "safety-number", "--with", ALICE)
                    .endsWith(0)
                    .printed()
                    .getFirst()
                    .get("number")
                    .getAsString();
            town.client("Bob", "verify", "--with", ALICE, "--number", number).endsWith(0);
            List<String> words = words(
                    town.client("Alice", "recovery-kit").endsWith(0).printed().getFirst());
            assertEquals(24, words.size());
            String kit = String.join(" ", words);

            ParleyProcess there = recover(town, "Alice", kit).endsWith(1);
            assertTrue(there.words().contains("profile in this folder already"), there.words());
            List<String> misspelt = new ArrayList<>(words);
            misspelt.set(6, "abandom");
            ParleyProcess wrong =
                    recover(town, "Fresh", String.join(" ", misspelt)).endsWith(2);
            assertTrue(wrong.words().contains("Word 7 "), wrong.words());
            ParleyProcess few = recover(town, "Fresh", String.join(" ", words.subList(0, 23)))
                    .endsWith(2);
            assertTrue(few.words().contains("this one has 23"), few.words());
            assertFalse(Files.exists(town.profile("Fresh")), "nothing was made");

            recover(town, "Fresh", RecoveryFile.text(words)).endsWith(0);
            town.client("Fresh", "send", "--to", BOB, "it is me", "--wait", "accepted")
                    .endsWith(0);
            JsonObject message = town.client("Bob", "receive", "--timeout", "20")
                    .endsWith(0)
                    .printed()
                    .getFirst();
            assertEquals("it is me", message.get("text").getAsString());
            assertTrue(message.get("verified").getAsBoolean());
            town.client("Bob", "send", "--to", ALICE, "I see", "--wait", "accepted")
                    .endsWith(0);
            assertEquals(
                    List.of("I see"),
                    Town.texts(town.client("Fresh", "receive", "--timeout", "20")
                            .endsWith(0)
                            .printed()));
        }
    }
}
