package app.parley.crypto.secret;

import app.parley.crypto.Aead;
import app.parley.crypto.CryptoException;
import app.parley.crypto.EnvelopeKind;
import app.parley.crypto.Randomness;
import java.nio.ByteBuffer;

/// The header of a session message, always 2312 bytes: `dh 32 | pn u32 | n u32 | ek 1184 | ct
/// 1088`, and how it is sealed under a header key: `nonce 12 | AES-256-GCM(header), tag 16`, with
/// the envelope's first four bytes as aad.
///
/// @param dh the sender's X25519 ratchet key of this chain
/// @param pn how many messages the sender's previous chain had
/// @param n the number of this message in its chain, from 0
/// @param ek the sender's ML-KEM-768 public key, which the receiver's next chain encapsulates to
/// @param ct the ML-KEM-768 ciphertext that made this chain; all zero in the initiator's first
///     chain
record RatchetHeader(byte[] dh, int pn, int n, byte[] ek, byte[] ct) {
    static final int EK_SIZE = KemKey.Level.L768.publicKeySize();
    static final int CT_SIZE = KemKey.Level.L768.ciphertextSize();
    static final int SIZE = AgreementKey.SIZE + 4 + 4 + EK_SIZE + CT_SIZE;
    /// Nonce, header and tag.
    static final int SEALED_SIZE = Aead.NONCE_SIZE + SIZE + Aead.TAG_SIZE;

    /// Writes nonce and sealed header into an envelope whose first four bytes are there already.
    void sealInto(byte[] envelope, byte[] headerKey, Randomness randomness) {
        byte[] nonce = randomness.bytes(Aead.NONCE_SIZE);
        byte[] plain = ByteBuffer.allocate(SIZE)
                .put(dh)
                .putInt(pn)
                .putInt(n)
                .put(ek)
                .put(ct)
                .array();
        System.arraycopy(nonce, 0, envelope, EnvelopeKind.PREFIX_SIZE, nonce.length);
        int at = EnvelopeKind.PREFIX_SIZE + nonce.length;
        Aead.seal(headerKey, nonce, EnvelopeKind.SESSION.prefix(), plain, 0, SIZE, envelope, at);
    }

    /// Opens the header of an envelope.
    ///
    /// @throws CryptoException if this is not its header key, or a counter is negative as an int
    static RatchetHeader open(byte[] envelope, byte[] headerKey) throws CryptoException {
        int at = EnvelopeKind.PREFIX_SIZE + Aead.NONCE_SIZE;
        byte[] nonce = SessionEnvelope.slice(envelope, EnvelopeKind.PREFIX_SIZE, at);
        byte[] aad = EnvelopeKind.SESSION.prefix();
        ByteBuffer plain = ByteBuffer.wrap(Aead.open(headerKey, nonce, aad, envelope, at, SIZE + Aead.TAG_SIZE));
        byte[] dh = new byte[AgreementKey.SIZE];
        byte[] ek = new byte[EK_SIZE];
        byte[] ct = new byte[CT_SIZE];
        plain.get(dh);
        int pn = plain.getInt();
        int n = plain.getInt();
        plain.get(ek).get(ct);
        CryptoException.require(pn >= 0 && n >= 0 && n < Integer.MAX_VALUE);
        return new RatchetHeader(dh, pn, n, ek, ct);
    }
}
