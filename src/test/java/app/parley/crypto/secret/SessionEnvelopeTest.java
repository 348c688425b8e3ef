package app.parley.crypto.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.parley.crypto.Aead;
import app.parley.crypto.CryptoException;
import app.parley.crypto.EnvelopeSize;
import app.parley.crypto.SeededRandomness;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SessionEnvelopeTest {
    private static final int BODY_AT = SessionEnvelope.COMMITMENT_AT + SessionEnvelope.COMMITMENT_SIZE;
    private final SeededRandomness random = new SeededRandomness(180);
    private final byte[] transcript = random.bytes(32);
    private final byte[] content = random.bytes(50);
    private final byte[] commitment = random.bytes(32);
    private final byte[] key = random.bytes(32);
    private final byte[] nonce = random.bytes(12);

    private byte[] sealed(byte[] claimed) {
        RatchetHeader header = new RatchetHeader(
                random.bytes(32), 0, 0, random.bytes(RatchetHeader.EK_SIZE), random.bytes(RatchetHeader.CT_SIZE));
        MessageKey messageKey = new MessageKey(key, nonce, claimed);
        return SessionEnvelope.seal(
                header, random.bytes(32), messageKey, transcript, content, EnvelopeSize.SMALL, random);
    }

    @Test
    void a_body_that_opens_is_refused_all_the_same_if_the_commitment_is_to_another_key() throws CryptoException {
        byte[] right = sealed(commitment);
        MessageKey ours = new MessageKey(key, nonce, commitment);
        assertArrayEquals(content, SessionEnvelope.openBody(right, ours, transcript));
        byte[] wrong = sealed(random.bytes(32));
        assertThrows(CryptoException.class, () -> SessionEnvelope.openBody(wrong, ours, transcript));
    }

    @Test
    void transcript_and_everything_before_the_body_are_its_associated_data() throws CryptoException {
        byte[] envelope = sealed(commitment);
        byte[] aad = Arrays.copyOf(transcript, 32 + BODY_AT);
        System.arraycopy(envelope, 0, aad, 32, BODY_AT);
        byte[] body = Arrays.copyOfRange(envelope, BODY_AT, envelope.length);
        assertArrayEquals(content, Padding.unpad(Aead.open(key, nonce, aad, body)));
    }

    @Test
    void the_commitment_is_read_from_session_envelopes_only() throws CryptoException {
        byte[] envelope = sealed(commitment);
        assertArrayEquals(commitment, SessionEnvelope.commitment(envelope));
        envelope[1] = 2;
        assertThrows(CryptoException.class, () -> SessionEnvelope.commitment(envelope));
    }
}
