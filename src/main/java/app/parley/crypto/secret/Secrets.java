package app.parley.crypto.secret;

import java.util.Arrays;

/// Small things that everything holding secret bytes does alike.
final class Secrets {
    private Secrets() {}

    /// A copy, after a check of the length that only a bug of ours can fail.
    static byte[] copyOf(byte[] bytes, int length) {
        if (bytes.length != length) {
            throw new IllegalArgumentException("Wanted " + length + " bytes, got " + bytes.length);
        }
        return bytes.clone();
    }

    static void wipe(byte[]... secrets) {
        for (byte[] secret : secrets) {
            Arrays.fill(secret, (byte) 0);
        }
    }
}
