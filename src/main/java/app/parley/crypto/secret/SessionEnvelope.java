package app.parley.crypto.secret;

import app.parley.crypto.Aead;
import app.parley.crypto.CryptoException;
import app.parley.crypto.EnvelopeKind;
import app.parley.crypto.EnvelopeSize;
import app.parley.crypto.Randomness;
import java.security.MessageDigest;
import java.util.Arrays;

/// The bytes of a session envelope (type 1, PROTOCOL.md §4), total 4096, 16384 or 65536: `01 01
/// 0001 | nonce 12 | sealed header 2328 | COM 32 | AES-256-GCM(K, N, padded content, T | all
/// before)`.
public final class SessionEnvelope {
    /// Where the key commitment COM lies, always.
    public static final int COMMITMENT_AT = EnvelopeKind.PREFIX_SIZE + RatchetHeader.SEALED_SIZE;
    /// Length of the key commitment in bytes.
    public static final int COMMITMENT_SIZE = 32;

    private static final int BODY_AT = COMMITMENT_AT + COMMITMENT_SIZE;

    private SessionEnvelope() {}

    /// The 32-byte key commitment of a session envelope. Two envelopes with the same one were
    /// sealed under one message key, which must never happen; anyone who holds the envelopes can
    /// check it.
    ///
    /// @throws CryptoException if this is not a session envelope
    public static byte[] commitment(byte[] envelope) throws CryptoException {
        requireSession(envelope);
        return slice(envelope, COMMITMENT_AT, BODY_AT);
    }

    static void requireSession(byte[] envelope) throws CryptoException {
        CryptoException.require(
                EnvelopeKind.of(envelope).filter(EnvelopeKind.SESSION::equals).isPresent());
    }

    static byte[] seal(
            RatchetHeader header,
            byte[] headerKey,
            MessageKey key,
            byte[] transcript,
            byte[] content,
            EnvelopeSize size,
            Randomness randomness) {
        byte[] envelope = Arrays.copyOf(EnvelopeKind.SESSION.prefix(), size.total());
        header.sealInto(envelope, headerKey, randomness);
        System.arraycopy(key.commitment(), 0, envelope, COMMITMENT_AT, COMMITMENT_SIZE);
        byte[] padded = Padding.pad(content, size.total() - BODY_AT - Aead.TAG_SIZE);
        Aead.seal(key.key(), key.nonce(), bodyAad(transcript, envelope), padded, 0, padded.length, envelope, BODY_AT);
        Arrays.fill(padded, (byte) 0);
        return envelope;
    }

    /// Opens the body. The commitment is compared first, in constant time, so that nobody can
    /// learn anything from ciphertexts that open under several keys.
    static byte[] openBody(byte[] envelope, MessageKey key, byte[] transcript) throws CryptoException {
        CryptoException.require(MessageDigest.isEqual(key.commitment(), slice(envelope, COMMITMENT_AT, BODY_AT)));
        byte[] aad = bodyAad(transcript, envelope);
        return Padding.unpad(Aead.open(key.key(), key.nonce(), aad, envelope, BODY_AT, envelope.length - BODY_AT));
    }

    private static byte[] bodyAad(byte[] transcript, byte[] envelope) {
        byte[] aad = Arrays.copyOf(transcript, transcript.length + BODY_AT);
        System.arraycopy(envelope, 0, aad, transcript.length, BODY_AT);
        return aad;
    }

    static byte[] slice(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }
}
