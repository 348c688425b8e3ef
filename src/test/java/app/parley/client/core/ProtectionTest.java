package app.parley.client.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Client;
import app.parley.client.ClientException;
import app.parley.client.ClientException.Why;
import app.parley.client.Profile.Change;
import app.parley.client.Profile.Protection;
import app.parley.client.Profile.Unlock;
import app.parley.crypto.Randomness;
import app.parley.net.DialException;
import app.parley.protocol.AccountId;
import app.parley.protocol.Examples;
import app.parley.protocol.Octets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How a profile's key is kept, and what happens when that changes or fails.
class ProtectionTest {
    private static final Unlock UNPROTECTED = new Unlock.Unprotected();
    private static final Unlock STORE = new Unlock.KeyStore();

    @TempDir
    Path folder;

    private final MemoryKeyStore keyStore = new MemoryKeyStore();
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");

    /// As after a restart.
    private ProfileFolder profile() {
        Randomness randomness = Randomness.system();
        return new ProfileFolder(
                folder.resolve("me"),
                new Messenger.Surroundings(
                        (address, pin) -> {
                            throw new DialException(DialException.Why.UNREACHABLE);
                        },
                        () -> now,
                        randomness,
                        Timing.standard(randomness)),
                keyStore);
    }

    private static Unlock passphrase(String text) {
        return new Unlock.Passphrase(text.toCharArray());
    }

    private static Change set(String text) {
        return new Change.SetPassphrase(text.toCharArray());
    }

    private Why whyNot(Unlock how) {
        return assertThrows(ClientException.class, () -> profile().prove(how)).why();
    }

    private Why whyNot(Unlock proof, Change change) {
        return assertThrows(ClientException.class, () -> profile().change(proof, change))
                .why();
    }

    private Path keyFile() {
        return folder.resolve("me/profile.key");
    }

    @Test
    void a_passphrase_is_changed_and_only_the_new_one_opens() throws Exception {
        profile().create(passphrase("one")).close();
        assertEquals(Why.WRONG_PASSPHRASE, whyNot(passphrase("two"), set("three")));
        try (Client open = profile().open(passphrase("one"))) {
            profile().change(passphrase("one"), set("two"));
            assertTrue(open.invite().isEmpty(), "the open profile goes on");
        }
        assertEquals(Why.WRONG_PASSPHRASE, whyNot(passphrase("one")));
        profile().open(passphrase("two")).close();
        assertEquals(Why.PASSPHRASE_NEEDED, whyNot(passphrase("two"), set("")));
    }

    @Test
    void an_unprotected_profile_gets_a_passphrase_and_its_key_no_longer_lies_there() throws Exception {
        profile().create(UNPROTECTED).close();
        String before = Files.readString(keyFile());
        String key = before.substring(before.indexOf("unprotected ") + 12).strip();
        profile().change(UNPROTECTED, set("one"));
        assertEquals(Protection.PASSPHRASE, profile().protection());
        assertFalse(Files.readString(keyFile()).contains(key));
        assertEquals(Why.PASSPHRASE_NEEDED, whyNot(UNPROTECTED));
        profile().open(passphrase("one")).close();
    }

    @Test
    void the_key_store_is_added_and_removed_and_the_passphrase_goes_on_working() throws Exception {
        profile().create(passphrase("one")).close();
        profile().change(passphrase("one"), new Change.AddKeyStore());
        assertEquals(Protection.KEY_STORE_AND_PASSPHRASE, profile().protection());
        profile().open(STORE).close();
        profile().open(passphrase("one")).close();
        profile().change(STORE, set("two"));
        profile().open(passphrase("two")).close();
        profile().change(passphrase("two"), new Change.RemoveKeyStore());
        assertEquals(Protection.PASSPHRASE, profile().protection());
        assertTrue(keyStore.kept.isEmpty(), "the key is not left in the store");
        assertEquals(Why.PASSPHRASE_NEEDED, whyNot(STORE));
        profile().open(passphrase("two")).close();
    }

