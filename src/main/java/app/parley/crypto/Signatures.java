package app.parley.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/// Checking Ed25519 signatures (RFC 8032 §5.1.7), and the input that every signature of Parley is
/// made over.
public final class Signatures {
    /// Length of a public key in bytes.
    public static final int PUBLIC_KEY_SIZE = Ed25519.PUBLIC_KEY_SIZE;
    /// Length of a signature in bytes.
    public static final int SIGNATURE_SIZE = Ed25519.SIGNATURE_SIZE;

    /// Keys whose signatures were checked last, decoded: finding the point costs a tenth of a verification,
    /// and most
    /// messages come from few people. Public values only, so it does not matter who can tell what is in here.
    private static final Map<ByteBuffer, Ed25519.PublicPoint> DECODED = Collections.synchronizedMap(new Recent());

    private Signatures() {}

    /// The last 64 used.
    private static final class Recent extends LinkedHashMap<ByteBuffer, Ed25519.PublicPoint> {
        private static final long serialVersionUID = 1L;
        private static final int MOST = 64;

        Recent() {
            super(2 * MOST, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Ed25519.PublicPoint> eldest) {
            return size() > MOST;
        }
    }

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
                Ed25519.PublicPoint point = decoded(publicKey);
                return point != null && Ed25519.verify(signature, 0, point, message, 0, message.length);
            });
        } catch (CryptoException refused) {
            return false;
        }
    }

    /// The point of a public key, or null if it is not a valid one.
    private static Ed25519.@Nullable PublicPoint decoded(byte[] publicKey) {
        Ed25519.PublicPoint known = DECODED.get(ByteBuffer.wrap(publicKey));
        if (known != null) {
            return known;
        }
        Ed25519.PublicPoint found = Ed25519.validatePublicKeyPartialExport(publicKey, 0);
        if (found != null) {
            DECODED.put(ByteBuffer.wrap(publicKey.clone()), found);
        }
        return found;
    }
}
