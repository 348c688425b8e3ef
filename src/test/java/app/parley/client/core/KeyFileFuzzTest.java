package app.parley.client.core;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.ClientException;
import app.parley.client.Profile.Protection;
import app.parley.client.Profile.Unlock;
import app.parley.crypto.SeededRandomness;
import app.parley.fuzz.Canonical;
import app.parley.store.KeyStore;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/// `profile.key`, whoever wrote it.
class KeyFileFuzzTest {
    @TempDir
    Path folder;

    @FuzzTest
    void key_file(byte[] data) {
        Path path = folder.resolve("profile.key");
        try {
            Files.write(path, data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Guesses guesses = new Guesses(folder.resolve("profile.tries"), InstantSource.system());
        KeyFile file = new KeyFile(path, KeyStore.none(), new SeededRandomness(91), guesses);
        Protection protection =
                Canonical.find(data, bytes -> Optional.of(file.protection())).orElseThrow();
        Canonical.find(data, bytes -> opened(file)).ifPresent(key -> {
            assertEquals(Protection.UNPROTECTED, protection);
            byte[] first = "parley-key/1 unprotected\n".getBytes(US_ASCII);
            if (Arrays.equals(first, Arrays.copyOf(data, first.length))) {
                assertArrayEquals(key, Arrays.copyOfRange(data, first.length, data.length));
            } else {
                String line = "unprotected " + HexFormat.of().formatHex(key) + "\n";
                assertTrue(new String(data, US_ASCII).endsWith(line));
            }
        });
    }

    private static Optional<byte[]> opened(KeyFile file) {
        try {
            return Optional.of(file.open(new Unlock.Unprotected()));
        } catch (ClientException e) {
            return Optional.empty();
        }
    }
}
