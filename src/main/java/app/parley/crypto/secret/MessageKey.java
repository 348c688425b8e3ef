package app.parley.crypto.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;

import app.parley.crypto.Hkdf;
import java.util.Arrays;

/// What one message key becomes: `HKDF(0*32, mk, "parley/1/mk", 76) = K 32 | N 12 | COM 32`. Used
/// once.
record MessageKey(byte[] key, byte[] nonce, byte[] commitment) implements AutoCloseable {
    private static final byte[] LABEL = "parley/1/mk".getBytes(US_ASCII);
    private static final byte[] ZEROS = new byte[32];

    /// Expands a 32-byte mk and wipes it.
    static MessageKey from(byte[] mk) {
        byte[] wide = Hkdf.derive(ZEROS, mk, LABEL, 76);
        MessageKey made = new MessageKey(
                Arrays.copyOf(wide, 32), Arrays.copyOfRange(wide, 32, 44), Arrays.copyOfRange(wide, 44, 76));
        Secrets.wipe(wide, mk);
        return made;
    }

    @Override
    public void close() {
        Secrets.wipe(key, nonce);
    }

    @Override
    public String toString() {
        return "MessageKey[…]";
    }
}
