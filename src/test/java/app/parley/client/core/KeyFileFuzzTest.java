package app.parley.client.core;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.util.Arrays;
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
        KeyFile file = new KeyFile(path, KeyStore.none(), new SeededRandomness(91));
        Protection protection =
                Canonical.find(data, bytes -> Optional.of(file.protection())).orElseThrow();
        Canonical.find(data, bytes -> opened(file)).ifPresent(key -> {
            assertEquals(Protection.UNPROTECTED, protection);
            byte[] head = "parley-key/1 unprotected\n".getBytes(US_ASCII);
            assertArrayEquals(head, Arrays.copyOf(data, head.length));
            assertArrayEquals(key, Arrays.copyOfRange(data, head.length, data.length));
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
