package app.parley.crypto.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.crypto.CryptoException;
import app.parley.crypto.EnvelopeSize;
import app.parley.crypto.SeededRandomness;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Alice has a session with Bob and seals what no honest client would: bounded work, bounded memory,
/// and a session that still works afterwards.
class HostilePeerTest {
    /// Deriving keys allocates some 500 octets each; opening and refusing a header far less than 2000
    /// times that.
    private static final long NO_WORK = 200_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final SeededRandomness random = new SeededRandomness(93);
    private RatchetSession alice;
    private RatchetSession bob;

    @BeforeEach
    void meet() throws CryptoException {
        People people = People.met(random);
        alice = people.alice();
        bob = people.bob();
    }

    private RatchetState alices() throws CryptoException {
        return RatchetCodec.decode(alice.encode()).withSendingChain(random);
    }

    private void roundTrip() throws CryptoException {
        RatchetSession.Sealed question = alice.encrypt(new byte[] {1}, EnvelopeSize.SMALL, random);
        RatchetSession.Opened heard = bob.decrypt(question.envelope());
        assertArrayEquals(new byte[] {1}, heard.plaintext());
        RatchetSession.Sealed answer = heard.next().encrypt(new byte[] {2}, EnvelopeSize.SMALL, random);
        RatchetSession.Opened read = question.next().decrypt(answer.envelope());
        assertArrayEquals(new byte[] {2}, read.plaintext());
        alice = read.next();
        bob = answer.next();
    }

    private byte[] sealed(RatchetState state, RatchetHeader header, byte[] chainKey) {
        MessageKey key = MessageKey.from(RatchetKeys.messageKey(chainKey));
        return SessionEnvelope.seal(
                header,
                state.active().headerKey(),
                key,
                state.transcript(),
                new byte[] {3},
                EnvelopeSize.SMALL,
                random);
    }

    private byte[] numbered(int pn, int n) throws CryptoException {
        RatchetState state = alices();
        SendingChain.Active chain = state.active();
        byte[] chainKey = chain.chainKey();
        for (int i = 0; i < Math.min(n, 2000); i++) {
            chainKey = RatchetKeys.nextChain(chainKey);
        }
        RatchetHeader header =
                new RatchetHeader(chain.dh().publicKey(), pn, n, chain.kem().publicKey(), chain.ct());
        return sealed(state, header, chainKey);
    }

    private byte[] withDh(String point) throws CryptoException {
        RatchetState state = alices();
        SendingChain.Active chain = state.active();
        RatchetHeader header = new RatchetHeader(
                HexFormat.of().parseHex(point),
                state.previousCount(),
                chain.n(),
                chain.kem().publicKey(),
                chain.ct());
        return sealed(state, header, chain.chainKey());
    }

    private void refusedWithoutWork(byte[] envelope) {
        byte[] before = bob.encode();
        assertThrows(CryptoException.class, () -> bob.decrypt(envelope));
        long started = THREADS.getCurrentThreadAllocatedBytes();
        assertThrows(CryptoException.class, () -> bob.decrypt(envelope));
        long spent = THREADS.getCurrentThreadAllocatedBytes() - started;
        assertTrue(spent < NO_WORK, spent + " octets");
        assertArrayEquals(before, bob.encode());
    }

    @ParameterizedTest
    @ValueSource(ints = {2001, 4000, Integer.MAX_VALUE - 1, Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
    void a_number_too_far_ahead_is_refused_before_any_work(int number) throws CryptoException {
        refusedWithoutWork(numbered(0, number));
        roundTrip();
        refusedWithoutWork(numbered(1, number));
        // One message of the old chain came.
        int last = number == 2001 ? 2002 : number;
        refusedWithoutWork(numbered(last, 0));
        refusedWithoutWork(numbered(last, number));
        roundTrip();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0900000000000000000000000000000000000000000000000000000000000080"
            })
    void a_bad_ratchet_key_is_refused_in_the_first_chain_and_in_every_other(String point) throws CryptoException {
        // Kept, a key of low order would make every later attempt to answer fail.
        refusedWithoutWork(withDh(point));
        roundTrip();
        refusedWithoutWork(withDh(point));
        roundTrip();
    }

    @Test
    void keys_of_messages_that_never_come_stay_below_four_thousand_in_ten_chains() throws CryptoException {
        roundTrip();
        for (int chain = 0; chain < 25; chain++) {
            alice = alice.prepared(random);
            // As many as are allowed at the end of the old chain and in front of the new one.
            int pn = RatchetCodec.decode(bob.encode()).receiving().orElseThrow().n() + (chain == 0 ? 0 : 2000);
            bob = bob.decrypt(numbered(pn, 2000)).next();
            SkippedKeys kept = RatchetCodec.decode(bob.encode()).skipped();
            assertTrue(kept.size() <= SkippedKeys.MAX_STORED);
            assertTrue(kept.chains().size() <= SkippedKeys.MAX_CHAINS);
            assertTrue(bob.encode().length < 4000 + SkippedKeys.MAX_STORED * 36);
            RatchetSession.Sealed answer = bob.encrypt(new byte[] {2}, EnvelopeSize.SMALL, random);
            bob = answer.next();
            alice = alice.decrypt(answer.envelope()).next();
        }
        assertEquals(
                SkippedKeys.MAX_STORED,
                RatchetCodec.decode(bob.encode()).skipped().size());
        bob = bob.decrypt(numbered(2001, 0)).next();
    }

    @Test
    void seal_keys_that_could_not_be_sealed_to_are_told_before_anything_is_kept() throws CryptoException {
        byte[] good = SealKey.generate(random).publicKey();
        assertTrue(SealKey.isValid(good));
        byte[] overModulus = good.clone();
        overModulus[0] = (byte) 0xff;
        overModulus[1] |= 0x0f;
        byte[] lowOrder = good.clone();
        System.arraycopy(new byte[32], 0, lowOrder, 1184, 32);
        byte[] secondName = good.clone();
        secondName[1215] |= (byte) 0x80;
        byte[][] bad = {overModulus, lowOrder, secondName, new byte[1215], new byte[0]};
        for (byte[] key : bad) {
            assertEquals(false, SealKey.isValid(key));
            assertThrows(CryptoException.class, () -> SealKey.seal(key, new byte[0], new byte[0], new byte[0], random));
        }
    }
}
