package app.parley.crypto;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Keeps a random 32-byte profile key under a passphrase: Argon2id (RFC 9106), then AES-256-GCM
/// (PROTOCOL.md §5.5).
///
/// Layout, 124 bytes: `"PKW1" | memory KiB u32 | passes u32 | lanes u32 | salt 16 | nonce 12 |
/// sealed key 48 | SHA-256 of all before it`. The hash tells a damaged file from a wrong
/// passphrase; it protects nothing else.
public final class KeyWrap {
    /// Length of the wrapped key in bytes.
    public static final int WRAPPED_SIZE = 124;

    private static final byte[] MAGIC = {'P', 'K', 'W', '1'};
    private static final int KEY_SIZE = 32;
    private static final int SALT_SIZE = 16;
    private static final int SALT_AT = 16;
    private static final int NONCE_AT = SALT_AT + SALT_SIZE;
    private static final int SEALED_AT = NONCE_AT + Aead.NONCE_SIZE;
    private static final int HASH_AT = WRAPPED_SIZE - Sha256.SIZE;

    private KeyWrap() {}

    /// How much work one guess costs. What is read from a file is bounded, so that a planted one
    /// costs a small desktop four seconds and no more memory than it has.
    ///
    /// @param memoryKiB 8 to 262,144 (256 MiB)
    /// @param passes 1 to 16
    record Cost(int memoryKiB, int passes) {
        /// 64 MiB, 3 passes: about 0.2 s. RFC 9106 §4, second recommendation, with one lane.
        static final Cost STANDARD = new Cost(65_536, 3);

        static final int MOST_MEMORY_KIB = 256 << 10;
        static final int MOST_PASSES = 16;

        boolean bounded() {
            return memoryKiB >= 8 && memoryKiB <= MOST_MEMORY_KIB && passes >= 1 && passes <= MOST_PASSES;
        }
    }

    /// Wraps a 32-byte key: 124 bytes to be stored. Takes about 0.2 s and 64 MiB; not for the
    /// JavaFX thread.
    ///
    /// @throws IllegalArgumentException if the key is not 32 bytes
    public static byte[] wrap(Passphrase passphrase, byte[] key, Randomness randomness) {
        return wrap(passphrase, key, randomness, Cost.STANDARD);
    }

    static byte[] wrap(Passphrase passphrase, byte[] key, Randomness randomness, Cost cost) {
        if (key.length != KEY_SIZE) {
            throw new IllegalArgumentException("A profile key has 32 bytes");
        }
        byte[] nonce = randomness.bytes(Aead.NONCE_SIZE);
        ByteBuffer out = ByteBuffer.allocate(WRAPPED_SIZE)
                .put(MAGIC)
                .putInt(cost.memoryKiB)
                .putInt(cost.passes)
                .putInt(1)
                .put(randomness.bytes(SALT_SIZE));
        byte[] head = Arrays.copyOf(out.array(), NONCE_AT);
        byte[] wrappingKey = stretch(passphrase, head, cost);
        out.put(nonce).put(Aead.seal(wrappingKey, nonce, head, key));
        Arrays.fill(wrappingKey, (byte) 0);
        out.put(Sha256.of(Arrays.copyOf(out.array(), HASH_AT)));
        return out.array();
    }

    /// Opens what [#wrap] made. Takes as long as that; a damaged file is told at once, and so is one
    /// that asks for more work than any file of ours ever did (more than 256 MiB or 16 passes).
    public static Unwrapped unwrap(Passphrase passphrase, byte[] wrapped) {
        if (wrapped.length != WRAPPED_SIZE || !Arrays.equals(MAGIC, Arrays.copyOf(wrapped, MAGIC.length))) {
            return new Unwrapped.Damaged();
        }
        ByteBuffer in = ByteBuffer.wrap(wrapped).position(MAGIC.length);
        Cost cost = new Cost(in.getInt(), in.getInt());
        byte[] hash = Sha256.of(Arrays.copyOf(wrapped, HASH_AT));
        boolean whole = MessageDigest.isEqual(hash, Arrays.copyOfRange(wrapped, HASH_AT, WRAPPED_SIZE));
        if (in.getInt() != 1 || !cost.bounded() || !whole) {
            return new Unwrapped.Damaged();
        }
        byte[] head = Arrays.copyOf(wrapped, NONCE_AT);
        byte[] wrappingKey = stretch(passphrase, head, cost);
        try {
            byte[] nonce = Arrays.copyOfRange(wrapped, NONCE_AT, SEALED_AT);
            return new Unwrapped.Opened(
                    Aead.open(wrappingKey, nonce, head, Arrays.copyOfRange(wrapped, SEALED_AT, HASH_AT)));
        } catch (CryptoException refused) {
            return new Unwrapped.WrongPassphrase();
        } finally {
            Arrays.fill(wrappingKey, (byte) 0);
        }
    }

    private static byte[] stretch(Passphrase passphrase, byte[] head, Cost cost) {
        return argon2id(passphrase.utf8(), Arrays.copyOfRange(head, SALT_AT, NONCE_AT), cost, 1);
    }

    /// Argon2id version 0x13 without secret and associated data, 32 bytes out.
    static byte[] argon2id(byte[] password, byte[] salt, Cost cost, int lanes) {
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKiB)
                .withIterations(cost.passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] output = new byte[KEY_SIZE];
        argon2.generateBytes(password, output);
        return output;
    }
}
