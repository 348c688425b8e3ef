package app.parley.crypto.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.crypto.CryptoException;
import app.parley.crypto.EnvelopeSize;
import app.parley.crypto.SeededRandomness;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Secrets cannot be printed, and what is closed is wiped.
class SecretsTest {
    private final SeededRandomness random = new SeededRandomness(190);

    @Test
    void nothing_that_holds_a_secret_prints_it() throws CryptoException {
        People people = People.met(random);
        RatchetSession.Sealed sealed = people.alice().encrypt(new byte[1], EnvelopeSize.SMALL, random);
        RatchetState state = RatchetState.initiator(new byte[32], new byte[32], random);
        RatchetKeys.Start start = RatchetKeys.start(new byte[32], new byte[32]);
        KemKey kem = KemKey.generate(KemKey.Level.L768, random);
        List<Object> holders = List.of(
                people.alice(),
                sealed,
                people.bob().decrypt(sealed.envelope()),
                state,
                state.active(),
                new ReceivingChain(0, new byte[32], new byte[32], 0),
                start,
                new RatchetKeys.Step(new byte[32], new byte[32], new byte[32]),
                new RatchetReceiver.Received(new byte[32], state),
                MessageKey.from(new byte[32]),
                SkippedKeys.NONE,
                new SkippedKeys.Chain(0, new byte[32], new int[0], new byte[0]),
                new SkippedKeys.Taken(new byte[32], SkippedKeys.NONE),
                kem,
                KemKey.encapsulate(KemKey.Level.L768, kem.publicKey(), random),
                AgreementKey.generate(random),
                SigningKey.generate(random),
                SealKey.generate(random));
        holders.forEach(holder -> assertTrue(holder.toString().endsWith("[…]"), holder.getClass()::getName));
    }

    @Test
    void wiping_a_state_leaves_only_zeros() throws CryptoException {
        RatchetKeys.Start start = RatchetKeys.start(random.bytes(32), new byte[32]);
        AgreementKey dh = AgreementKey.generate(random);
        KemKey kem = KemKey.generate(KemKey.Level.L768, random);
        byte[] skipped = random.bytes(32);
        byte[] skippedHeader = random.bytes(32);
        SendingChain sending = new SendingChain.Active(start.chain(), start.header(), 0, dh, kem, new byte[1]);
        ReceivingChain receiving = new ReceivingChain(0, random.bytes(32), random.bytes(32), 0);
        RatchetState state = new RatchetState(
                new byte[32],
                start.root(),
                sending,
                start.initiatorNext(),
                0,
                Optional.of(receiving),
                start.responderNext(),
                0,
                SkippedKeys.of(List.of(new SkippedKeys.Chain(0, skippedHeader, new int[] {0}, skipped))),
                false);
        new RatchetSession(state).close();
        byte[][] secrets = {
            start.root(),
            start.chain(),
            start.header(),
            start.initiatorNext(),
            start.responderNext(),
            receiving.chainKey(),
            receiving.headerKey(),
            skipped,
            skippedHeader,
            dh.export(),
            Arrays.copyOf(kem.export(), 32)
        };
        for (byte[] secret : secrets) {
            assertArrayEquals(new byte[32], secret);
        }
    }

    @Test
    void a_message_key_wipes_what_it_was_made_from_and_itself() {
        byte[] mk = random.bytes(32);
        MessageKey key = MessageKey.from(mk);
        assertArrayEquals(new byte[32], mk);
        key.close();
        assertArrayEquals(new byte[32], key.key());
        assertArrayEquals(new byte[12], key.nonce());
    }
}
