package app.parley.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.crypto.secret.SigningKey;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SignaturesTest {
    private static final byte[] MESSAGE = "a manifest".getBytes(US_ASCII);
    private final SigningKey key = SigningKey.generate(new SeededRandomness(11));

    @Test
    void verification_passes_every_published_vector() throws IOException {
        int ran = 0;
        for (Vectors.Vector vector : Vectors.read("ed25519_test.json")) {
            byte[] publicKey = HexFormat.of()
                    .parseHex(vector.group()
                            .getAsJsonObject("publicKey")
                            .get("pk")
                            .getAsString());
            boolean verified = Signatures.verifyRaw(publicKey, vector.hex("msg"), vector.hex("sig"));
            assertEquals(vector.result().equals("valid"), verified, vector.name());
            ran++;
        }
        assertEquals(151, ran);
    }

    @Test
    void a_signature_is_good_for_its_purpose_key_and_message_only() {
        byte[] signature = key.sign("manifest", MESSAGE);
        assertTrue(Signatures.verify(key.publicKey(), "manifest", MESSAGE, signature));
        assertFalse(Signatures.verify(key.publicKey(), "bundle", MESSAGE, signature));
        assertFalse(Signatures.verify(key.publicKey(), "manifes", ("t" + "a manifest").getBytes(US_ASCII), signature));
        assertFalse(Signatures.verify(key.publicKey(), "manifest", new byte[0], signature));
        byte[] another = SigningKey.generate(new SeededRandomness(12)).publicKey();
        assertFalse(Signatures.verify(another, "manifest", MESSAGE, signature));
        for (int bit = 0; bit < 512; bit++) {
            byte[] changed = signature.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertFalse(Signatures.verify(key.publicKey(), "manifest", MESSAGE, changed), "bit " + bit);
        }
    }

    @Test
    void keys_of_low_order_and_non_canonical_keys_are_refused() {
        // With A of low order and R, S of the neutral element, a lenient verifier takes one signature for anything.
        String neutral = "01" + "00".repeat(31);
        byte[] signature = HexFormat.of().parseHex(neutral + "00".repeat(32));
        for (String point : new String[] {
            neutral,
            "00".repeat(32),
            "00".repeat(31) + "80",
            "ec" + "ff".repeat(30) + "7f",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            "ee" + "ff".repeat(30) + "7f",
            "ed" + "ff".repeat(30) + "7f",
            "ff".repeat(32)
        }) {
            byte[] low = HexFormat.of().parseHex(point);
            for (int i = 0; i < 8; i++) {
                assertFalse(Signatures.verifyRaw(low, new byte[] {(byte) i}, signature), point);
            }
        }
    }

    @Test
    void wrong_lengths_are_refused_without_an_exception() {
        byte[] signature = key.sign("manifest", MESSAGE);
        for (int length = 0; length < 100; length++) {
            byte[] wrong = Arrays.copyOf(signature, length);
            if (length != 64) {
                assertFalse(Signatures.verify(key.publicKey(), "manifest", MESSAGE, wrong));
            }
            if (length != 32) {
                assertFalse(Signatures.verify(Arrays.copyOf(key.publicKey(), length), "manifest", MESSAGE, signature));
            }
        }
    }

    @Test
    void a_purpose_cannot_run_into_the_message() {
        for (String purpose : new String[] {"", "a b", "a\0b", "é"}) {
            assertThrows(IllegalArgumentException.class, () -> Signatures.input(purpose, MESSAGE));
        }
        String input = new String(Signatures.input("auth", "x".getBytes(US_ASCII)), US_ASCII);
        assertEquals("parley/1/auth\0x", input);
    }

    @Test
    void a_key_seen_before_is_told_from_others_however_many_come_between_and_if_its_array_changes() {
        byte[] signature = key.sign("manifest", MESSAGE);
        byte[] publicKey = key.publicKey();
        for (int round = 0; round < 3; round++) {
            assertTrue(Signatures.verify(publicKey, "manifest", MESSAGE, signature));
            for (int i = 0; i < 100; i++) {
                SigningKey other = SigningKey.generate(new SeededRandomness(1000 + i));
                assertFalse(Signatures.verify(other.publicKey(), "manifest", MESSAGE, signature));
                assertTrue(Signatures.verify(other.publicKey(), "manifest", MESSAGE, other.sign("manifest", MESSAGE)));
            }
        }
        byte[] another = SigningKey.generate(new SeededRandomness(12)).publicKey();
        System.arraycopy(another, 0, publicKey, 0, 32);
        assertFalse(Signatures.verify(publicKey, "manifest", MESSAGE, signature));
        assertTrue(Signatures.verify(key.publicKey(), "manifest", MESSAGE, signature));
    }
}
