package app.parley.crypto;

import java.security.SecureRandom;

/// Where unpredictable bytes come from. Handed in by constructor or parameter, so that tests and
/// the example bytes of docs/PROTOCOL.md can be repeated; anything else must use [#system()].
@FunctionalInterface
public interface Randomness {
    /// Fills the whole array with unpredictable bytes.
    void fill(byte[] target);

    /// A fresh array of `length` unpredictable bytes.
    default byte[] bytes(int length) {
        byte[] fresh = new byte[length];
        fill(fresh);
        return fresh;
    }

    /// The operating system's generator through `SecureRandom`; safe for use by many threads.
    static Randomness system() {
        SecureRandom random = new SecureRandom();
        return random::nextBytes;
    }
}
