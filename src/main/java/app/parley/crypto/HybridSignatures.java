package app.parley.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;

/// Checking signatures that hold as long as Ed25519 (RFC 8032) or ML-DSA-65 (FIPS 204) does: both are
/// made over the same input, and both must be right. For what is signed seldom and believed for
/// years, such as releases; messages have [Signatures].
///
/// A public key is `ed25519 32 | ml-dsa-65 1952`, a signature `ed25519 64 | ml-dsa-65 3309` octets.
public final class HybridSignatures {
    /// Length of a public key in bytes.
    public static final int PUBLIC_KEY_SIZE = Signatures.PUBLIC_KEY_SIZE + 1952;
    /// Length of a signature in bytes.
    public static final int SIGNATURE_SIZE = Signatures.SIGNATURE_SIZE + 3309;

    private static final byte[] FINGERPRINT = "parley/1/hybrid-key\0".getBytes(StandardCharsets.US_ASCII);

    private HybridSignatures() {}

    /// Whether `signature` was made over `message` for this purpose by the holder of `publicKey`. Wrong
    /// lengths and keys answer false; nothing is thrown.
    public static boolean verify(byte[] publicKey, String purpose, byte[] message, byte[] signature) {
        if (publicKey.length != PUBLIC_KEY_SIZE || signature.length != SIGNATURE_SIZE) {
            return false;
        }
        byte[] input = input(publicKey, purpose, message);
        return Signatures.verifyRaw(
                        Bytes.first(publicKey, Signatures.PUBLIC_KEY_SIZE),
                        input,
                        Bytes.first(signature, Signatures.SIGNATURE_SIZE))
                && lattice(
                        Bytes.after(publicKey, Signatures.PUBLIC_KEY_SIZE),
                        input,
                        Bytes.after(signature, Signatures.SIGNATURE_SIZE));
    }

    /// What both halves sign: [Signatures#input] over the key's fingerprint and the message, so that
    /// neither half is good beside another one.
    public static byte[] input(byte[] publicKey, String purpose, byte[] message) {
        return Signatures.input(purpose, Bytes.join(fingerprint(publicKey), message));
    }

    /// SHA-256 of a public key, by which people compare it.
    public static byte[] fingerprint(byte[] publicKey) {
        return Sha256.of(Bytes.join(FINGERPRINT, publicKey));
    }

    private static boolean lattice(byte[] publicKey, byte[] input, byte[] signature) {
        try {
            return CryptoException.guard(() -> {
                MLDSASigner signer = new MLDSASigner();
                signer.init(false, new MLDSAPublicKeyParameters(MLDSAParameters.ml_dsa_65, publicKey));
                signer.update(input, 0, input.length);
                return signer.verifySignature(signature);
            });
        } catch (CryptoException refused) {
            return false;
        }
    }

    /// Pieces of octets.
    private static final class Bytes {
        static byte[] first(byte[] all, int length) {
            return Arrays.copyOf(all, length);
        }

        static byte[] after(byte[] all, int length) {
            return Arrays.copyOfRange(all, length, all.length);
        }

        static byte[] join(byte[] first, byte[] second) {
            byte[] both = Arrays.copyOf(first, first.length + second.length);
            System.arraycopy(second, 0, both, first.length, second.length);
            return both;
        }
    }
}
