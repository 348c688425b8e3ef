package app.parley.crypto.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.parley.crypto.CryptoException;
import app.parley.crypto.SeededRandomness;
import app.parley.crypto.Sha256;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.hpke.HPKE;
import org.junit.jupiter.api.Test;

class SealKeyTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] INFO = "info".getBytes(UTF_8);
    private static final byte[] AAD = "aad".getBytes(UTF_8);

    /// A vector of draft-connolly-cfrg-xwing-kem, appendix C. The long values stand here as their
    /// SHA-256.
    private record Published(String seed, String eseed, String ss, String pkHash, String ctHash) {}

    private static final List<Published> PUBLISHED = List.of(
            new Published(
                    "7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26",
                    "3cb1eea988004b93103cfb0aeefd2a686e01fa4a58e8a3639ca8a1e3f9ae57e235b8cc873c23dc62b8d260169afa2f75ab916a58d974918835d25e6a435085b2",
                    "d2df0522128f09dd8e2c92b1e905c793d8f57a54c3da25861f10bf4ca613e384",
                    "2e816deebcd76c5c80d0cd2d174478871658e8e2ff42bc9d4a6e486372e856bb",
                    "17cd532d657e44c897ca6583e548a5424fc70bf54f99515a4d2bcf99e3469f33"),
            new Published(
                    "badfd6dfaac359a5efbb7bcc4b59d538df9a04302e10c8bc1cbf1a0b3a5120ea",
                    "17cda7cfad765f5623474d368ccca8af0007cd9f5e4c849f167a580b14aabdefaee7eef47cb0fca9767be1fda69419dfb927e9df07348b196691abaeb580b32d",
                    "f2e86241c64d60f6649fbc6c5b7d17180b780a3f34355e64a85749949c45f150",
                    "c42ba5f8430d7d2c83739338203819f090e8303ce9c8b02107c272bfa5376916",
                    "1661ea86d608a1924ba30840cb0a65f13ae051e3aec9cf0f064efc0bc92f2154"),
            new Published(
                    "ef58538b8d23f87732ea63b02b4fa0f4873360e2841928cd60dd4cee8cc0d4c9",
                    "22a96188d032675c8ac850933c7aff1533b94c834adbb69c6115bad4692d8619f90b0cdf8a7b9c264029ac185b70b83f2801f2f4b3f70c593ea3aeeb613a7f1b",
                    "953f7f4e8c5b5049bdc771d1dffada0dd961477d1a2ae0988baa7ea6898d893f",
                    "6b080d6b84f095342092fa7a22423e58bd681397ad0ef00eac92bd254db4fa95",
                    "d3ca5578500344b5896cffc4fd740c9311946b82951df155e6fd86a7966b43c6"));

    private final SeededRandomness random = new SeededRandomness(61);
    private final SealKey bob = SealKey.generate(random);

    @Test
    void x_wing_passes_the_vectors_of_its_draft() throws CryptoException {
        for (Published vector : PUBLISHED) {
            XWing key = XWing.of(HEX.parseHex(vector.seed));
            assertEquals(vector.pkHash, HEX.formatHex(Sha256.of(key.publicKey())));
            KemKey.Encapsulated made = XWing.encapsulate(key.publicKey(), HEX.parseHex(vector.eseed));
            assertEquals(vector.ctHash, HEX.formatHex(Sha256.of(made.ciphertext())));
            assertEquals(vector.ss, HEX.formatHex(made.secret()));
            assertEquals(vector.ss, HEX.formatHex(key.decapsulate(made.ciphertext())));
        }
        assertEquals(3, PUBLISHED.size());
    }

    @Test
    void bouncy_castles_hpke_opens_what_we_seal_and_we_open_what_it_seals() throws Exception {
        HPKE other = new HPKE(HPKE.mode_base, HPKE.kem_X_WING, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
        for (int length : new int[] {0, 1, 100, 16_000, 65_536}) {
            byte[] text = random.bytes(length);
            byte[] sealed = SealKey.seal(bob.publicKey(), INFO, AAD, text, random);
            assertEquals(length + SealKey.OVERHEAD, sealed.length);
            AsymmetricCipherKeyPair theirKey = other.deserializePrivateKey(bob.export(), bob.publicKey());
            byte[] enc = Arrays.copyOf(sealed, SealKey.ENCAPSULATED_SIZE);
            byte[] ct = Arrays.copyOfRange(sealed, SealKey.ENCAPSULATED_SIZE, sealed.length);
            assertArrayEquals(text, other.open(enc, theirKey, INFO, AAD, ct, null, null, null));

            byte[][] theirs =
                    other.seal(other.deserializePublicKey(bob.publicKey()), INFO, AAD, text, null, null, null);
            byte[] joined = Arrays.copyOf(theirs[1], theirs[1].length + theirs[0].length);
            System.arraycopy(theirs[0], 0, joined, theirs[1].length, theirs[0].length);
            assertArrayEquals(text, bob.open(INFO, AAD, joined));
        }
    }

    @Test
    void the_seed_brings_the_key_back_and_closing_wipes_only_ours() throws CryptoException {
        SealKey again = SealKey.of(bob.export());
        byte[] sealed = SealKey.seal(bob.publicKey(), INFO, AAD, new byte[5], random);
        bob.close();
        assertArrayEquals(new byte[32], bob.export());
        assertArrayEquals(new byte[5], again.open(INFO, AAD, sealed));
        assertThrows(IllegalArgumentException.class, () -> SealKey.of(new byte[31]));
    }

    @Test
    void anything_changed_is_refused() throws CryptoException {
        byte[] sealed = SealKey.seal(bob.publicKey(), INFO, AAD, random.bytes(20), random);
        for (int bit = 0; bit < sealed.length * 8; bit += bit < 1080 * 8 ? 31 : 1) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(CryptoException.class, () -> bob.open(INFO, AAD, changed), "bit " + bit);
        }
        assertThrows(CryptoException.class, () -> bob.open(AAD, AAD, sealed));
        assertThrows(CryptoException.class, () -> bob.open(INFO, INFO, sealed));
        for (int length = 0; length < sealed.length; length += 7) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThrows(CryptoException.class, () -> bob.open(INFO, AAD, cut));
        }
    }

    @Test
    void two_seals_of_one_text_look_different() throws CryptoException {
        byte[] one = SealKey.seal(bob.publicKey(), INFO, AAD, new byte[50], random);
        byte[] two = SealKey.seal(bob.publicKey(), INFO, AAD, new byte[50], random);
        assertFalse(Arrays.equals(one, two));
    }

    @Test
    void a_point_of_low_order_inside_is_refused() throws CryptoException {
        byte[] sealed = SealKey.seal(bob.publicKey(), INFO, AAD, new byte[5], random);
        Arrays.fill(sealed, 1088, 1120, (byte) 0);
        assertThrows(CryptoException.class, () -> bob.open(INFO, AAD, sealed));
    }
}
