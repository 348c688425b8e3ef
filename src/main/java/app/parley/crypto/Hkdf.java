package app.parley.crypto;

import java.util.Arrays;

/// HKDF with SHA-256 (RFC 5869).
public final class Hkdf {
    /// The longest output, 255 hashes.
    public static final int MAX_LENGTH = 255 * Sha256.SIZE;

    private static final byte[] NO_BYTES = {};

    private Hkdf() {}

    /// Extract and expand: `length` bytes (1 to 8160) from the key material. An empty salt means
    /// 32 zero bytes.
    ///
    /// @throws IllegalArgumentException for a length outside these bounds
    public static byte[] derive(byte[] salt, byte[] keyMaterial, byte[] info, int length) {
        byte[] key = extract(salt, keyMaterial);
        byte[] output = expand(key, info, length);
        Arrays.fill(key, (byte) 0);
        return output;
    }

    /// RFC 5869 §2.2: a 32-byte pseudorandom key.
    public static byte[] extract(byte[] salt, byte[] keyMaterial) {
        return HmacSha256.of(salt, keyMaterial);
    }

    /// RFC 5869 §2.3: `length` bytes (1 to 8160) from a pseudorandom key.
    ///
    /// @throws IllegalArgumentException for a length outside these bounds
    public static byte[] expand(byte[] pseudorandomKey, byte[] info, int length) {
        if (length < 1 || length > MAX_LENGTH) {
            throw new IllegalArgumentException("HKDF-SHA256 gives 1 to " + MAX_LENGTH + " bytes, not " + length);
        }
        byte[] output = new byte[length];
        byte[] block = NO_BYTES;
        byte[] counter = new byte[1];
        for (int done = 0; done < length; done += Sha256.SIZE) {
            counter[0]++;
            byte[] next = HmacSha256.of(pseudorandomKey, block, info, counter);
            Arrays.fill(block, (byte) 0);
            block = next;
            System.arraycopy(block, 0, output, done, Math.min(Sha256.SIZE, length - done));
        }
        Arrays.fill(block, (byte) 0);
        return output;
    }
}
