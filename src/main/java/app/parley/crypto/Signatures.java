package app.parley.crypto;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// Checking Ed25519 signatures (RFC 8032 §5.1.7), and the input that every signature of Parley is
/// made over.
public final class Signatures {
    /// Length of a public key in bytes.
    public static final int PUBLIC_KEY_SIZE = Ed25519.PUBLIC_KEY_SIZE;
    /// Length of a signature in bytes.
    public static final int SIGNATURE_SIZE = Ed25519.SIGNATURE_SIZE;

    private Signatures() {}

    /// Whether `signature` (64 bytes) was made over `message` for this purpose by the holder of
    /// `publicKey` (32 bytes). Wrong lengths, keys or points of low order and non-canonical
    /// encodings all answer false; nothing is thrown.
    public static boolean verify(byte[] publicKey, String purpose, byte[] message, byte[] signature) {
        return verifyRaw(publicKey, input(purpose, message), signature);
    }

    /// What is really signed: `"parley/1/" purpose 0x00 message` (PROTOCOL.md §1). The zero byte
    /// ends the purpose, so no signature for one purpose can be read as one for another.
    ///
    /// @throws IllegalArgumentException if the purpose is empty or has a character outside `!` to
    ///     `~`
    public static byte[] input(String purpose, byte[] message) {
        if (purpose.isEmpty() || !purpose.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("A purpose is printable ASCII without blanks");
        }
        byte[] label = ("parley/1/" + purpose + '\0').getBytes(StandardCharsets.US_ASCII);
        byte[] input = new byte[label.length + message.length];
        System.arraycopy(label, 0, input, 0, label.length);
        System.arraycopy(message, 0, input, label.length, message.length);
        return input;
    }

    /// Plain Ed25519 over the bytes as they are. Only for published test vectors: everything else
    /// names a purpose.
    static boolean verifyRaw(byte[] publicKey, byte[] message, byte[] signature) {
        if (publicKey.length != PUBLIC_KEY_SIZE || signature.length != SIGNATURE_SIZE) {
            return false;
        }
        try {
            return CryptoException.guard(() -> {
                Ed25519.PublicPoint point = Ed25519.validatePublicKeyPartialExport(publicKey, 0);
                return point != null && Ed25519.verify(signature, 0, point, message, 0, message.length);
            });
        } catch (CryptoException refused) {
            return false;
        }
    }
}
