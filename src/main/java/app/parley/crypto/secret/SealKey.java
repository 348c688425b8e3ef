package app.parley.crypto.secret;

import app.parley.crypto.CryptoException;
import app.parley.crypto.Randomness;
import java.util.Arrays;

/// An X-Wing private key (draft-connolly-cfrg-xwing-kem-08) and HPKE base mode with it (RFC 9180,
/// single shot; KEM 0x647a, HKDF-SHA256 0x0001, AES-256-GCM 0x0002): what a first contact is
/// sealed to. [#close()] wipes the key.
public final class SealKey implements AutoCloseable {
    /// Length of the seed in bytes.
    public static final int SEED_SIZE = 32;
    /// Length of a public key in bytes: ML-KEM-768 1184, then X25519 32.
    public static final int PUBLIC_KEY_SIZE = 1216;
    /// Length of the encapsulated key in front of the ciphertext: ML-KEM-768 1088, then X25519
    /// 32.
    public static final int ENCAPSULATED_SIZE = 1120;
    /// What sealing adds, in bytes: the encapsulated key and the tag.
    public static final int OVERHEAD = ENCAPSULATED_SIZE + 16;

    private final byte[] seed;
    private final XWing key;

    private SealKey(byte[] seed) {
        this.seed = seed;
        this.key = XWing.of(seed);
    }

    /// A fresh key.
    public static SealKey generate(Randomness randomness) {
        return new SealKey(randomness.bytes(SEED_SIZE));
    }

    /// The key with this 32-byte seed (copied).
    ///
    /// @throws IllegalArgumentException for another length
    public static SealKey of(byte[] seed) {
        return new SealKey(Secrets.copyOf(seed, SEED_SIZE));
    }

    /// The 1216-byte public key (a copy).
    public byte[] publicKey() {
        return key.publicKey();
    }

    /// Whether these are the 1216 bytes of a public key that [#seal] will take. To be asked where a
    /// peer's key is kept for later.
    public static boolean isValid(byte[] publicKey) {
        return XWing.isValid(publicKey);
    }

    /// Seals `plaintext` (at most 64 KiB) to the holder of `publicKey`: `enc 1120 | ciphertext |
    /// tag 16`. Takes 64 bytes of randomness. Nothing in it says who sealed it.
    ///
    /// @throws CryptoException if the public key is not a valid one
    public static byte[] seal(byte[] publicKey, byte[] info, byte[] aad, byte[] plaintext, Randomness randomness)
            throws CryptoException {
        KemKey.Encapsulated made = XWing.encapsulate(publicKey, randomness.bytes(XWing.RANDOM_SIZE));
        byte[] ciphertext = Hpke.context(made.secret(), info).seal(aad, plaintext);
        byte[] sealed = Arrays.copyOf(made.ciphertext(), ENCAPSULATED_SIZE + ciphertext.length);
        System.arraycopy(ciphertext, 0, sealed, ENCAPSULATED_SIZE, ciphertext.length);
        Secrets.wipe(made.secret());
        return sealed;
    }

    /// Opens what [#seal] made for this key with the same `info` and `aad`.
    ///
    /// @throws CryptoException if anything differs
    public byte[] open(byte[] info, byte[] aad, byte[] sealed) throws CryptoException {
        CryptoException.require(sealed.length >= OVERHEAD);
        byte[] secret = key.decapsulate(Arrays.copyOf(sealed, ENCAPSULATED_SIZE));
        byte[] plaintext =
                Hpke.context(secret, info).open(aad, Arrays.copyOfRange(sealed, ENCAPSULATED_SIZE, sealed.length));
        Secrets.wipe(secret);
        return plaintext;
    }

    /// The 32-byte seed (a copy), for the encrypted profile store only.
    public byte[] export() {
        return seed.clone();
    }

    @Override
    public void close() {
        Secrets.wipe(seed);
        key.close();
    }

    @Override
    public String toString() {
        return "SealKey[…]";
    }
}
