package app.parley.crypto.secret;

import app.parley.crypto.CryptoException;
import app.parley.crypto.Randomness;
import java.util.Optional;

/// All variables of a session (Double Ratchet rev 3 §4.3). Immutable; every transition gives a
/// new state with its own copies of the secrets, so that the old one can be kept or wiped.
///
/// @param transcript T, the associated data (public)
/// @param root RK
/// @param sending CKs, HKs, Ns and our ratchet keys, or what they will be made from
/// @param nextSendHeader NHKs
/// @param previousCount PN
/// @param receiving CKr, HKr, Nr; empty for the initiator before the first answer
/// @param nextReceiveHeader NHKr
/// @param receivingChains how many receiving chains there have been
/// @param skipped MKSKIPPED
/// @param confirmed whether a message of the peer was ever decrypted
record RatchetState(
        byte[] transcript,
        byte[] root,
        SendingChain sending,
        byte[] nextSendHeader,
        int previousCount,
        Optional<ReceivingChain> receiving,
        byte[] nextReceiveHeader,
        int receivingChains,
        SkippedKeys skipped,
        boolean confirmed) {

    static RatchetState initiator(byte[] sk, byte[] transcript, Randomness randomness) {
        RatchetKeys.Start start = RatchetKeys.start(sk, transcript);
        AgreementKey dh = AgreementKey.generate(randomness);
        KemKey kem = KemKey.generate(KemKey.Level.L768, randomness);
        SendingChain first =
                new SendingChain.Active(start.chain(), start.header(), 0, dh, kem, new byte[RatchetHeader.CT_SIZE]);
        return new RatchetState(
                Secrets.copyOf(transcript, Handshake.SECRET_SIZE),
                start.root(),
                first,
                start.initiatorNext(),
                0,
                Optional.empty(),
                start.responderNext(),
                0,
                SkippedKeys.NONE,
                false);
    }

    static RatchetState responder(byte[] sk, byte[] transcript) {
        RatchetKeys.Start start = RatchetKeys.start(sk, transcript);
        ReceivingChain first = new ReceivingChain(0, start.chain(), start.header(), 0);
        return new RatchetState(
                Secrets.copyOf(transcript, Handshake.SECRET_SIZE),
                start.root(),
                new SendingChain.Unknown(),
                start.responderNext(),
                0,
                Optional.of(first),
                start.initiatorNext(),
                1,
                SkippedKeys.NONE,
                false);
    }

    /// This state with a sending chain in use; itself if it has one. Where one is due, makes
    /// fresh ratchet keys: takes 32 bytes of randomness for X25519, 64 for the KEM key and 32 for
    /// the KEM's message.
    RatchetState withSendingChain(Randomness randomness) throws CryptoException {
        return switch (sending) {
            case SendingChain.Active inUse -> this;
            case SendingChain.Unknown unknown ->
                throw new IllegalStateException("The responder has nothing to answer to yet");
            case SendingChain.Due due -> startSending(due, randomness);
        };
    }

    private RatchetState startSending(SendingChain.Due due, Randomness randomness) throws CryptoException {
        AgreementKey dh = AgreementKey.generate(randomness);
        byte[] agreed = dh.agree(due.theirDh());
        KemKey kem = KemKey.generate(KemKey.Level.L768, randomness);
        KemKey.Encapsulated made = KemKey.encapsulate(KemKey.Level.L768, due.theirEk(), randomness);
        RatchetKeys.Step step = RatchetKeys.step(
                root, agreed, made.secret(), dh.publicKey(), due.theirDh(), due.theirEk(), made.ciphertext());
        SendingChain chain =
                new SendingChain.Active(step.chain(), nextSendHeader.clone(), 0, dh, kem, made.ciphertext());
        return new RatchetState(
                transcript,
                step.root(),
                chain,
                step.nextHeader(),
                previousCount,
                receiving.map(ReceivingChain::copy),
                nextReceiveHeader.clone(),
                receivingChains,
                skipped.copy(),
                confirmed);
    }

    /// The sending chain in use.
    SendingChain.Active active() {
        return switch (sending) {
            case SendingChain.Active inUse -> inUse;
            case SendingChain.Unknown unknown -> throw new IllegalStateException("No sending chain");
            case SendingChain.Due due -> throw new IllegalStateException("No sending chain yet");
        };
    }

    RatchetState withSending(SendingChain chain) {
        return new RatchetState(
                transcript,
                root.clone(),
                chain,
                nextSendHeader.clone(),
                previousCount,
                receiving.map(ReceivingChain::copy),
                nextReceiveHeader.clone(),
                receivingChains,
                skipped.copy(),
                confirmed);
    }

    /// After a message of the current receiving chain or an older one.
    RatchetState withReceiving(Optional<ReceivingChain> chain, SkippedKeys keys, SendingChain nowSending) {
        return new RatchetState(
                transcript,
                root.clone(),
                nowSending,
                nextSendHeader.clone(),
                previousCount,
                chain,
                nextReceiveHeader.clone(),
                receivingChains,
                keys,
                confirmed);
    }

    /// The same object's contents with `confirmed` set; shares the secrets, for a state that
    /// nobody else holds.
    RatchetState asConfirmed() {
        return new RatchetState(
                transcript,
                root,
                sending,
                nextSendHeader,
                previousCount,
                receiving,
                nextReceiveHeader,
                receivingChains,
                skipped,
                true);
    }

    void wipe() {
        Secrets.wipe(root, nextSendHeader, nextReceiveHeader);
        sending.wipe();
        receiving.ifPresent(ReceivingChain::wipe);
        skipped.wipe();
    }

    @Override
    public String toString() {
        return "RatchetState[…]";
    }
}
