package app.parley.client.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.core.TestCircle.TestPerson;
import app.parley.crypto.Passphrase;
import app.parley.relay.RelayException;
import app.parley.relay.core.Restore;
import app.parley.relay.core.Restore.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A relay that goes on from a backup, and people who were further than that.
@Timeout(120)
class RestoreTest {
    @TempDir
    Path folder;

    private static final Optional<Passphrase> WORDS = Optional.of(Passphrase.of("a long one"));

    private static Outcome restore(Path file, Path data, Optional<Passphrase> passphrase) throws RelayException {
        return Restore.from(file, data, passphrase, InstantSource.system());
    }

    @Test
    void people_go_on_with_a_relay_that_lost_a_day() throws Exception {
        Path backup = folder.resolve("relay.backup");
        try (TestCircle circle = new TestCircle(folder)) {
            TestPerson alice = circle.person("Alice", "+12025550100");
            TestPerson bob = circle.person("Bob", "+12025550101");
            alice.send(bob, "one");
            bob.awaitTexts(alice, "one");
            bob.send(alice, "two");
            alice.awaitTexts(bob, "two");
            circle.relay().backup(backup, Optional.empty());
            for (int i = 0; i < 5; i++) {
                alice.send(bob, "later " + i);
                bob.send(alice, "later " + i);
            }
            bob.awaitTexts(alice, "one", "later 0", "later 1", "later 2", "later 3", "later 4");
            alice.awaitTexts(bob, "two", "later 0", "later 1", "later 2", "later 3", "later 4");
            circle.stopRelay();
            assertInstanceOf(Outcome.Done.class, restore(backup, folder.resolve("restored"), Optional.empty()));
            circle.continueRelay("restored");
            alice.client().retryNow();
            bob.client().retryNow();
            alice.awaitLinked();
            bob.awaitLinked();
            alice.send(bob, "after");
            bob.send(alice, "after");
            bob.awaitTexts(alice, "one", "later 0", "later 1", "later 2", "later 3", "later 4", "after");
            alice.awaitTexts(bob, "two", "later 0", "later 1", "later 2", "later 3", "later 4", "after");
            TestPerson carol = circle.person("Carol", "+12025550102");
            carol.send(bob, "hello");
            bob.awaitTexts(carol, "hello");
        }
    }

    @Test
    void a_backup_is_private_whole_and_opens_with_its_passphrase_only() throws Exception {
        Path plain = folder.resolve("plain.backup");
        Path sealed = folder.resolve("sealed.backup");
        Path data = folder.resolve("restored");
        try (TestCircle circle = new TestCircle(folder)) {
            circle.relay().backup(plain, Optional.empty());
            circle.relay().backup(sealed, WORDS);
            assertEquals(
                    RelayException.Why.ALREADY_THERE,
                    assertThrows(RelayException.class, () -> circle.relay().backup(plain, Optional.empty()))
                            .why());
        }
        if (Files.getFileStore(plain).supportsFileAttributeView("posix")) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(plain)));
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(sealed)));
        }
        assertFalse(Files.exists(folder.resolve("plain.backup.part")));
        assertFalse(new String(Files.readAllBytes(sealed), StandardCharsets.ISO_8859_1).contains("relay.db"));
        assertInstanceOf(Outcome.NeedsPassphrase.class, restore(sealed, data, Optional.empty()));
        assertInstanceOf(Outcome.WrongPassphrase.class, restore(sealed, data, Optional.of(Passphrase.of("another"))));
        byte[] whole = Files.readAllBytes(sealed);
        for (int cut : new int[] {0, 3, 5, 100, 200, whole.length - 1}) {
            Path part = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, cut));
            assertInstanceOf(Outcome.Damaged.class, restore(part, data, WORDS), "cut at " + cut);
        }
        byte[] open = Files.readAllBytes(plain);
        for (int cut : new int[] {5, 100, open.length / 2}) {
            Path part = Files.write(folder.resolve("cut"), Arrays.copyOf(open, cut));
            assertInstanceOf(Outcome.Damaged.class, restore(part, data, WORDS), "cut at " + cut);
        }
        assertFalse(Files.exists(data));
        Files.createDirectories(data);
        assertInstanceOf(Outcome.Done.class, restore(sealed, data, WORDS));
        assertTrue(Files.exists(data.resolve("secrets/tls.pem")));
        assertInstanceOf(Outcome.FolderUsed.class, restore(plain, data, Optional.empty()));
        try (var all = Files.list(folder)) {
            assertTrue(all.noneMatch(file -> file.toString().endsWith(".restoring")));
        }
    }
}
