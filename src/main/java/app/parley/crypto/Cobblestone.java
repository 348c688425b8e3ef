package app.parley.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Cobblestone-256: C2SP chunked-encryption v1 with AES-256-GCM and HKDF-Expand over SHA-512, the
/// format of attachments (PROTOCOL.md §8).
///
/// `salt 24 | commitment 32 | chunks`, each chunk 16,384 bytes of plaintext and a tag of 16, the
/// last one shorter and perhaps empty. The key is random, 32 bytes, and may be used with many
/// salts.
///
/// One object is one message. Chunks can be sealed and opened in any order and by several
/// threads.
public final class Cobblestone implements AutoCloseable {
    /// Length of the input key in bytes.
    public static final int KEY_SIZE = 32;
    /// Plaintext bytes of every chunk but the last.
    public static final int CHUNK_SIZE = 16_384;
    /// Bytes in front of the chunks: salt and commitment.
    public static final int HEADER_SIZE = 24 + 32;
    /// Most chunks of a message.
    public static final long MAX_CHUNKS = 1L << 38;

    private static final int SALT_SIZE = 24;
    private static final int SEALED_CHUNK = CHUNK_SIZE + Aead.TAG_SIZE;
    private static final byte[] LABEL = "c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0".getBytes(US_ASCII);
    private static final byte[] NO_AAD = {};
    /// Chunks that are read and written in one go: small reads and writes cost more than the cipher.
    private static final int BATCH = 16;

    private final byte[] salt;
    private final byte[] key;
    private final byte[] baseNonce;
    private final byte[] commitment;

    private Cobblestone(byte[] inputKey, byte[] salt, byte[] context) {
        this.salt = salt;
        byte[] wide = expand(inputKey, salt, context);
        this.key = Arrays.copyOf(wide, Aead.KEY_SIZE);
        this.baseNonce = Arrays.copyOfRange(wide, Aead.KEY_SIZE, Aead.KEY_SIZE + Aead.NONCE_SIZE);
        this.commitment = Arrays.copyOfRange(wide, Aead.KEY_SIZE + Aead.NONCE_SIZE, wide.length);
        Arrays.fill(wide, (byte) 0);
    }

    /// A new message. Takes 24 bytes of randomness for the salt.
    ///
    /// @param context what both sides know and want bound; may be empty
    /// @throws IllegalArgumentException if the key is not 32 bytes
    public static Cobblestone sealing(byte[] inputKey, byte[] context, Randomness randomness) {
        if (inputKey.length != KEY_SIZE) {
            throw new IllegalArgumentException("A Cobblestone-256 key has 32 bytes");
        }
        return new Cobblestone(inputKey, randomness.bytes(SALT_SIZE), context);
    }

    /// A message to open, from its first 56 bytes.
    ///
    /// @throws CryptoException if a length is wrong, or the commitment is not that of this key
    ///     and context
    public static Cobblestone opening(byte[] inputKey, byte[] context, byte[] header) throws CryptoException {
        CryptoException.require(inputKey.length == KEY_SIZE && header.length == HEADER_SIZE);
        Cobblestone made = new Cobblestone(inputKey, Arrays.copyOf(header, SALT_SIZE), context);
        byte[] claimed = Arrays.copyOfRange(header, SALT_SIZE, HEADER_SIZE);
        CryptoException.require(MessageDigest.isEqual(made.commitment, claimed));
        return made;
    }

    /// The 56 bytes in front of the chunks.
    public byte[] header() {
        return ByteBuffer.allocate(HEADER_SIZE).put(salt).put(commitment).array();
    }

    /// How long the whole ciphertext of a plaintext of this length is.
    public static long sealedLength(long plaintextLength) {
        return HEADER_SIZE + plaintextLength + (plaintextLength / CHUNK_SIZE + 1) * Aead.TAG_SIZE;
    }

    /// Seals chunk number `index` from 0: 16,384 bytes, or fewer for the last one.
    ///
    /// @throws IllegalArgumentException if the chunk is too long or the number out of range
    public byte[] sealChunk(long index, byte[] plaintext) {
        if (plaintext.length > CHUNK_SIZE || index < 0 || index >= MAX_CHUNKS) {
            throw new IllegalArgumentException("Chunk too long or out of range");
        }
        byte[] sealed = new byte[plaintext.length + Aead.TAG_SIZE];
        Aead.seal(key, nonce(index), NO_AAD, plaintext, 0, plaintext.length, sealed, 0);
        return sealed;
    }