    @Test
    void the_key_store_is_not_removed_while_nothing_else_opens_the_profile() throws Exception {
        profile().create(STORE).close();
        assertEquals(Why.PASSPHRASE_NEEDED, whyNot(STORE, new Change.RemoveKeyStore()));
        profile().change(STORE, set("one"));
        assertEquals(Protection.KEY_STORE_AND_PASSPHRASE, profile().protection());
        profile().change(passphrase("one"), new Change.RemoveKeyStore());
        profile().open(passphrase("one")).close();
    }

    @Test
    void whatever_is_wrong_with_the_key_store_the_passphrase_opens_the_profile() throws Exception {
        profile().create(new Unlock.KeyStoreAndPassphrase("one".toCharArray())).close();
        profile().open(STORE).close();
        String name = keyStore.kept.keySet().iterator().next();
        byte[] right = keyStore.kept.get(name);
        for (byte[] wrong : List.of(new byte[0], new byte[32], new byte[31], new byte[1000])) {
            keyStore.kept.put(name, wrong);
            storeFailsAndPassphraseOpens();
        }
        keyStore.kept.remove(name);
        storeFailsAndPassphraseOpens();
        keyStore.kept.put(name, right);
        keyStore.broken = true;
        storeFailsAndPassphraseOpens();
        // A machine whose store is gone for good: the profile can forget it.
        profile().change(passphrase("one"), new Change.RemoveKeyStore());
        assertEquals(Protection.PASSPHRASE, profile().protection());
    }

    private void storeFailsAndPassphraseOpens() throws ClientException {
        assertEquals(
                Why.KEY_STORE_UNAVAILABLE,
                assertThrows(ClientException.class, () -> profile().open(STORE)).why());
        profile().open(passphrase("one")).close();
    }

    @Test
    void a_key_store_that_says_it_kept_the_key_and_did_not_is_not_relied_on() throws Exception {
        profile().create(passphrase("one")).close();
        byte[] before = Files.readAllBytes(keyFile());
        keyStore.forgetful = true;
        assertEquals(Why.KEY_STORE_UNAVAILABLE, whyNot(passphrase("one"), new Change.AddKeyStore()));
        keyStore.forgetful = false;
        keyStore.broken = true;
        assertEquals(Why.KEY_STORE_UNAVAILABLE, whyNot(passphrase("one"), new Change.AddKeyStore()));
        assertArrayEquals(before, Files.readAllBytes(keyFile()));
    }

    @Test
    void a_disk_that_fails_in_the_middle_of_a_change_leaves_the_old_way() throws Exception {
        profile().create(passphrase("one")).close();
        byte[] before = Files.readAllBytes(keyFile());
        // The place of the fresh file is taken by something that cannot be removed.
        Path inTheWay = Files.createDirectories(folder.resolve("me/profile.key.new/full"));
        assertEquals(Why.DATABASE, whyNot(passphrase("one"), set("two")));
        assertEquals(Why.DATABASE, whyNot(passphrase("one"), new Change.AddKeyStore()));
        assertTrue(keyStore.kept.isEmpty(), "the key is not left in the store");
        assertArrayEquals(before, Files.readAllBytes(keyFile()));
        profile().open(passphrase("one")).close();
        Files.delete(inTheWay);
        Files.delete(inTheWay.getParent());
        profile().change(passphrase("one"), set("two"));
        profile().open(passphrase("two")).close();
    }

    @Test
    void a_change_that_was_cut_off_before_its_last_step_changed_nothing() throws Exception {
        profile().create(passphrase("one")).close();
        Files.writeString(folder.resolve("me/profile.key.new"), "parley-key/2\npassph");
        profile().open(passphrase("one")).close();
        profile().change(passphrase("one"), set("two"));
        profile().open(passphrase("two")).close();
    }

