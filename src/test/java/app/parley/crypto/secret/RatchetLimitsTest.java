package app.parley.crypto.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.crypto.CryptoException;
import app.parley.crypto.EnvelopeSize;
import app.parley.crypto.SeededRandomness;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RatchetLimitsTest {
    private final SeededRandomness random = new SeededRandomness(81);
    private RatchetSession alice;
    private RatchetSession bob;

    @BeforeEach
    void meet() throws CryptoException {
        People people = People.met(random);
        alice = people.alice();
        bob = people.bob();
    }

    private byte[] fromAlice() throws CryptoException {
        RatchetSession.Sealed sealed = alice.encrypt(new byte[] {1}, EnvelopeSize.SMALL, random);
        alice = sealed.next();
        return sealed.envelope();
    }

    private void toBob(byte[] envelope) throws CryptoException {
        bob = bob.decrypt(envelope).next();
    }

    private void roundTrip() throws CryptoException {
        toBob(fromAlice());
        RatchetSession.Sealed answer = bob.encrypt(new byte[] {2}, EnvelopeSize.SMALL, random);
        bob = answer.next();
        alice = alice.decrypt(answer.envelope()).next();
    }

    private void bobRefuses(byte[] envelope) {
        byte[] before = bob.encode();
        assertThrows(CryptoException.class, () -> bob.decrypt(envelope));
        assertArrayEquals(before, bob.encode());
    }

    private List<byte[]> many(int count) throws CryptoException {
        List<byte[]> envelopes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            envelopes.add(fromAlice());
        }
        return envelopes;
    }

    @Test
    void two_thousand_messages_may_be_overtaken_and_not_one_more() throws CryptoException {
        List<byte[]> sent = many(2002);
        bobRefuses(sent.get(2001));
        toBob(sent.get(2000));
        toBob(sent.get(0));
        toBob(sent.get(1999));
        toBob(sent.get(2001));
        bobRefuses(sent.get(0));
    }

    @Test
    void two_thousand_may_be_missing_at_the_end_of_a_chain_and_not_one_more() throws CryptoException {
        List<byte[]> sent = many(2002);
        toBob(sent.get(0));
        RatchetSession.Sealed answer = bob.encrypt(new byte[1], EnvelopeSize.SMALL, random);
        bob = answer.next();
        alice = alice.decrypt(answer.envelope()).next();
        byte[] nextChain = fromAlice();
        bobRefuses(nextChain);
        toBob(sent.get(1));
        toBob(nextChain);
        toBob(sent.get(2));
        toBob(sent.get(2001));
        bobRefuses(sent.get(1));
    }

    @Test
    void of_four_thousand_stored_keys_the_oldest_go_first() throws CryptoException {
        List<byte[]> all = new ArrayList<>();
        for (int part = 0; part < 3; part++) {
            List<byte[]> sent = many(1500);
            toBob(sent.getLast());
            all.addAll(sent.subList(0, 1499));
        }
        // 4497 were overtaken, 4000 are kept: the oldest 497 are gone.
        bobRefuses(all.get(0));
        bobRefuses(all.get(496));
        toBob(all.get(497));
        toBob(all.get(4496));
        assertTrue(bob.encode().length < 3000 + 4000 * 36);
    }

    @Test
    void overtaken_messages_live_for_ten_receiving_chains() throws CryptoException {
        byte[] kept = fromAlice();
        byte[] dropped = fromAlice();
        roundTrip();
        for (int chain = 1; chain < 10; chain++) {
            roundTrip();
        }
        RatchetSession tenChains = bob;
        toBob(kept);
        bob = tenChains;
        toBob(fromAlice());
        bobRefuses(dropped);
    }

    @Test
    void a_header_that_claims_too_much_is_refused_before_any_work() throws CryptoException {
        roundTrip();
        RatchetState alices = RatchetCodec.decode(alice.encode());
        RatchetState ready = alices.withSendingChain(random);
        int[][] claims = {{0, 2001}, {2002, 0}, {Integer.MAX_VALUE, 0}, {0, Integer.MAX_VALUE}, {-1, 0}, {0, -1}, {0, 0}
        };
        for (int[] claim : claims) {
            // One message of the chain was seen, so a previous chain of none is a lie as well.
            bobRefuses(forged(ready, claim[0], claim[1]));
        }
        toBob(forged(ready, 1, 0));
    }

    /// The initiator has received nothing, so there is no chain before the first answer.
    @Test
    void a_first_answer_that_claims_an_earlier_chain_is_refused() throws CryptoException {
        toBob(fromAlice());
        RatchetState bobs = RatchetCodec.decode(bob.encode()).withSendingChain(random);
        byte[] before = alice.encode();
        for (int claim : new int[] {1, 2, 2000, Integer.MAX_VALUE}) {
            assertThrows(CryptoException.class, () -> alice.decrypt(forged(bobs, claim, 0)), "pn " + claim);
        }
        assertArrayEquals(before, alice.encode());
        assertArrayEquals(new byte[1], alice.decrypt(forged(bobs, 0, 0)).plaintext());
    }

    /// A chain that ends before what was received of it already would have gone backwards.
    @Test
    void a_chain_cannot_end_before_what_came_of_it() throws CryptoException {
        roundTrip();
        toBob(fromAlice());
        byte[] overtaken = fromAlice();
        toBob(fromAlice());
        RatchetSession.Sealed answer = bob.encrypt(new byte[1], EnvelopeSize.SMALL, random);
        bob = answer.next();
        alice = alice.decrypt(answer.envelope()).next();
        RatchetState ready = RatchetCodec.decode(alice.encode()).withSendingChain(random);
        bobRefuses(forged(ready, 0, 0));
        bobRefuses(forged(ready, 2, 0));
        toBob(forged(ready, 3, 0));
        toBob(overtaken);
    }

    @Test
    void a_peer_that_sends_bad_ratchet_keys_is_refused() throws CryptoException {
        roundTrip();
        RatchetState ready = RatchetCodec.decode(alice.encode()).withSendingChain(random);
        SendingChain.Active chain = ready.active();
        byte[] goodDh = chain.dh().publicKey();
        byte[] goodEk = chain.kem().publicKey();
        byte[] badEk = goodEk.clone();
        badEk[0] = (byte) 0xff;
        badEk[1] = (byte) 0xff;
        byte[] highDh = goodDh.clone();
        highDh[31] |= (byte) 0x80;
        bobRefuses(forged(ready, new RatchetHeader(new byte[32], 1, 0, goodEk, chain.ct())));
        bobRefuses(forged(ready, new RatchetHeader(highDh, 1, 0, goodEk, chain.ct())));
        bobRefuses(forged(ready, new RatchetHeader(goodDh, 1, 0, badEk, chain.ct())));
        byte[] otherCt = chain.ct().clone();
        otherCt[7] ^= 1;
        bobRefuses(forged(ready, new RatchetHeader(goodDh, 1, 0, goodEk, otherCt)));
        toBob(forged(ready, new RatchetHeader(goodDh, 1, 0, goodEk, chain.ct())));
    }

    @Test
    void padding_that_is_not_zero_or_a_length_that_lies_is_refused() throws CryptoException {
        assertArrayEquals(new byte[] {7, 8}, Padding.unpad(Padding.pad(new byte[] {7, 8}, 50)));
        for (int at = 6; at < 50; at++) {
            byte[] padded = Padding.pad(new byte[] {7, 8}, 50);
            padded[at] = 1;
            assertThrows(CryptoException.class, () -> Padding.unpad(padded));
        }
        for (int length : new int[] {47, 1000, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            byte[] lie = ByteBuffer.allocate(50).putInt(length).array();
            assertThrows(CryptoException.class, () -> Padding.unpad(lie));
        }
        assertEquals(46, Padding.unpad(ByteBuffer.allocate(50).putInt(46).array()).length);
    }

    @Test
    void a_chain_that_has_run_out_of_numbers_does_not_send() throws CryptoException {
        RatchetState state = RatchetCodec.decode(alice.encode());
        SendingChain.Active chain = state.active();
        SendingChain.Active used = new SendingChain.Active(
                chain.chainKey(), chain.headerKey(), Integer.MAX_VALUE - 1, chain.dh(), chain.kem(), chain.ct());
        RatchetSession full = new RatchetSession(state.withSending(used));
        assertThrows(CryptoException.class, () -> full.encrypt(new byte[1], EnvelopeSize.SMALL, random));
    }

    @Test
    void fresh_keys_of_one_round_trip_lock_out_who_copied_a_session() throws CryptoException {
        roundTrip();
        RatchetSession stolen = RatchetSession.decode(alice.encode());
        toBob(fromAlice());
        RatchetSession.Sealed healing = bob.encrypt(new byte[] {3}, EnvelopeSize.SMALL, random);
        bob = healing.next();
        // The thief knows every key of before, and still makes a chain of its own: it lacks Alice's new ones.
        RatchetSession thief = stolen.prepared(new SeededRandomness(82));
        assertThrows(CryptoException.class, () -> thief.decrypt(healing.envelope()));
        alice = alice.decrypt(healing.envelope()).next();
    }

    @Test
    void a_stolen_session_cannot_open_what_was_received_before() throws CryptoException {
        byte[] old = fromAlice();
        toBob(old);
        bobRefuses(old);
        assertThrows(
                CryptoException.class, () -> RatchetSession.decode(bob.encode()).decrypt(old));
    }

    private byte[] forged(RatchetState state, int pn, int n) {
        SendingChain.Active chain = state.active();
        return forged(
                state,
                new RatchetHeader(chain.dh().publicKey(), pn, n, chain.kem().publicKey(), chain.ct()));
    }

    private byte[] forged(RatchetState state, RatchetHeader header) {
        SendingChain.Active chain = state.active();
        MessageKey key = MessageKey.from(RatchetKeys.messageKey(chain.chainKey()));
        return SessionEnvelope.seal(
                header, chain.headerKey(), key, state.transcript(), new byte[1], EnvelopeSize.SMALL, random);
    }
}
