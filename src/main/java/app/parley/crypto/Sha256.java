package app.parley.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 (FIPS 180-4).
public final class Sha256 {
    /// Length of a hash in bytes.
    public static final int SIZE = 32;

    /// Never fed: cloning a fresh digest is several times cheaper than looking the algorithm up
    /// again.
    private static final MessageDigest FRESH = digest("SHA-256");

    private Sha256() {}

    /// The 32-byte hash of the parts one after the other, with nothing in between. Where parts
    /// can have different lengths the caller frames them.
    public static byte[] of(byte[]... parts) {
        MessageDigest digest = fresh();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    static MessageDigest fresh() {
        try {
            return (MessageDigest) FRESH.clone();
        } catch (CloneNotSupportedException notThisProvider) {
            return digest("SHA-256");
        }
    }

    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no " + algorithm, e);
        }
    }
}
