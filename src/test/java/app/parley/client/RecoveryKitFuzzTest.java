package app.parley.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.crypto.RecoveryWords;
import app.parley.fuzz.Canonical;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.Optional;

/// Words of a kit, as they were typed or stand in some file.
class RecoveryKitFuzzTest {
    /// Whatever is typed has an answer, and what is taken is one secret with one set of words.
    @FuzzTest
    void typed_words(byte[] data) {
        String typed = new String(data, UTF_8);
        RecoveryKit.Parsed parsed = Canonical.find(data, bytes -> Optional.of(RecoveryKit.parse(typed)))
                .orElseThrow();
        switch (parsed) {
            case RecoveryKit.Parsed.Ok(RecoveryKit kit) -> {
                assertEquals(kit, RecoveryKit.of(kit.seed()));
                assertEquals(parsed, RecoveryKit.parse(String.join(" ", kit.words())));
            }
            case RecoveryKit.Parsed.WrongCount(int found) -> assertNotEquals(RecoveryWords.COUNT, found);
            case RecoveryKit.Parsed.UnknownWord(int position) -> assertTrue(position >= 1 && position <= data.length);
            case RecoveryKit.Parsed.WrongChecksum wrong -> assertTrue(data.length > 2 * RecoveryWords.COUNT);
        }
    }

    /// Any secret comes back from its words, whatever stands between them.
    @FuzzTest
    void any_secret(byte[] data) {
        byte[] secret = Arrays.copyOf(data, 32);
        String between = data.length > 32 ? String.valueOf((char) (data[32] & 0x3f)) : "\n";
        String typed = String.join(between, RecoveryKit.of(secret).words());
        RecoveryKit.Parsed.Ok ok = (RecoveryKit.Parsed.Ok) RecoveryKit.parse(typed);
        assertArrayEquals(secret, ok.kit().seed());
    }
}
