package app.parley.crypto.secret;

import app.parley.crypto.CryptoException;
import app.parley.crypto.Randomness;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc7748.X25519;

/// An X25519 private key (RFC 7748): a device's DIK, a prekey, a ratchet key. [#close()] wipes it
/// (best effort).
public final class AgreementKey implements AutoCloseable {
    /// Length of seeds, public keys and shared secrets in bytes.
    public static final int SIZE = X25519.SCALAR_SIZE;

    /// The canonical encodings of the five points of order 1, 2, 4 and 8, on the curve or its twist:
    /// 0, 1, two of order 8, and p - 1 (RFC 7748 §6.1 and §7).
    private static final byte[][] LOW_ORDER = {
        point("0000000000000000000000000000000000000000000000000000000000000000"),
        point("0100000000000000000000000000000000000000000000000000000000000000"),
        point("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
        point("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"),
        point("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")
    };

    private static byte[] point(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    /// What every one of them gives.
    private static final byte[] ZERO = new byte[SIZE];

    private final byte[] seed;
    private final byte[] publicKey;

    private AgreementKey(byte[] seed, byte[] publicKey) {
        this.seed = seed;
        this.publicKey = publicKey;
    }

    /// A fresh key.
    public static AgreementKey generate(Randomness randomness) {
        return fromSeed(randomness.bytes(SIZE));
    }

    /// The key with this 32-byte seed (copied; it need not be clamped).
    ///
    /// @throws IllegalArgumentException for another length
    public static AgreementKey of(byte[] seed) {
        return fromSeed(Secrets.copyOf(seed, SIZE));
    }

    private static AgreementKey fromSeed(byte[] seed) {
        byte[] publicKey = new byte[SIZE];
        X25519.generatePublicKey(seed, 0, publicKey, 0);
        return new AgreementKey(seed, publicKey);
    }

    /// The 32-byte public key (a copy).
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /// The raw 32-byte shared secret with the holder of `peer`; it must go through a KDF.
    ///
    /// @throws CryptoException if `peer` is not 32 bytes, not a canonical encoding (below 2^255 -
    ///     19, top bit clear) or of low order, so that the secret would be all zero
    public byte[] agree(byte[] peer) throws CryptoException {
        CryptoException.require(isCanonical(peer));
        byte[] shared = X25519Ladder.multiply(seed, peer);
        CryptoException.require(!MessageDigest.isEqual(shared, ZERO));
        return shared;
    }

    /// Whether these are a canonical encoding of a point that is not of low order: one that [#agree]
    /// will not refuse, whatever our own key is. To be asked where a peer's key is kept for later.
    static boolean isUsable(byte[] point) {
        if (!isCanonical(point)) {
            return false;
        }
        for (byte[] low : LOW_ORDER) {
            if (Arrays.equals(low, point)) {
                return false;
            }
        }
        return true;
    }

    /// Whether these are 32 bytes that encode a number below 2^255 - 19 (little-endian) in the
    /// only way. RFC 7748 would take others; honest keys never look like that, and two names for
    /// one key would blur every transcript.
    static boolean isCanonical(byte[] point) {
        if (point.length != SIZE || point[SIZE - 1] < 0) {
            return false;
        }
        if (point[SIZE - 1] != 0x7f) {
            return true;
        }
        for (int i = SIZE - 2; i > 0; i--) {
            if (point[i] != (byte) 0xff) {
                return true;
            }
        }
        return (point[0] & 0xff) < 0xed;
    }

    /// The 32-byte seed (a copy), for the encrypted profile store only.
    public byte[] export() {
        return seed.clone();
    }

    /// The same key with its own copy of the seed, so that wiping one leaves the other usable.
    AgreementKey copy() {
        return new AgreementKey(seed.clone(), publicKey);
    }

    /// The key with a seed and the public key that belongs to it, both from our own store; saves
    /// computing it again.
    static AgreementKey stored(byte[] seed, byte[] publicKey) {
        return new AgreementKey(Secrets.copyOf(seed, SIZE), Secrets.copyOf(publicKey, SIZE));
    }

    @Override
    public void close() {
        Secrets.wipe(seed);
    }

    @Override
    public String toString() {
        return "AgreementKey[…]";
    }
}
