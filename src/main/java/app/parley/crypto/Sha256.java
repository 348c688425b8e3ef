package app.parley.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.Consumer;

/// SHA-256 (FIPS 180-4).
public final class Sha256 {
    /// Length of a hash in bytes.
    public static final int SIZE = 32;

    /// One for each thread: making or cloning one costs as much as a short hash.
    private static final ThreadLocal<MessageDigest> OURS = ThreadLocal.withInitial(() -> digest("SHA-256"));

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

    /// The 32-byte hash of what `parts` feeds, which must not hash anything else meanwhile.
    public static byte[] over(Consumer<MessageDigest> parts) {
        MessageDigest digest = fresh();
        parts.accept(digest);
        return digest.digest();
    }

    /// This thread's digest, empty, to be finished before anything else hashes. Finishing it also wipes what it was
    /// fed.
    static MessageDigest fresh() {
        MessageDigest digest = OURS.get();
        digest.reset();
        return digest;
    }

    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no " + algorithm, e);
        }
    }
}
