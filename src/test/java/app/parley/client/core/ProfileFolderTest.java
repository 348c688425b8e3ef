package app.parley.client.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Client;
import app.parley.client.ClientException;
import app.parley.client.ClientException.Why;
import app.parley.client.Profile.Protection;
import app.parley.client.Profile.Unlock;
import app.parley.crypto.Randomness;
import app.parley.net.DialException;
import app.parley.protocol.AccountId;
import app.parley.protocol.Examples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileFolderTest {
    private static final Unlock UNPROTECTED = new Unlock.Unprotected();

    @TempDir
    Path folder;

    private final MemoryKeyStore keyStore = new MemoryKeyStore();

    private ProfileFolder profile() {
        Randomness randomness = Randomness.system();
        return new ProfileFolder(
                folder.resolve("me"),
                new Messenger.Surroundings(
                        (address, pin) -> {
                            throw new DialException(DialException.Why.UNREACHABLE);
                        },
                        InstantSource.system(),
                        randomness,
                        Timing.standard(randomness)),
                keyStore);
    }

    private static Unlock passphrase(String text) {
        return new Unlock.Passphrase(text.toCharArray());
    }

    private Why whyNot(Unlock how) {
        return assertThrows(ClientException.class, () -> profile().open(how)).why();
    }

    @Test
    void a_profile_under_a_passphrase_opens_with_it_only() throws ClientException {
        assertEquals(Protection.NO_PROFILE, profile().protection());
        profile().create(passphrase("correct horse")).close();
        assertEquals(Protection.PASSPHRASE, profile().protection());
        assertEquals(Why.WRONG_PASSPHRASE, whyNot(passphrase("correct house")));
        assertEquals(Why.PASSPHRASE_NEEDED, whyNot(passphrase("")));
        assertEquals(Why.PASSPHRASE_NEEDED, whyNot(UNPROTECTED));
        profile().open(passphrase("correct horse")).close();
    }

    @Test
    void a_profile_in_the_key_store_opens_while_the_store_answers() throws ClientException {
        profile().create(new Unlock.KeyStore()).close();
        assertEquals(Protection.KEY_STORE, profile().protection());
        profile().open(new Unlock.KeyStore()).close();
        keyStore.broken = true;
        assertEquals(Why.KEY_STORE_UNAVAILABLE, whyNot(new Unlock.KeyStore()));
    }

    @Test
    void without_a_key_store_nothing_is_left_behind() {
        keyStore.broken = true;
        ClientException e = assertThrows(ClientException.class, () -> profile().create(new Unlock.KeyStore()));
        assertEquals(Why.KEY_STORE_UNAVAILABLE, e.why());
        assertTrue(Files.notExists(folder.resolve("me/profile.db")));
        assertEquals(Protection.NO_PROFILE, profile().protection());
    }

    @Test
    void only_the_owner_may_read_an_unprotected_profile() throws Exception {
        profile().create(UNPROTECTED).close();
        for (String file : new String[] {"profile.key", "profile.db"}) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.resolve("me").resolve(file))));
        }
    }

    @Test
    void a_second_opening_is_refused_while_the_first_lasts() throws ClientException {
        try (Client first = profile().create(UNPROTECTED)) {
            assertTrue(first.history(new AccountId(Examples.HASH), 1, 1).isEmpty());
            assertEquals(Why.PROFILE_IN_USE, whyNot(UNPROTECTED));
        }
        profile().open(UNPROTECTED).close();
    }

    @Test
    void a_profile_is_never_made_over_another() throws ClientException {
        profile().create(UNPROTECTED).close();
        ClientException e = assertThrows(ClientException.class, () -> profile().create(UNPROTECTED));
        assertEquals(Why.PROFILE_EXISTS, e.why());
        profile().open(UNPROTECTED).close();
    }

    @Test
    void a_damaged_database_is_told_and_left_as_it_is() throws Exception {
        profile().create(UNPROTECTED).close();
        damage(folder.resolve("me/profile.db"), 5000);
        damage(folder.resolve("me/profile.db"), 20);
    }

    @Test
    void a_damaged_key_file_is_told_and_left_as_it_is() throws Exception {
        profile().create(UNPROTECTED).close();
        damage(folder.resolve("me/profile.key"), 0);
        Path file = folder.resolve("me/profile.key");
        Files.write(file, "parley-key/2\nunprotected 0011\n".getBytes(StandardCharsets.US_ASCII));
        assertEquals(Why.PROFILE_CORRUPT, whyNot(UNPROTECTED));
    }

    @Test
    void a_key_without_its_database_is_told() throws Exception {
        profile().create(UNPROTECTED).close();
        Files.move(folder.resolve("me/profile.db"), folder.resolve("elsewhere"));
        assertEquals(Why.PROFILE_CORRUPT, whyNot(UNPROTECTED));
        Files.move(folder.resolve("elsewhere"), folder.resolve("me/profile.db"));
        Files.delete(folder.resolve("me/profile.key"));
        assertEquals(Why.PROFILE_CORRUPT, whyNot(UNPROTECTED));
    }

    @Test
    void a_missing_profile_is_told() {
        assertEquals(Why.NO_PROFILE, whyNot(UNPROTECTED));
    }

    private void damage(Path file, int at) throws IOException {
        byte[] good = Files.readAllBytes(file);
        byte[] bad = good.clone();
        bad[at] ^= 1;
        Files.write(file, bad);
        assertEquals(Why.PROFILE_CORRUPT, whyNot(UNPROTECTED));
        assertArrayEquals(bad, Files.readAllBytes(file));
        Files.write(file, good);
    }
}
