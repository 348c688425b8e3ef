package app.parley.crypto.secret;

import app.parley.crypto.Hkdf;
import app.parley.crypto.HybridSignatures;
import app.parley.crypto.Randomness;
import app.parley.crypto.Signatures;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// A private key that signs with Ed25519 and ML-DSA-65 at once; see [HybridSignatures]. Both are
/// derived from one seed of 32 bytes. [#close()] wipes it (best effort).
public final class HybridSigningKey implements AutoCloseable {
    /// Length of the seed in bytes.
    public static final int SEED_SIZE = 32;

    private static final byte[] INFO = "parley/1/hybrid-signing-key".getBytes(StandardCharsets.US_ASCII);

    private final byte[] seed;
    private final byte[] classical;
    private final MLDSAPrivateKeyParameters lattice;
    private final byte[] publicKey;

    private HybridSigningKey(byte[] seed) {
        this.seed = seed;
        byte[] both = Hkdf.derive(new byte[32], seed, INFO, 64);
        this.classical = Arrays.copyOf(both, 32);
        byte[] latticeSeed = Arrays.copyOfRange(both, 32, 64);
        this.lattice = new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_65, latticeSeed);
        byte[] latticePublic = lattice.getPublicKeyParameters().getEncoded();
        this.publicKey = new byte[HybridSignatures.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(classical, 0, publicKey, 0);
        System.arraycopy(latticePublic, 0, publicKey, Signatures.PUBLIC_KEY_SIZE, latticePublic.length);
        Secrets.wipe(both, latticeSeed);
    }

    /// A fresh key.
    public static HybridSigningKey generate(Randomness randomness) {
        return new HybridSigningKey(randomness.bytes(SEED_SIZE));
    }

    /// The key with this 32-byte seed (copied).
    ///
    /// @throws IllegalArgumentException for another length
    public static HybridSigningKey of(byte[] seed) {
        return new HybridSigningKey(Secrets.copyOf(seed, SEED_SIZE));
    }

    /// The public key, as in [HybridSignatures] (a copy).
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /// The signature over `message` for this purpose, as in [HybridSignatures].
    ///
    /// @param randomness hedges the second half against faults of the machine (FIPS 204 §3.4)
    public byte[] sign(String purpose, byte[] message, Randomness randomness) {
        byte[] input = HybridSignatures.input(publicKey, purpose, message);
        byte[] signature = new byte[HybridSignatures.SIGNATURE_SIZE];
        Ed25519.sign(classical, 0, publicKey, 0, input, 0, input.length, signature, 0);
        try (GivenRandom hedge = new GivenRandom(randomness.bytes(32))) {
            MLDSASigner signer = new MLDSASigner();
            signer.init(true, new ParametersWithRandom(lattice, hedge));
            signer.update(input, 0, input.length);
            byte[] second = signer.generateSignature();
            System.arraycopy(second, 0, signature, Signatures.SIGNATURE_SIZE, second.length);
            return signature;
        } catch (CryptoException e) {
            throw new IllegalStateException("a key of our own cannot sign", e);
        }
    }

    /// The 32-byte seed (a copy), to be kept under a passphrase.
    public byte[] export() {
        return seed.clone();
    }

    @Override
    public void close() {
        Secrets.wipe(seed, classical);
        lattice.destroy();
    }

    @Override
    public String toString() {
        return "HybridSigningKey[…]";
    }
}