    @Test
    void keys_kept_by_the_first_version_still_open_and_are_brought_up_to_date() throws Exception {
        profile().create(UNPROTECTED).close();
        String line = Files.readString(keyFile());
        byte[] key = Octets.ofHex(
                        line.substring(line.indexOf("unprotected ") + 12).strip())
                .toArray();
        byte[] head = "parley-key/1 unprotected\n".getBytes(StandardCharsets.US_ASCII);
        byte[] old = new byte[head.length + key.length];
        System.arraycopy(head, 0, old, 0, head.length);
        System.arraycopy(key, 0, old, head.length, key.length);
        Files.write(keyFile(), old);
        assertEquals(Protection.UNPROTECTED, profile().protection());
        profile().open(UNPROTECTED).close();
        profile().change(UNPROTECTED, new Change.AddKeyStore());
        keyStore.kept.replaceAll((name, kept) -> new byte[32]);
        assertEquals(Why.KEY_STORE_UNAVAILABLE, whyNot(STORE), "it has a check now");
    }

    @Test
    void the_key_is_wiped_once_the_profile_is_open_and_the_lock_is_free_once_it_is_closed() throws Exception {
        profile().create(STORE).close();
        Client client = profile().open(STORE);
        assertArrayEquals(new byte[32], keyStore.handedOut);
        assertEquals(
                Why.PROFILE_IN_USE,
                assertThrows(ClientException.class, () -> profile().open(STORE)).why());
        client.close();
        assertThrows(IllegalStateException.class, client::privacy, "the database is closed");
        profile().open(STORE).close();
    }

    @Test
    void wrong_passphrases_bring_growing_pauses_that_outlast_a_restart_and_end() throws Exception {
        profile().create(passphrase("one")).close();
        long[] pauses = {0, 0, 1, 2, 4, 8, 16, 32, 60, 60};
        for (long seconds : pauses) {
            assertEquals(Why.WRONG_PASSPHRASE, whyNot(passphrase("two")));
            assertEquals(Duration.ofSeconds(seconds), profile().pause());
            if (seconds > 0) {
                now = now.plusSeconds(seconds).minusMillis(1);
                assertEquals(Why.TOO_SOON, whyNot(passphrase("one")), "not even the right one");
                now = now.plusMillis(1);
            }
        }
        profile().prove(passphrase("one"));
        assertEquals(Duration.ZERO, profile().pause());
        assertEquals(Why.WRONG_PASSPHRASE, whyNot(passphrase("two")));
        assertEquals(Duration.ZERO, profile().pause(), "the count begins anew");
    }

    @Test
    void nobody_is_kept_out_by_a_clock_that_was_set_back_or_by_a_damaged_count() throws Exception {
        profile().create(passphrase("one")).close();
        for (int i = 0; i < 3; i++) {
            assertEquals(Why.WRONG_PASSPHRASE, whyNot(passphrase("two")));
        }
        now = now.minus(Duration.ofDays(365));
        profile().prove(passphrase("one"));
        for (String damaged : List.of("", "parley-tries/1 99999999999 1\n", "parley-tries/1 9 999999999999999\n")) {
            Files.writeString(folder.resolve("me/profile.tries"), damaged);
            profile().prove(passphrase("one"));
        }
        Files.createDirectory(folder.resolve("me/profile.tries"));
        Files.createFile(folder.resolve("me/profile.tries/full"));
        profile().prove(passphrase("one"));
    }

    @Test
    void a_count_that_cannot_be_written_still_counts_until_the_end_of_the_process() throws Exception {
        profile().create(passphrase("one")).close();
        Files.createDirectories(folder.resolve("me/profile.tries.new/full"));
        ProfileFolder same = profile();
        for (int i = 0; i < 3; i++) {
            assertThrows(ClientException.class, () -> same.prove(passphrase("two")));
        }
        assertEquals(Duration.ofSeconds(1), same.pause());
    }

    @Test
    void what_was_typed_and_not_sent_is_there_after_the_profile_was_closed() throws Exception {
        AccountId somebody = new AccountId(Examples.HASH);
        try (Client client = profile().create(UNPROTECTED)) {
            assertEquals(Map.of(), client.drafts());
            client.keepDrafts(Map.of(somebody, "half a thought, שלום 👋"));
        }
        try (Client client = profile().open(UNPROTECTED)) {
            assertEquals(Map.of(somebody, "half a thought, שלום 👋"), client.drafts());
            client.keepDrafts(Map.of());
            assertEquals(Map.of(), client.drafts());
        }
    }
}
