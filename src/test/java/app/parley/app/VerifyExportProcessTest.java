package app.parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Verifying people by picture, and conversations by file, with real processes.
class VerifyExportProcessTest {
    @TempDir
    Path folder;

    private Town town;

    @BeforeEach
    void found() throws Exception {
        town = Town.ofTwo(folder);
    }

    @AfterEach
    void leave() {
        town.close();
    }

    private ParleyProcess check(Path file, String... more) {
        List<String> line = new ArrayList<>(List.of("verify-export", file.toString()));
        line.addAll(List.of(more));
        return town.keep(ParleyProcess.start(Map.of(), List.of(), line.toArray(new String[0])));
    }

    @Test
    void people_are_verified_by_a_picture_of_their_code_and_by_nothing_else() throws Exception {
        Path bobs = folder.resolve("bobs.png");
        Path alices = folder.resolve("alices.png");
        town.client("Bob", "safety-number", "--with", Town.ALICE, "--qr", bobs.toString())
                .endsWith(0);
        town.client("Alice", "safety-number", "--with", Town.BOB, "--qr", alices.toString())
                .endsWith(0);
        town.client("Alice", "safety-number", "--with", Town.BOB, "--qr", alices.toString())
                .endsWith(1);
        ParleyProcess own = town.client("Alice", "verify", "--with", Town.BOB, "--qr", alices.toString());
        own.endsWith(1);
        assertTrue(own.words().contains("your own code"), own.words());
        town.client("Alice", "verify", "--with", Town.BOB).endsWith(2);
        town.client("Alice", "verify", "--with", Town.BOB, "--qr", bobs.toString(), "--number", "1")
                .endsWith(2);
        town.client("Alice", "verify", "--with", Town.BOB, "--qr", bobs.toString())
                .endsWith(0);
        JsonObject number = town.client("Alice", "safety-number", "--with", Town.BOB)
                .endsWith(0)
                .next();
        assertTrue(number.get("verified").getAsBoolean());
    }

    @Test
    void a_conversation_is_exported_checked_and_every_change_is_named() throws Exception {
        town.client("Alice", "send", "--to", Town.BOB, "I owe you 10", "--wait", "accepted")
                .endsWith(0);
        town.client("Bob", "receive", "--timeout", "15").endsWith(0);
        Path to = folder.resolve("export");
        JsonObject done = town.client("Bob", "export", "--with", Town.ALICE, "--to", to.toString())
                .endsWith(0)
                .next();
        assertEquals(1, done.get("signed").getAsInt());
        town.client("Bob", "export", "--with", Town.ALICE, "--to", to.toString())
                .endsWith(1);

        ParleyProcess good = check(to.resolve("conversation.json"), "--json").endsWith(0);
        assertEquals("signed", good.next().get("verdict").getAsString());
        JsonObject summary = good.next();
        assertTrue(summary.get("holds").getAsBoolean());
        String number = town.client("Alice", "safety-number", "--with", Town.BOB)
                .endsWith(0)
                .next()
                .get("number")
                .getAsString();
        assertEquals(
                number,
                summary.getAsJsonArray("conversations")
                        .get(0)
                        .getAsJsonObject()
                        .get("safetyNumber")
                        .getAsString());
        assertTrue(check(to).endsWith(0).words().contains("1 message signed by Alice"));

        String json = Files.readString(to.resolve("conversation.json"));
        Path forged = Files.writeString(folder.resolve("forged.json"), json.replace("owe you 10", "owe you 1000"));
        ParleyProcess bad = check(forged).endsWith(1);
        assertTrue(bad.words().contains("its text is not the one that was signed"), bad.words());
        assertTrue(bad.words().contains(good.printed().getFirst().get("id").getAsString()), bad.words());
    }

    @Test
    void a_file_that_is_no_export_is_said_in_one_sentence() throws Exception {
        Path file = Files.writeString(folder.resolve("x.json"), "{\"format\":");
        for (Path wrong : List.of(file, folder.resolve("absent.json"), folder)) {
            ParleyProcess refused = check(wrong, "--json").endsWith(1);
            assertEquals(List.of(), refused.printed());
            assertEquals(1, refused.words().lines().count(), refused.words());
            assertFalse(refused.words().contains("Exception"), refused.words());
        }
    }
}
