package app.parley.crypto;

import java.security.GeneralSecurityException;

/// The one answer to every cryptographic failure: wrong key, wrong tag, wrong length, hostile
/// point, replay.
///
/// It carries one constant message, no cause and no stack trace, so that neither a log line nor
/// an answer to a peer can tell one failure from another (no oracle), and a flood of bad
/// envelopes costs little.
public final class CryptoException extends Exception {
    private static final long serialVersionUID = 1L;

    /// Makes the exception; all of them are alike.
    public CryptoException() {
        super("refused", null, false, false);
    }

    /// A call into a provider whose input may be hostile.
    @FunctionalInterface
    public interface Step<T> {
        /// Runs the call.
        T run() throws GeneralSecurityException;
    }

    /// Runs a provider call and maps whatever it throws to this type. This is the only place that
    /// does: Bouncy Castle answers hostile keys with unchecked exceptions, the JDK with checked
    /// ones (PROTOCOL.md §9). Only the provider's own call belongs inside, so that bugs of ours
    /// stay visible.
    public static <T> T guard(Step<T> step) throws CryptoException {
        try {
            return step.run();
        } catch (GeneralSecurityException | RuntimeException refusedByProvider) {
            throw new CryptoException();
        }
    }

    /// Throws unless the condition holds.
    public static void require(boolean condition) throws CryptoException {
        if (!condition) {
            throw new CryptoException();
        }
    }
}
