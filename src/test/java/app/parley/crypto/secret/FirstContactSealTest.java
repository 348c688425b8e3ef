package app.parley.crypto.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.parley.crypto.CryptoException;
import app.parley.crypto.EnvelopeKind;
import app.parley.crypto.EnvelopeSize;
import app.parley.crypto.SeededRandomness;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FirstContactSealTest {
    private static final byte[] INFO = "bob, device 1".getBytes(UTF_8);
    private final SeededRandomness random = new SeededRandomness(7);
    private final SealKey bob = SealKey.generate(random);

    @Test
    void what_is_sealed_to_bob_opens_with_his_key_and_names_its_generation() throws CryptoException {
        byte[] inner = random.bytes(6000);
        byte[] envelope = FirstContactSeal.seal(bob.publicKey(), 3, INFO, inner, random);
        assertEquals(16_384, envelope.length);
        assertEquals(Optional.of(EnvelopeKind.FIRST_CONTACT), EnvelopeKind.of(envelope));
        assertEquals(3, FirstContactSeal.generationOf(envelope));
        assertArrayEquals(inner, FirstContactSeal.open(bob, INFO, envelope));
    }

    @Test
    void a_full_and_an_empty_one_open_and_one_byte_more_takes_the_large_size() throws CryptoException {
        int most = FirstContactSeal.capacity(EnvelopeSize.MEDIUM);
        assertEquals(15_236, most);
        for (int length : new int[] {0, 1, most, most + 1, FirstContactSeal.capacity(EnvelopeSize.LARGE)}) {
            byte[] inner = random.bytes(length);
            byte[] envelope = FirstContactSeal.seal(bob.publicKey(), 0, INFO, inner, random);
            assertEquals(length <= most ? 16_384 : 65_536, envelope.length);
            assertArrayEquals(inner, FirstContactSeal.open(bob, INFO, envelope));
        }
        byte[] tooMuch = new byte[FirstContactSeal.capacity(EnvelopeSize.LARGE) + 1];
        assertThrows(
                IllegalArgumentException.class, () -> FirstContactSeal.seal(bob.publicKey(), 0, INFO, tooMuch, random));
    }

    @Test
    void another_key_another_info_or_a_changed_byte_is_refused() throws CryptoException {
        byte[] envelope = FirstContactSeal.seal(bob.publicKey(), 3, INFO, random.bytes(100), random);
        refused(SealKey.generate(random), INFO, envelope);
        refused(bob, "bob, device 2".getBytes(UTF_8), envelope);
        for (int at = 0; at < envelope.length; at += at < 1300 ? 1 : 97) {
            byte[] changed = envelope.clone();
            changed[at] ^= (byte) (1 << at % 8);
            refused(bob, INFO, changed);
        }
    }

    @Test
    void wrong_lengths_and_kinds_are_refused() throws CryptoException {
        byte[] envelope = FirstContactSeal.seal(bob.publicKey(), 3, INFO, random.bytes(100), random);
        for (int length : new int[] {0, 3, 8, 1127, 4096, 16_383, 16_385, 65_536}) {
            byte[] wrong = Arrays.copyOf(envelope, length);
            refused(bob, INFO, wrong);
            if (length != 65_536) {
                assertThrows(CryptoException.class, () -> FirstContactSeal.generationOf(wrong));
            }
        }
        envelope[1] = 1;
        refused(bob, INFO, envelope);
    }

    @Test
    void a_malformed_recipient_key_is_refused() {
        byte[] lowOrder = bob.publicKey();
        Arrays.fill(lowOrder, 1184, 1216, (byte) 0);
        byte[] badModulus = bob.publicKey();
        badModulus[0] = (byte) 0xff;
        badModulus[1] |= 0x0f;
        for (byte[] key : new byte[][] {lowOrder, badModulus, new byte[0], new byte[1215], new byte[1217]}) {
            assertThrows(CryptoException.class, () -> FirstContactSeal.seal(key, 0, INFO, new byte[1], random));
        }
    }

    private static void refused(SealKey key, byte[] info, byte[] envelope) {
        assertThrows(CryptoException.class, () -> FirstContactSeal.open(key, info, envelope));
    }
}
