package app.parley.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class HashVectorsTest {
    @Test
    void hkdf_passes_every_published_vector() throws IOException {
        int ran = 0;
        for (Vectors.Vector vector : Vectors.read("hkdf_sha256_test.json")) {
            int size = vector.number("size");
            if (vector.result().equals("valid")) {
                byte[] made = Hkdf.derive(vector.hex("salt"), vector.hex("ikm"), vector.hex("info"), size);
                assertArrayEquals(vector.hex("okm"), made, vector.name());
            } else {
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Hkdf.derive(vector.hex("salt"), vector.hex("ikm"), vector.hex("info"), size),
                        vector.name());
            }
            ran++;
        }
        assertEquals(86, ran);
    }

    @Test
    void hmac_passes_every_published_vector() throws IOException {
        int ran = 0;
        for (Vectors.Vector vector : Vectors.read("hmac_sha256_test.json")) {
            byte[] tag = HmacSha256.of(vector.hex("key"), vector.hex("msg"));
            // Shorter tags are the front of the whole one.
            boolean same = Arrays.equals(Arrays.copyOf(tag, vector.parameter("tagSize") / 8), vector.hex("tag"));
            assertEquals(vector.result().equals("valid"), same, vector.name());
            ran++;
        }
        assertEquals(174, ran);
    }

    @Test
    void hmac_agrees_with_the_jdk_for_every_length_of_key_and_message() throws GeneralSecurityException {
        SeededRandomness random = new SeededRandomness(3);
        for (int length = 1; length < 200; length++) {
            byte[] key = random.bytes(length);
            byte[] message = random.bytes(199 - length);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] expected = mac.doFinal(message);
            assertArrayEquals(expected, HmacSha256.of(key, message), "key of " + length);
            byte[] front = Arrays.copyOf(message, message.length / 2);
            byte[] back = Arrays.copyOfRange(message, message.length / 2, message.length);
            assertArrayEquals(expected, HmacSha256.of(key, front, back));
        }
    }

    @Test
    void sha256_of_abc_is_the_one_in_the_standard_and_parts_are_joined() {
        String expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assertEquals(expected, HexFormat.of().formatHex(Sha256.of("abc".getBytes(US_ASCII))));
        assertEquals(
                expected,
                HexFormat.of().formatHex(Sha256.of("a".getBytes(US_ASCII), new byte[0], "bc".getBytes(US_ASCII))));
    }
}
