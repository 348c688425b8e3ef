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
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class AgreementKeyTest {
    private final AgreementKey key = AgreementKey.generate(new SeededRandomness(31));

    @Test
    void agreement_passes_every_published_vector() throws IOException, CryptoException {
        int agreed = 0;
        int refused = 0;
        for (Vectors.Vector vector : Vectors.read("x25519_test.json")) {
            AgreementKey ours = AgreementKey.of(vector.hex("private"));
            // What we refuse beyond RFC 7748's "must" is decided by the vector's flags, never by its number.
            boolean mayRefuse = vector.result().equals("acceptable")
                    && (vector.flagged("NonCanonicalPublic") || vector.flagged("ZeroSharedSecret"));
            if (mayRefuse) {
                assertThrows(CryptoException.class, () -> ours.agree(vector.hex("public")), vector.name());
                refused++;
            } else {
                assertArrayEquals(vector.hex("shared"), ours.agree(vector.hex("public")), vector.name());
                agreed++;
            }
        }
        assertEquals(518, agreed + refused);
        assertTrue(refused > 30 && agreed > 450, agreed + " agreed, " + refused + " refused");
    }

    @Test
    void both_sides_agree_and_the_seed_brings_the_key_back() throws CryptoException {
        AgreementKey other = AgreementKey.generate(new SeededRandomness(32));
        assertArrayEquals(key.agree(other.publicKey()), other.agree(key.publicKey()));
        AgreementKey again = AgreementKey.of(key.export());
        assertArrayEquals(key.publicKey(), again.publicKey());
        assertThrows(IllegalArgumentException.class, () -> AgreementKey.of(new byte[33]));
    }

    @Test
    void every_point_of_low_order_is_refused() {
        for (String point : new String[] {
            "00".repeat(32),
            "01" + "00".repeat(31),
            "ec" + "ff".repeat(30) + "7f",
            "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
            "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"
        }) {
            assertThrows(CryptoException.class, () -> key.agree(HexFormat.of().parseHex(point)), point);
            assertFalse(AgreementKey.isUsable(HexFormat.of().parseHex(point)), point);
        }
        assertTrue(AgreementKey.isUsable(key.publicKey()));
        assertFalse(AgreementKey.isUsable(new byte[31]));
    }

    @Test
    void a_second_name_for_a_point_is_refused() {
        String[] second = {"ed" + "ff".repeat(30) + "7f", "f6" + "ff".repeat(30) + "7f", "ff".repeat(31) + "7f"};
        for (String point : second) {
            assertThrows(CryptoException.class, () -> key.agree(HexFormat.of().parseHex(point)), point);
        }
        byte[] topBit = AgreementKey.generate(new SeededRandomness(33)).publicKey();
        topBit[31] |= (byte) 0x80;
        assertThrows(CryptoException.class, () -> key.agree(topBit));
        assertTrue(AgreementKey.isCanonical(HexFormat.of().parseHex("ec" + "ff".repeat(30) + "7f")));
        assertTrue(AgreementKey.isCanonical(HexFormat.of().parseHex("ff" + "ff".repeat(29) + "fe7f")));
        assertTrue(AgreementKey.isCanonical(HexFormat.of().parseHex("ff".repeat(31) + "7e")));
        assertFalse(AgreementKey.isCanonical(HexFormat.of().parseHex("ed" + "ff".repeat(30) + "7f")));
    }

    @Test
    void wrong_lengths_are_refused() {
        for (int length = 0; length < 70; length++) {
            byte[] wrong = Arrays.copyOf(key.publicKey(), length);
            if (length != 32) {
                assertThrows(CryptoException.class, () -> key.agree(wrong));
            }
        }
    }

    @Test
    void closing_wipes_the_seed() {
        AgreementKey gone = AgreementKey.generate(new SeededRandomness(34));
        gone.close();
        assertArrayEquals(new byte[32], gone.export());
    }
}
