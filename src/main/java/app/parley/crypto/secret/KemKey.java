package app.parley.crypto.secret;

import app.parley.crypto.CryptoException;
import app.parley.crypto.Randomness;
import org.jspecify.annotations.Nullable;

/// An ML-KEM private key (FIPS 203), kept as its 64-byte seed `d | z`. [#close()] wipes the seed
/// (best effort: the expanded form is dropped and left to the garbage collector).
///
/// Not for use by several threads at once.
public final class KemKey implements AutoCloseable {
    /// Length of a seed in bytes, the same at both levels.
    public static final int SEED_SIZE = 64;
    /// Length of a shared secret in bytes, the same at both levels.
    public static final int SECRET_SIZE = 32;

    /// The parameter set.
    public enum Level {
        /// ML-KEM-768, in the ratchet and in X-Wing: public key 1184, ciphertext 1088 bytes.
        L768(1184, 1088),
        /// ML-KEM-1024, in the handshake: public key 1568, ciphertext 1568 bytes.
        L1024(1568, 1568);

        private final int publicKeySize;
        private final int ciphertextSize;

        Level(int publicKeySize, int ciphertextSize) {
            this.publicKeySize = publicKeySize;
            this.ciphertextSize = ciphertextSize;
        }

        /// Length of a public key in bytes.
        public int publicKeySize() {
            return publicKeySize;
        }

        /// Length of a ciphertext in bytes.
        public int ciphertextSize() {
            return ciphertextSize;
        }
    }

    /// What encapsulating gives. Not a value type.
    ///
    /// @param ciphertext for the holder of the private key, 1088 or 1568 bytes
    /// @param secret the shared secret, 32 bytes
    public record Encapsulated(byte[] ciphertext, byte[] secret) {
        @Override
        public String toString() {
            return "Encapsulated[…]";
        }
    }

    private static final MlKem ML_KEM_768 = MlKem.of(Level.L768);
    private static final MlKem ML_KEM_1024 = MlKem.of(Level.L1024);

    private final Level level;
    private final byte[] seed;
    private final byte[] publicKey;
    private MlKem.@Nullable Expanded expanded;

    private KemKey(Level level, byte[] seed, byte[] publicKey, MlKem.@Nullable Expanded expanded) {
        this.level = level;
        this.seed = seed;
        this.publicKey = publicKey;
        this.expanded = expanded;
    }

    /// A fresh key.
    public static KemKey generate(Level level, Randomness randomness) {
        return fromSeed(level, randomness.bytes(SEED_SIZE));
    }

    /// The key with this 64-byte seed `d | z` (copied), as FIPS 203 §6.1 derives it.
    ///
    /// @throws IllegalArgumentException for another length
    public static KemKey of(Level level, byte[] seed) {
        return fromSeed(level, Secrets.copyOf(seed, SEED_SIZE));
    }

    private static KemKey fromSeed(Level level, byte[] seed) {
        MlKem.Expanded expanded = algorithms(level).expand(seed);
        return new KemKey(level, seed, expanded.publicKey(), expanded);
    }

    private static MlKem algorithms(Level level) {
        return switch (level) {
            case L768 -> ML_KEM_768;
            case L1024 -> ML_KEM_1024;
        };
    }

    /// The parameter set of this key.
    public Level level() {
        return level;
    }

    /// The public (encapsulation) key, 1184 or 1568 bytes (a copy).
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /// A fresh secret for the holder of `publicKey`. Takes 32 bytes of randomness.
    ///
    /// @throws CryptoException if the key has the wrong length or a coefficient of 3329 or more
    ///     (FIPS 203 §7.2)
    public static Encapsulated encapsulate(Level level, byte[] publicKey, Randomness randomness)
            throws CryptoException {
        return encapsulate(level, publicKey, randomness.bytes(SECRET_SIZE));
    }

    /// As FIPS 203 §6.2 with the 32-byte message `m` given.
    static Encapsulated encapsulate(Level level, byte[] publicKey, byte[] m) throws CryptoException {
        CryptoException.require(isValid(level, publicKey));
        return algorithms(level).encapsulate(publicKey, m);
    }

    /// Whether these bytes pass the two checks of FIPS 203 §7.2 on an encapsulation key: length
    /// and modulus.
    public static boolean isValid(Level level, byte[] publicKey) {
        if (publicKey.length != level.publicKeySize) {
            return false;
        }
        int coefficientBytes = publicKey.length - 32;
        for (int i = 0; i < coefficientBytes; i += 3) {
            int first = publicKey[i] & 0xff | (publicKey[i + 1] & 0x0f) << 8;
            int second = (publicKey[i + 1] & 0xf0) >> 4 | (publicKey[i + 2] & 0xff) << 4;
            if (first >= 3329 || second >= 3329) {
                return false;
            }
        }
        return true;
    }

    /// The 32-byte secret inside a ciphertext. By design (implicit rejection) a forged ciphertext
    /// of the right length gives a secret that nobody knows, not an error.
    ///
    /// @throws CryptoException if the length is wrong
    public byte[] decapsulate(byte[] ciphertext) throws CryptoException {
        CryptoException.require(ciphertext.length == level.ciphertextSize);
        return expand().decapsulate(ciphertext);
    }

    private MlKem.Expanded expand() {
        MlKem.Expanded key = expanded;
        if (key == null) {
            key = algorithms(level).expand(seed);
            expanded = key;
        }
        return key;
    }

    /// The 64-byte seed (a copy), for the encrypted profile store only.
    public byte[] export() {
        return seed.clone();
    }

    /// The same key with its own copy of the seed, so that wiping one leaves the other usable.
    KemKey copy() {
        return new KemKey(level, seed.clone(), publicKey, expanded);
    }

    /// The key with a seed and the public key that belongs to it, both from our own store; it is
    /// expanded when needed.
    static KemKey stored(Level level, byte[] seed, byte[] publicKey) {
        return new KemKey(level, Secrets.copyOf(seed, SEED_SIZE), Secrets.copyOf(publicKey, level.publicKeySize), null);
    }

    @Override
    public void close() {
        Secrets.wipe(seed);
        expanded = null;
    }

    @Override
    public String toString() {
        return "KemKey[…]";
    }
}
