package app.parley.crypto.secret;

import app.parley.crypto.CryptoException;

/// The algorithms of ML-KEM (FIPS 203 §6) for one parameter set, by one provider. All providers give the same
/// bytes for the same input.
///
/// Safe for use by many threads.
sealed interface MlKem permits JdkMlKem, BouncyMlKem {
    /// A private key ready for use.
    interface Expanded {
        /// The public key, 1184 or 1568 bytes; not to be changed.
        byte[] publicKey();

        /// The 32-byte secret inside a ciphertext (FIPS 203 §6.3); of a forged one, a secret that nobody knows.
        ///
        /// @throws CryptoException if the length is wrong
        byte[] decapsulate(byte[] ciphertext) throws CryptoException;
    }

    /// FIPS 203 §6.1 from the 64-byte seed `d | z`, which is neither kept nor changed.
    Expanded expand(byte[] seed);

    /// FIPS 203 §6.2 with the 32-byte message `m`.
    ///
    /// @throws CryptoException if the public key is not a valid one
    KemKey.Encapsulated encapsulate(byte[] publicKey, byte[] m) throws CryptoException;

    /// The fastest one there is: the JDK's, or Bouncy Castle's on a Java without it.
    static MlKem of(KemKey.Level level) {
        return JdkMlKem.find(level).<MlKem>map(jdk -> jdk).orElseGet(() -> new BouncyMlKem(level));
    }
}
