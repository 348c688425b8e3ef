package app.parley.crypto.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.crypto.HybridSignatures;
import app.parley.crypto.Randomness;
import app.parley.crypto.Signatures;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HybridSignaturesTest {
    private static final byte[] SEED = new byte[32];
    private static final byte[] MESSAGE = "version 0.2.0\n".getBytes(StandardCharsets.UTF_8);

    private final HybridSigningKey key = HybridSigningKey.of(SEED);
    private final byte[] signature = key.sign("release-update", MESSAGE, Randomness.system());

    private boolean holds(byte[] changed) {
        return HybridSignatures.verify(key.publicKey(), "release-update", MESSAGE, changed);
    }

    @Test
    void what_was_signed_holds() {
        assertTrue(holds(signature));
        assertEquals(HybridSignatures.PUBLIC_KEY_SIZE, key.publicKey().length);
        assertArrayEquals(key.publicKey(), HybridSigningKey.of(key.export()).publicKey());
    }

    /// Both halves must hold: a bit in either is enough.
    @ParameterizedTest
    @ValueSource(ints = {0, 31, 32, 63, 64, 65, 1000, 3372})
    void a_changed_bit_in_either_half_is_refused(int at) {
        byte[] changed = signature.clone();
        changed[at] ^= 1;
        assertFalse(holds(changed));
    }

    @Test
    void another_message_purpose_or_length_is_refused() {
        assertFalse(HybridSignatures.verify(key.publicKey(), "release-sums", MESSAGE, signature));
        assertFalse(HybridSignatures.verify(key.publicKey(), "release-update", SEED, signature));
        assertFalse(holds(Arrays.copyOf(signature, signature.length - 1)));
        assertFalse(holds(Arrays.copyOf(signature, signature.length + 1)));
        assertFalse(holds(new byte[0]));
        byte[] key = Arrays.copyOf(this.key.publicKey(), HybridSignatures.PUBLIC_KEY_SIZE - 1);
        assertFalse(HybridSignatures.verify(key, "release-update", MESSAGE, signature));
        assertFalse(HybridSignatures.verify(
                new byte[HybridSignatures.PUBLIC_KEY_SIZE], "release-update", MESSAGE, signature));
    }

    /// Whoever breaks one of the two cannot put their half beside the other one.
    @Test
    void halves_of_different_keys_do_not_go_together() {
        HybridSigningKey other = HybridSigningKey.generate(Randomness.system());
        byte[] mixedKey = join(key.publicKey(), other.publicKey(), Signatures.PUBLIC_KEY_SIZE);
        byte[] theirs = other.sign("release-update", MESSAGE, Randomness.system());
        byte[] mixed = join(signature, theirs, Signatures.SIGNATURE_SIZE);
        assertFalse(HybridSignatures.verify(mixedKey, "release-update", MESSAGE, mixed));
        assertFalse(holds(mixed));
        assertFalse(HybridSignatures.verify(other.publicKey(), "release-update", MESSAGE, mixed));
    }

    private static byte[] join(byte[] first, byte[] second, int at) {
        byte[] mixed = second.clone();
        System.arraycopy(first, 0, mixed, 0, at);
        return mixed;
    }

    /// The second half is what the JDK understands by ML-DSA-65, too.
    @Test
    void the_jdk_finds_the_second_half_right() throws Exception {
        Signature jdk = Signature.getInstance("ML-DSA-65");
        byte[] input = HybridSignatures.input(key.publicKey(), "release-update", MESSAGE);
        byte[] lattice = Arrays.copyOfRange(key.publicKey(), Signatures.PUBLIC_KEY_SIZE, key.publicKey().length);
        ByteArrayOutputStream spki = new ByteArrayOutputStream();
        spki.writeBytes(HexFormat.of().parseHex("308207b2300b0609608648016503040312038207a100"));
        spki.writeBytes(lattice);
        jdk.initVerify(KeyFactory.getInstance("ML-DSA-65").generatePublic(new X509EncodedKeySpec(spki.toByteArray())));
        jdk.update(input);
        assertTrue(jdk.verify(Arrays.copyOfRange(signature, Signatures.SIGNATURE_SIZE, signature.length)));
    }

    @Test
    void the_key_shows_nothing_of_itself() {
        assertEquals("HybridSigningKey[…]", key.toString());
        assertThrows(IllegalArgumentException.class, () -> HybridSigningKey.of(new byte[31]));
    }
}
