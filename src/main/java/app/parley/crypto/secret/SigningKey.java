package app.parley.crypto.secret;

import app.parley.crypto.Randomness;
import app.parley.crypto.Signatures;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// An Ed25519 private key (RFC 8032): an account's AIK or a device's DSK. [#close()] wipes it
/// (best effort).
public final class SigningKey implements AutoCloseable {
    /// Length of the seed in bytes.
    public static final int SEED_SIZE = Ed25519.SECRET_KEY_SIZE;

    private final byte[] seed;
    private final byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];

    private SigningKey(byte[] seed) {
        this.seed = seed;
        Ed25519.generatePublicKey(seed, 0, publicKey, 0);
    }

    /// A fresh key.
    public static SigningKey generate(Randomness randomness) {
        return new SigningKey(randomness.bytes(SEED_SIZE));
    }

    /// The key with this 32-byte seed (copied).
    ///
    /// @throws IllegalArgumentException for another length
    public static SigningKey of(byte[] seed) {
        return new SigningKey(Secrets.copyOf(seed, SEED_SIZE));
    }

    /// The 32-byte public key (a copy).
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /// The 64-byte signature over `"parley/1/" purpose 0x00 message`; see [Signatures#verify].
    /// Deterministic.
    public byte[] sign(String purpose, byte[] message) {
        byte[] input = Signatures.input(purpose, message);
        byte[] signature = new byte[Signatures.SIGNATURE_SIZE];
        // With the public key given, Bouncy Castle need not compute it again: half the cost.
        Ed25519.sign(seed, 0, publicKey, 0, input, 0, input.length, signature, 0);
        return signature;
    }

    /// The 32-byte seed (a copy), for the encrypted profile store only.
    public byte[] export() {
        return seed.clone();
    }

    @Override
    public void close() {
        Arrays.fill(seed, (byte) 0);
    }

    @Override
    public String toString() {
        return "SigningKey[…]";
    }
}
