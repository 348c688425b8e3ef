package app.parley.crypto.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.crypto.CryptoException;
import app.parley.crypto.SeededRandomness;
import app.parley.crypto.Vectors;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KemKeyTest {
    private final SeededRandomness random = new SeededRandomness(41);

    @Test
    void ml_kem_768_passes_every_published_vector() throws IOException, CryptoException {
        assertEquals(193, run(KemKey.Level.L768, "mlkem_768_test.json"));
    }

    @Test
    void ml_kem_1024_passes_every_published_vector() throws IOException, CryptoException {
        assertEquals(193, run(KemKey.Level.L1024, "mlkem_1024_test.json"));
    }

    private static int run(KemKey.Level level, String file) throws IOException, CryptoException {
        int ran = 0;
        for (Vectors.Vector vector : Vectors.read(file)) {
            byte[] seed = vector.hex("seed");
            if (seed.length != KemKey.SEED_SIZE) {
                assertEquals("invalid", vector.result(), vector.name());
                assertThrows(IllegalArgumentException.class, () -> KemKey.of(level, seed), vector.name());
                ran++;
                continue;
            }
            KemKey key = KemKey.of(level, seed);
            if (vector.has("ek")) {
                assertArrayEquals(vector.hex("ek"), key.publicKey(), vector.name());
            }
            if (vector.result().equals("valid")) {
                assertArrayEquals(vector.hex("K"), key.decapsulate(vector.hex("c")), vector.name());
            } else {
                assertThrows(CryptoException.class, () -> key.decapsulate(vector.hex("c")), vector.name());
            }
            ran++;
        }
        return ran;
    }

    @ParameterizedTest
    @EnumSource
    void what_is_encapsulated_is_decapsulated_also_by_the_key_from_the_store(KemKey.Level level)
            throws CryptoException {
        KemKey key = KemKey.generate(level, random);
        KemKey.Encapsulated made = KemKey.encapsulate(level, key.publicKey(), random);
        assertEquals(level.publicKeySize(), key.publicKey().length);
        assertEquals(level.ciphertextSize(), made.ciphertext().length);
        assertArrayEquals(made.secret(), key.decapsulate(made.ciphertext()));
        assertArrayEquals(made.secret(), KemKey.of(level, key.export()).decapsulate(made.ciphertext()));
        KemKey stored = KemKey.stored(level, key.export(), key.publicKey());
        assertArrayEquals(made.secret(), stored.decapsulate(made.ciphertext()));
        KemKey copy = key.copy();
        key.close();
        assertArrayEquals(made.secret(), copy.decapsulate(made.ciphertext()));
    }

    @ParameterizedTest
    @EnumSource
    void a_forged_ciphertext_gives_another_secret_and_no_error(KemKey.Level level) throws CryptoException {
        KemKey key = KemKey.generate(level, random);
        KemKey.Encapsulated made = KemKey.encapsulate(level, key.publicKey(), random);
        made.ciphertext()[17] ^= 1;
        assertFalse(Arrays.equals(made.secret(), key.decapsulate(made.ciphertext())));
    }

    @ParameterizedTest
    @EnumSource
    void a_coefficient_of_3329_or_more_is_refused_at_every_place(KemKey.Level level) {
        byte[] good = KemKey.generate(level, random).publicKey();
        assertTrue(KemKey.isValid(level, good));
        for (int at = 0; at < good.length - 32; at += 3) {
            byte[] first = good.clone();
            first[at] = (byte) 3329;
            first[at + 1] = (byte) (first[at + 1] & 0xf0 | 3329 >> 8);
            byte[] second = good.clone();
            second[at + 1] |= (byte) 0xf0;
            second[at + 2] = (byte) 0xff;
            for (byte[] bad : new byte[][] {first, second}) {
                assertThrows(CryptoException.class, () -> KemKey.encapsulate(level, bad, random), "at " + at);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void wrong_lengths_are_refused(KemKey.Level level) {
        KemKey key = KemKey.generate(level, random);
        for (int off : new int[] {-1, 1, -level.publicKeySize(), 32, -32}) {
            byte[] wrongKey = Arrays.copyOf(key.publicKey(), level.publicKeySize() + off);
            assertThrows(CryptoException.class, () -> KemKey.encapsulate(level, wrongKey, random));
            byte[] wrongText = new byte[Math.max(0, level.ciphertextSize() + off)];
            assertThrows(CryptoException.class, () -> key.decapsulate(wrongText));
        }
        assertThrows(IllegalArgumentException.class, () -> KemKey.of(level, new byte[32]));
    }

    @ParameterizedTest
    @EnumSource
    void a_key_is_valid_up_to_3328_in_both_halves_of_every_pair_and_at_its_length_only(KemKey.Level level) {
        byte[] zeros = new byte[level.publicKeySize()];
        assertTrue(KemKey.isValid(level, zeros));
        assertFalse(KemKey.isValid(level, new byte[level.publicKeySize() - 3]));
        assertFalse(KemKey.isValid(level, new byte[level.publicKeySize() + 3]));
        for (int coefficient :
                new int[] {0x00f, 0x0f0, 0x3ff, 0x8ff, 0xcff, 3328, 3329, 3330, 0xd0f, 0xe00, 0xf00, 4095}) {
            byte[] first = zeros.clone();
            first[3] = (byte) coefficient;
            first[4] = (byte) (coefficient >> 8);
            assertEquals(coefficient < 3329, KemKey.isValid(level, first), "first " + coefficient);
            byte[] second = zeros.clone();
            second[4] = (byte) (coefficient << 4);
            second[5] = (byte) (coefficient >> 4);
            assertEquals(coefficient < 3329, KemKey.isValid(level, second), "second " + coefficient);
        }
    }

    @ParameterizedTest
    @EnumSource
    void closing_wipes_the_seed(KemKey.Level level) {
        KemKey key = KemKey.generate(level, random);
        key.close();
        assertArrayEquals(new byte[KemKey.SEED_SIZE], key.export());
    }
}
