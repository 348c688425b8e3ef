package app.parley.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class AeadTest {
    private final SeededRandomness random = new SeededRandomness(5);
    private final byte[] key = random.bytes(32);
    private final byte[] nonce = random.bytes(12);

    @Test
    void every_published_vector_of_our_parameters_passes() throws Exception {
        int ran = 0;
        for (Vectors.Vector vector : Vectors.read("aes_gcm_test.json")) {
            boolean ours = vector.parameter("keySize") == 256
                    && vector.parameter("ivSize") == 96
                    && vector.parameter("tagSize") == 128;
            if (!ours) {
                continue;
            }
            byte[] sealed = join(vector.hex("ct"), vector.hex("tag"));
            if (vector.result().equals("valid")) {
                byte[] made = Aead.seal(vector.hex("key"), vector.hex("iv"), vector.hex("aad"), vector.hex("msg"));
                assertArrayEquals(sealed, made, vector.name());
                byte[] opened = Aead.open(vector.hex("key"), vector.hex("iv"), vector.hex("aad"), sealed);
                assertArrayEquals(vector.hex("msg"), opened, vector.name());
            } else {
                refused(vector.hex("key"), vector.hex("iv"), vector.hex("aad"), sealed);
            }
            ran++;
        }
        assertEquals(66, ran);
    }

    @Test
    void vectors_of_other_key_and_nonce_sizes_are_refused() throws IOException {
        int ran = 0;
        for (Vectors.Vector vector : Vectors.read("aes_gcm_test.json")) {
            if (vector.parameter("keySize") != 256 || vector.parameter("ivSize") != 96) {
                refused(
                        vector.hex("key"),
                        vector.hex("iv"),
                        vector.hex("aad"),
                        join(vector.hex("ct"), vector.hex("tag")));
                ran++;
            }
        }
        assertEquals(250, ran);
    }

    @Test
    void the_longest_call_is_64_KiB() throws CryptoException {
        byte[] most = random.bytes(65_536);
        byte[] sealed = Aead.seal(key, nonce, new byte[0], most);
        assertArrayEquals(most, Aead.open(key, nonce, new byte[0], sealed));
        assertThrows(IllegalArgumentException.class, () -> Aead.seal(key, nonce, new byte[0], new byte[65_537]));
        refused(key, nonce, new byte[0], new byte[65_537 + 16]);
    }

    @Test
    void wrong_lengths_are_bugs_when_sealing_and_refusals_when_opening() {
        byte[] text = new byte[10];
        assertThrows(IllegalArgumentException.class, () -> Aead.seal(new byte[31], nonce, text, text));
        assertThrows(IllegalArgumentException.class, () -> Aead.seal(key, new byte[13], text, text));
        byte[] small = new byte[25];
        int[][] sealing = {{0, 10, 0}, {0, 9, 1}, {0, 9, -1}, {-1, 5, 0}, {5, 6, 0}, {0, -1, 0}, {11, 0, 0}};
        for (int[] at : sealing) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Aead.seal(key, nonce, text, text, at[0], at[1], small, at[2]));
        }
        Aead.seal(key, nonce, text, text, 1, 9, small, 0);
        for (int length = 0; length < 40; length++) {
            refused(key, nonce, text, new byte[length]);
        }
        int[][] opening = {{5, 21, 0}, {-1, 20, 0}, {0, 25, 2}, {0, 25, -1}, {0, 15, 0}};
        for (int[] at : opening) {
            assertThrows(
                    CryptoException.class, () -> Aead.open(key, nonce, text, small, at[0], at[1], new byte[10], at[2]));
        }
    }

    @Test
    void a_part_of_an_array_is_sealed_into_and_opened_from_another() throws CryptoException {
        byte[] text = random.bytes(30);
        byte[] sealed = new byte[5 + 10 + 16];
        Aead.seal(key, nonce, text, text, 7, 10, sealed, 5);
        byte[] opened = new byte[14];
        Aead.open(key, nonce, text, sealed, 5, 26, opened, 4);
        assertArrayEquals(Arrays.copyOfRange(text, 7, 17), Arrays.copyOfRange(opened, 4, 14));
        assertArrayEquals(Arrays.copyOf(opened, 4), new byte[4]);
        assertArrayEquals(Arrays.copyOfRange(text, 7, 17), Aead.open(key, nonce, text, sealed, 5, 26));
    }

    @Test
    void after_a_refusal_nothing_of_the_plaintext_is_there() {
        for (int length : new int[] {1, 16, 1000, 65_536}) {
            byte[] sealed = Aead.seal(key, nonce, key, random.bytes(length));
            sealed[length + 3] ^= 1;
            byte[] target = new byte[length];
            assertThrows(CryptoException.class, () -> Aead.open(key, nonce, key, sealed, 0, sealed.length, target, 0));
            assertArrayEquals(new byte[length], target);
        }
    }

    @Test
    void a_failed_call_does_not_spoil_the_next_and_repeatable_runs_do_not_depend_on_order() throws CryptoException {
        byte[] text = random.bytes(10);
        byte[] sealed = Aead.seal(key, nonce, text, text);
        assertArrayEquals(sealed, Aead.seal(key, nonce, text, text));
        sealed[3] ^= 1;
        refused(key, nonce, text, sealed);
        sealed[3] ^= 1;
        assertArrayEquals(text, Aead.open(key, nonce, text, sealed));
    }

    @Test
    void a_refusal_says_nothing() {
        CryptoException refusal = assertThrows(CryptoException.class, () -> Aead.open(key, nonce, key, new byte[40]));
        assertEquals("refused", refusal.getMessage());
        assertNull(refusal.getCause());
        assertEquals(0, refusal.getStackTrace().length);
        assertEquals(0, refusal.getSuppressed().length);
    }

    @Test
    void what_others_sealed_with_shorter_keys_longer_nonces_or_too_much_at_once_is_refused_though_genuine()
            throws GeneralSecurityException {
        byte[] none = {};
        byte[] shortKey = Arrays.copyOf(key, 16);
        refused(shortKey, nonce, none, byTheJdk(shortKey, nonce, 100));
        byte[] longNonce = Arrays.copyOf(nonce, 16);
        refused(key, longNonce, none, byTheJdk(key, longNonce, 100));
        byte[] tooMuch = byTheJdk(key, nonce, 65_537);
        refused(key, nonce, none, tooMuch);
        assertThrows(
                CryptoException.class,
                () -> Aead.open(key, nonce, none, tooMuch, 0, tooMuch.length, new byte[70_000], 0));
    }

    private static byte[] byTheJdk(byte[] key, byte[] nonce, int length) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        return cipher.doFinal(new byte[length]);
    }

    @Test
    void warming_up_runs_through() {
        Warmup.run();
    }

    private static void refused(byte[] key, byte[] nonce, byte[] aad, byte[] sealed) {
        assertThrows(CryptoException.class, () -> Aead.open(key, nonce, aad, sealed));
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
