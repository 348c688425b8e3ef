package app.parley.crypto.secret;

import app.parley.crypto.CryptoException;
import app.parley.crypto.EnvelopeSize;
import app.parley.crypto.Randomness;

/// One session of the Double Ratchet (rev 3 §4, header encryption) with ML-KEM-768 in every
/// header; PROTOCOL.md §4.
///
/// Immutable: [#encrypt] and [#decrypt] leave this session as it was and give the next one. So
/// the client works on a copy by nature: it stores the next state and what came of it in one
/// transaction, and closes the old one after the commit. After a failure nothing has changed.
/// Each session has its own copies of its secrets.
///
/// The initiator's first chain comes straight from the handshake secret
/// (docs/decisions/0001-lean-first-chain.md).
public final class RatchetSession implements AutoCloseable {
    private final RatchetState state;

    RatchetSession(RatchetState state) {
        this.state = state;
    }

    /// A message sealed.
    ///
    /// @param next the session to store, in the transaction that stores the envelope
    /// @param envelope the final bytes; a retry sends the same ones
    public record Sealed(RatchetSession next, byte[] envelope) {
        @Override
        public String toString() {
            return "Sealed[…]";
        }
    }

    /// A message opened.
    ///
    /// @param next the session to store, in the transaction that stores the message
    /// @param plaintext the content, without padding
    public record Opened(RatchetSession next, byte[] plaintext) {
        @Override
        public String toString() {
            return "Opened[…]";
        }
    }

    /// The session of who did [Handshake#initiate]; can send at once. Takes 96 bytes of
    /// randomness.
    ///
    /// @param sk the handshake's secret, 32 bytes (not kept, not wiped)
    /// @param transcript the handshake's T, 32 bytes
    public static RatchetSession initiator(byte[] sk, byte[] transcript, Randomness randomness) {
        return new RatchetSession(RatchetState.initiator(sk, transcript, randomness));
    }

    /// The session of who did [Handshake#respond]; can send once it has decrypted a message.
    ///
    /// @param sk the handshake's secret, 32 bytes (not kept, not wiped)
    /// @param transcript the handshake's T, 32 bytes
    public static RatchetSession responder(byte[] sk, byte[] transcript) {
        return new RatchetSession(RatchetState.responder(sk, transcript));
    }

    /// Seals content into an envelope of `size`. Takes 12 bytes of randomness, and 128 more for a
    /// new chain.
    ///
    /// @throws CryptoException if the peer's ratchet key is of low order or malformed, or this
    ///     chain has carried 2^31 - 2 messages; the session is then of no use any more
    /// @throws IllegalStateException if [#canSend()] is false
    /// @throws IllegalArgumentException if the content is longer than [EnvelopeSize#capacity()]
    public Sealed encrypt(byte[] content, EnvelopeSize size, Randomness randomness) throws CryptoException {
        if (content.length > size.capacity()) {
            throw new IllegalArgumentException(content.length + " bytes do not fit into " + size);
        }
        RatchetState ready = state.withSendingChain(randomness);
        SendingChain.Active chain = ready.active();
        CryptoException.require(chain.n() < Integer.MAX_VALUE - 1);
        RatchetHeader header = new RatchetHeader(
                chain.dh().publicKey(),
                ready.previousCount(),
                chain.n(),
                chain.kem().publicKey(),
                chain.ct());
        try (MessageKey key = MessageKey.from(RatchetKeys.messageKey(chain.chainKey()))) {
            byte[] envelope =
                    SessionEnvelope.seal(header, chain.headerKey(), key, ready.transcript(), content, size, randomness);
            RatchetState next = ready.withSending(chain.advanced());
            if (ready != state) {
                ready.wipe();
            }
            return new Sealed(new RatchetSession(next), envelope);
        }
    }

    /// Opens an envelope of the peer. Deterministic.
    ///
    /// @throws CryptoException if it is not for this session, was changed, was opened already or
    ///     lies too far ahead
    public Opened decrypt(byte[] envelope) throws CryptoException {
        SessionEnvelope.requireSession(envelope);
        RatchetReceiver.Received received = RatchetReceiver.receive(state, envelope);
        try (MessageKey key = MessageKey.from(received.mk())) {
            byte[] content = SessionEnvelope.openBody(envelope, key, state.transcript());
            return new Opened(new RatchetSession(received.next().asConfirmed()), content);
        } catch (CryptoException refused) {
            received.next().wipe();
            throw refused;
        }
    }

    /// This session with its next sending chain made ahead, so that the next [#encrypt] is quick;
    /// itself if there is nothing to prepare. For right after receiving.
    ///
    /// @throws CryptoException if the peer's ratchet key turns out to be of low order or
    ///     malformed
    public RatchetSession prepared(Randomness randomness) throws CryptoException {
        if (!(state.sending() instanceof SendingChain.Due)) {
            return this;
        }
        return new RatchetSession(state.withSendingChain(randomness));
    }

    /// Whether [#encrypt] is allowed: always for the initiator, for the responder after its first
    /// [#decrypt].
    public boolean canSend() {
        return !(state.sending() instanceof SendingChain.Unknown);
    }

    /// Whether at least one message of the peer was decrypted. Until then the initiator cannot
    /// know that the peer has the session and wraps every message into a first contact.
    public boolean confirmed() {
        return state.confirmed();
    }

    /// The handshake's transcript hash T, 32 bytes (a copy): the name of this session, the same
    /// on both sides.
    public byte[] transcript() {
        return state.transcript().clone();
    }

    /// Everything, secrets included, for the encrypted profile store only: about 2.7 KB, and 36
    /// bytes for each skipped message.
    public byte[] encode() {
        return RatchetCodec.encode(state);
    }

    /// The session that [#encode()] gave.
    ///
    /// @throws CryptoException if the bytes are not one
    public static RatchetSession decode(byte[] encoded) throws CryptoException {
        return new RatchetSession(RatchetCodec.decode(encoded));
    }

    /// Wipes this session's secrets (best effort). Sessions that came out of it stay usable.
    @Override
    public void close() {
        state.wipe();
    }

    @Override
    public String toString() {
        return "RatchetSession[…]";
    }
}
