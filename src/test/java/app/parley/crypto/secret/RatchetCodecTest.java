package app.parley.crypto.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.parley.crypto.CryptoException;
import app.parley.crypto.EnvelopeSize;
import app.parley.crypto.SeededRandomness;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RatchetCodecTest {
    /// Where the counters of a record lie: PN after version, flags, T, RK and NHKs; the number of chains after
    /// NHKr.
    private static final int PREVIOUS_COUNT = 2 + 3 * 32;

    private static final int RECEIVING_CHAINS = PREVIOUS_COUNT + 4 + 32;
    /// A skipped chain with one key, at the end: chains u8, number u32, header key 32, count u32, message
    /// number, key.
    private static final int SKIPPED = 1 + 4 + 32 + 4 + 4 + 32;

    private final SeededRandomness random = new SeededRandomness(170);
    private byte[] record;

    /// Bob with one skipped message of Alice's.
    @BeforeEach
    void skip() throws CryptoException {
        People people = People.met(random);
        RatchetSession alice =
                people.alice().encrypt(new byte[1], EnvelopeSize.SMALL, random).next();
        byte[] second = alice.encrypt(new byte[1], EnvelopeSize.SMALL, random).envelope();
        record = people.bob().decrypt(second).next().encode();
    }

    @Test
    void what_was_written_is_read_back() throws CryptoException {
        assertArrayEquals(record, RatchetSession.decode(record).encode());
    }

    @Test
    void other_versions_flags_and_lengths_are_refused() {
        refused(0, 2);
        refused(1, 2);
        for (int length = 0; length < record.length; length++) {
            byte[] cut = Arrays.copyOf(record, length);
            assertThrows(CryptoException.class, () -> RatchetSession.decode(cut));
        }
        byte[] longer = Arrays.copyOf(record, record.length + 1);
        assertThrows(CryptoException.class, () -> RatchetSession.decode(longer));
    }

    @Test
    void counters_below_zero_are_refused() {
        refused(PREVIOUS_COUNT, 0x80);
        refused(RECEIVING_CHAINS, 0x80);
        refused(record.length - SKIPPED + 1, 0x80);
    }

    @Test
    void more_chains_and_keys_than_are_ever_kept_are_refused() throws CryptoException {
        int at = record.length - SKIPPED;
        refused(at, SkippedKeys.MAX_CHAINS + 1);
        refused(at, 0xff);
        byte[] chain = Arrays.copyOfRange(record, at + 1, record.length);
        byte[] tooMany = Arrays.copyOf(record, at + 1 + 11 * chain.length);
        tooMany[at] = 11;
        for (int i = 0; i < 11; i++) {
            System.arraycopy(chain, 0, tooMany, at + 1 + i * chain.length, chain.length);
        }
        assertThrows(CryptoException.class, () -> RatchetSession.decode(tooMany));
        byte[] most = Arrays.copyOf(tooMany, tooMany.length - chain.length);
        most[at] = 10;
        RatchetSession.decode(most);
        byte[] noKeys = Arrays.copyOf(record, record.length - 36);
        noKeys[noKeys.length - 1] = 0;
        assertThrows(CryptoException.class, () -> RatchetSession.decode(noKeys));
    }

    private void refused(int at, int value) {
        byte[] changed = record.clone();
        changed[at] = (byte) value;
        assertThrows(CryptoException.class, () -> RatchetSession.decode(changed), at + " = " + value);
    }
}
