package app.parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `parley client passphrase` and `key-store` as real processes.
class PassphraseProcessTest {
    private static final String ALICE = Town.ALICE;

    @TempDir
    Path folder;

    private Town town;

    @BeforeEach
    void found() throws Exception {
        town = Town.empty(folder);
    }

    @AfterEach
    void leave() {
        town.close();
    }

    private ParleyProcess with(String passphrase, String... args) {
        return town.client(Map.of("PARLEY_PASSPHRASE", passphrase), List.of(), "Alice", args);
    }

    private ParleyProcess change(String from, String to) throws Exception {
        Path file = Files.writeString(folder.resolve("new"), to + "\n");
        return with(from, "passphrase", "--new-passphrase-file", file.toString());
    }

    @Test
    void an_unprotected_profile_gets_a_passphrase_and_then_another() throws Exception {
        town.signUp("Alice", ALICE);
        change("", "one").endsWith(0);
        ParleyProcess none = with("", "invite").endsWith(1);
        assertTrue(none.words().contains("needs its passphrase"), none.words());
        change("wrong", "two").endsWith(1);
        assertEquals(
                "passphrase-set",
                change("one", "two")
                        .endsWith(0)
                        .printed()
                        .getFirst()
                        .get("event")
                        .getAsString());
        with("one", "invite").endsWith(1);
        ParleyProcess invite = with("two", "invite").endsWith(0);
        assertFalse(invite.words().contains("unprotected"), invite.words());
        ParleyProcess store = with("two", "key-store").endsWith(0);
        assertFalse(store.printed().getFirst().get("keyStore").getAsBoolean());
        // There is no desktop here, so no key store: said, and nothing changed.
        ParleyProcess add = with("two", "key-store", "--add").endsWith(1);
        assertTrue(add.words().contains("Nothing was changed"), add.words());
        with("two", "invite").endsWith(0);
        with("two", "passphrase").endsWith(2);
    }

    @Test
    void wrong_passphrases_are_told_how_long_to_wait() throws Exception {
        town.signUp("Alice", ALICE);
        change("", "one").endsWith(0);
        with("two", "invite").endsWith(1);
        with("two", "invite").endsWith(1);
        for (int i = 0; i < 3; i++) {
            ParleyProcess wrong = with("two", "invite").endsWith(1);
            if (i == 2) {
                assertTrue(wrong.words().contains("The next try is taken in"), wrong.words());
            }
        }
    }

    @Test
    void a_process_killed_while_it_changes_the_passphrase_leaves_the_old_or_the_new_one() throws Exception {
        Random random = new Random(5125);
        town.signUp("Alice", ALICE);
        change("", "one").endsWith(0);
        String now = "one";
        for (int i = 0; i < 4; i++) {
            String next = "number " + i;
            ParleyProcess changing = change(now, next);
            LockSupport.parkNanos(400_000_000L + random.nextLong(1_200_000_000L));
            changing.killNine();
            boolean changed = with(next, "invite").end() == 0;
            // Wrong ones count; the right one in between resets them.
            String good = changed ? next : now;
            with(good, "invite").endsWith(0);
            assertTrue(changed || changing.printed().isEmpty(), "what was said to be done was done");
            now = good;
        }
    }
}