    /// Opens chunk number `index` from 0. A sealed chunk of 16,400 bytes is never the last;
    /// whoever reads to the end must find a shorter one there, or the message was cut off.
    ///
    /// @throws CryptoException if it is not that chunk of this message
    public byte[] openChunk(long index, byte[] sealed) throws CryptoException {
        CryptoException.require(sealed.length <= SEALED_CHUNK && index >= 0 && index < MAX_CHUNKS);
        return Aead.open(key, nonce(index), NO_AAD, sealed, 0, sealed.length);
    }

    /// Reads a plaintext to its end and writes header and chunks.
    ///
    /// @throws IOException if reading or writing fails
    public void seal(InputStream plaintext, OutputStream sealed) throws IOException {
        sealed.write(header());
        byte[] in = new byte[BATCH * CHUNK_SIZE];
        byte[] out = new byte[BATCH * SEALED_CHUNK];
        int read;
        long index = 0;
        do {
            read = plaintext.readNBytes(in, 0, in.length);
            int chunks = Math.min(read / CHUNK_SIZE + 1, BATCH);
            for (int i = 0; i < chunks; i++) {
                int length = Math.min(CHUNK_SIZE, read - i * CHUNK_SIZE);
                Aead.seal(key, nonce(index++), NO_AAD, in, i * CHUNK_SIZE, length, out, i * SEALED_CHUNK);
            }
            sealed.write(out, 0, read + chunks * Aead.TAG_SIZE);
        } while (read == in.length);
        Arrays.fill(in, (byte) 0);
    }

    /// Reads a whole sealed message and writes its plaintext, each chunk that proves
    /// genuine. What was written when this throws must be thrown away: the message was cut off or
    /// changed further on.
    ///
    /// @throws CryptoException if anything about the message is wrong
    /// @throws IOException if reading or writing fails
    public static void open(byte[] inputKey, byte[] context, InputStream sealed, OutputStream plaintext)
            throws CryptoException, IOException {
        try (Cobblestone message = opening(inputKey, context, sealed.readNBytes(HEADER_SIZE))) {
            byte[] in = new byte[BATCH * SEALED_CHUNK];
            byte[] out = new byte[BATCH * CHUNK_SIZE];
            int read;
            long index = 0;
            do {
                read = sealed.readNBytes(in, 0, in.length);
                int chunks = Math.min(read / SEALED_CHUNK + 1, BATCH);
                int opened = 0;
                try {
                    for (int i = 0; i < chunks; i++) {
                        int length = Math.min(SEALED_CHUNK, read - i * SEALED_CHUNK);
                        byte[] nonce = message.nonce(index++);
                        Aead.open(message.key, nonce, NO_AAD, in, i * SEALED_CHUNK, length, out, opened);
                        opened += length - Aead.TAG_SIZE;
                    }
                } finally {
                    plaintext.write(out, 0, opened);
                }
            } while (read == in.length);
            Arrays.fill(out, (byte) 0);
        }
    }

    /// The base nonce XOR the chunk's number as a big-endian integer.
    private byte[] nonce(long index) {
        ByteBuffer nonce = ByteBuffer.wrap(baseNonce.clone());
        int at = Aead.NONCE_SIZE - Long.BYTES;
        return nonce.putLong(at, nonce.getLong(at) ^ index).array();
    }

    /// HKDF-Expand with SHA-512: `key 32 | base nonce 12 | commitment 32`, two blocks of 64.
    private static byte[] expand(byte[] inputKey, byte[] salt, byte[] context) {
        try {
            Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(inputKey, "HmacSHA512"));
            byte[] block = {};
            ByteBuffer wide = ByteBuffer.allocate(2 * mac.getMacLength());
            for (byte counter = 1; counter <= 2; counter++) {
                mac.update(block);
                mac.update(LABEL);
                mac.update(salt);
                mac.update(context);
                mac.update(counter);
                block = mac.doFinal();
                wide.put(block);
            }
            byte[] cut = Arrays.copyOf(wide.array(), Aead.KEY_SIZE + Aead.NONCE_SIZE + 32);
            Arrays.fill(wide.array(), (byte) 0);
            return cut;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HMAC-SHA512", e);
        }
    }

    /// Wipes the message's key (best effort).
    @Override
    public void close() {
        Arrays.fill(key, (byte) 0);
    }

    @Override
    public String toString() {
        return "Cobblestone[…]";
    }
}
