package app.parley.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;

class CobblestoneTest {
    private static final byte[] CONTEXT = "parley/1/att blob".getBytes(US_ASCII);
    private final SeededRandomness random = new SeededRandomness(91);
    private final byte[] key = random.bytes(32);

    @Test
    void lengths_around_a_chunk_come_back_and_are_as_long_as_promised() throws Exception {
        for (int length : new int[] {0, 1, 16_383, 16_384, 16_385, 32_768, 40_000, 262_144, 300_001}) {
            byte[] plaintext = random.bytes(length);
            byte[] sealed = seal(plaintext);
            assertEquals(Cobblestone.sealedLength(length), sealed.length);
            assertArrayEquals(plaintext, open(key, CONTEXT, sealed));
        }
    }

    @Test
    void chunks_open_in_any_order() throws CryptoException {
        Cobblestone sealing = Cobblestone.sealing(key, CONTEXT, random);
        byte[][] chunks = {random.bytes(16_384), random.bytes(16_384), random.bytes(3)};
        Cobblestone opening = Cobblestone.opening(key, CONTEXT, sealing.header());
        for (int i = 2; i >= 0; i--) {
            byte[] sealed = sealing.sealChunk(i, chunks[i]);
            assertArrayEquals(chunks[i], opening.openChunk(i, sealed));
            int other = (i + 1) % 3;
            assertThrows(CryptoException.class, () -> opening.openChunk(other, sealed));
        }
        long last = Cobblestone.MAX_CHUNKS - 1;
        assertArrayEquals(chunks[2], opening.openChunk(last, sealing.sealChunk(last, chunks[2])));
        assertThrows(IllegalArgumentException.class, () -> sealing.sealChunk(last + 1, chunks[2]));
        assertThrows(IllegalArgumentException.class, () -> sealing.sealChunk(-1, chunks[2]));
        assertThrows(IllegalArgumentException.class, () -> sealing.sealChunk(0, new byte[16_385]));
        assertThrows(CryptoException.class, () -> opening.openChunk(last + 1, new byte[16]));
        assertThrows(CryptoException.class, () -> opening.openChunk(0, new byte[16_401]));
    }

    @Test
    void cutting_off_changing_or_adding_is_refused() throws IOException {
        byte[] sealed = seal(random.bytes(40_000));
        int chunk = 16_400;
        for (int length : new int[] {0, 55, 56, 57, 71, 72, 56 + chunk, 56 + 2 * chunk, 56 + 2 * chunk + 20}) {
            refused(key, CONTEXT, Arrays.copyOf(sealed, length));
        }
        refused(key, CONTEXT, Arrays.copyOf(sealed, sealed.length + 1));
        for (int at = 0; at < sealed.length; at += at < 60 ? 1 : 501) {
            byte[] changed = sealed.clone();
            changed[at] ^= 1;
            refused(key, CONTEXT, changed);
        }
        refused(random.bytes(32), CONTEXT, sealed);
        refused(key, new byte[0], sealed);
        refused(new byte[16], CONTEXT, sealed);
        assertThrows(IllegalArgumentException.class, () -> Cobblestone.sealing(new byte[31], CONTEXT, random));
    }

    @Test
    void every_published_vector_passes() throws Exception {
        int ran = 0;
        int opened = 0;
        for (Vectors.Vector vector : Vectors.read("c2sp_chunked_encryption_aes_256_gcm_test.json")) {
            byte[] ciphertext = ciphertext(vector);
            byte[] context = vector.hex("ctx");
            ByteArrayOutputStream plaintext = new ByteArrayOutputStream();
            if (vector.result().equals("valid")) {
                Cobblestone.open(vector.hex("key"), context, new ByteArrayInputStream(ciphertext), plaintext);
                opened++;
            } else {
                assertThrows(
                        CryptoException.class,
                        () -> Cobblestone.open(
                                vector.hex("key"), context, new ByteArrayInputStream(ciphertext), plaintext),
                        vector.name());
            }
            if (vector.has("msgLength")) {
                // For refused messages: the longest prefix that is genuine.
                assertEquals(vector.number("msgLength"), plaintext.size(), vector.name());
                assertArrayEquals(vector.hex("msgSha512"), sha512(plaintext.toByteArray()), vector.name());
            }
            ran++;
        }
        assertEquals(35, ran);
        assertTrue(opened >= 5, opened + " valid ones");
    }

    /// The vectors hold their ciphertexts compressed (zlib).
    private static byte[] ciphertext(Vectors.Vector vector) throws IOException {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(vector.hex("ct")))) {
            return in.readAllBytes();
        }
    }

    private static byte[] sha512(byte[] bytes) throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-512").digest(bytes);
    }

    private byte[] seal(byte[] plaintext) throws IOException {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        try (Cobblestone message = Cobblestone.sealing(key, CONTEXT, random)) {
            message.seal(new ByteArrayInputStream(plaintext), sealed);
        }
        return sealed.toByteArray();
    }

    private static byte[] open(byte[] key, byte[] context, byte[] sealed) throws CryptoException, IOException {
        ByteArrayOutputStream plaintext = new ByteArrayOutputStream();
        Cobblestone.open(key, context, new ByteArrayInputStream(sealed), plaintext);
        return plaintext.toByteArray();
    }

    private static void refused(byte[] key, byte[] context, byte[] sealed) {
        assertThrows(CryptoException.class, () -> open(key, context, sealed));
    }
}
