package app.parley.crypto.secret;

import app.parley.crypto.CryptoException;
import java.util.List;
import java.util.Optional;

/// The receiving half of the ratchet: finds the chain whose header key opens an envelope and the
/// message key in it. Nothing of the given state is changed.
final class RatchetReceiver {
    private RatchetReceiver() {}

    /// A message key and the state after it, to be kept only if the body opens.
    record Received(byte[] mk, RatchetState next) {
        @Override
        public String toString() {
            return "Received[…]";
        }
    }

    /// Tries the current chain, then the next one, then those that still have skipped messages:
    /// at most 12 header keys.
    static Received receive(RatchetState state, byte[] envelope) throws CryptoException {
        if (state.receiving().isPresent()) {
            ReceivingChain current = state.receiving().get();
            Optional<RatchetHeader> header = tryOpen(envelope, current.headerKey());
            if (header.isPresent()) {
                return inCurrent(state, current, header.get());
            }
        }
        Optional<RatchetHeader> next = tryOpen(envelope, state.nextReceiveHeader());
        if (next.isPresent()) {
            return inNext(state, next.get());
        }
        List<SkippedKeys.Chain> older = state.skipped().chains().reversed();
        for (SkippedKeys.Chain chain : older) {
            Optional<RatchetHeader> header = tryOpen(envelope, chain.headerKey());
            if (header.isPresent()) {
                return skipped(state, chain.number(), header.get());
            }
        }
        throw new CryptoException();
    }

    private static Optional<RatchetHeader> tryOpen(byte[] envelope, byte[] headerKey) {
        try {
            return Optional.of(RatchetHeader.open(envelope, headerKey));
        } catch (CryptoException anotherChain) {
            return Optional.empty();
        }
    }

    private static Received skipped(RatchetState state, int chainNumber, RatchetHeader header) throws CryptoException {
        SkippedKeys.Taken taken = state.skipped().take(chainNumber, header.n()).orElseThrow(CryptoException::new);
        RatchetState next = state.withReceiving(
                state.receiving().map(ReceivingChain::copy),
                taken.left(),
                state.sending().copy());
        return new Received(taken.mk(), next);
    }

    private static Received inCurrent(RatchetState state, ReceivingChain current, RatchetHeader header)
            throws CryptoException {
        if (header.n() < current.n()) {
            return skipped(state, current.number(), header);
        }
        SkippedKeys.Advanced advanced = state.skipped().advance(current, header.n());
        SendingChain sending = switch (state.sending()) {
            // The first message of the session: now the responder knows whom to answer.
            case SendingChain.Unknown unknown -> due(header);
            case SendingChain.Due due -> due;
            case SendingChain.Active active -> active.copy();
        };
        byte[] mk = RatchetKeys.messageKey(advanced.chain().chainKey());
        RatchetState next = state.withReceiving(Optional.of(afterOne(advanced.chain())), advanced.skipped(), sending);
        return new Received(mk, next);
    }

    /// A ratchet step: the peer has answered our last chain with fresh keys. Our ratchet keys of
    /// that chain have done their work and are not carried over.
    private static Received inNext(RatchetState state, RatchetHeader header) throws CryptoException {
        if (!(state.sending() instanceof SendingChain.Active ours)) {
            throw new CryptoException();
        }
        CryptoException.require(header.n() <= SkippedKeys.MAX_STEP);
        SkippedKeys keys = finishCurrent(state, header.pn());
        byte[] agreed = ours.dh().agree(header.dh());
        byte[] encapsulated = ours.kem().decapsulate(header.ct());
        RatchetKeys.Step step = RatchetKeys.step(
                state.root(),
                agreed,
                encapsulated,
                header.dh(),
                ours.dh().publicKey(),
                ours.kem().publicKey(),
                header.ct());
        int number = state.receivingChains();
        ReceivingChain fresh = new ReceivingChain(
                number, step.chain(), state.nextReceiveHeader().clone(), 0);
        SkippedKeys.Advanced advanced = keys.aged(number).advance(fresh, header.n());
        byte[] mk = RatchetKeys.messageKey(advanced.chain().chainKey());
        RatchetState next = new RatchetState(
                state.transcript(),
                step.root(),
                due(header),
                state.nextSendHeader().clone(),
                ours.n(),
                Optional.of(afterOne(advanced.chain())),
                step.nextHeader(),
                number + 1,
                advanced.skipped(),
                state.confirmed());
        return new Received(mk, next);
    }

    /// Keeps the keys of what the peer still sent in the chain that ends, `pn` messages long.
    private static SkippedKeys finishCurrent(RatchetState state, int pn) throws CryptoException {
        if (state.receiving().isEmpty()) {
            CryptoException.require(pn == 0);
            return state.skipped();
        }
        return state.skipped().advance(state.receiving().get(), pn).skipped();
    }

    /// The peer's new keys, checked before anything is kept of them: a session that holds a key of low
    /// order could never send again.
    private static SendingChain due(RatchetHeader header) throws CryptoException {
        CryptoException.require(AgreementKey.isUsable(header.dh()) && KemKey.isValid(KemKey.Level.L768, header.ek()));
        return new SendingChain.Due(header.dh(), header.ek());
    }

    private static ReceivingChain afterOne(ReceivingChain chain) {
        return new ReceivingChain(
                chain.number(), RatchetKeys.nextChain(chain.chainKey()), chain.headerKey(), chain.n() + 1);
    }
}
