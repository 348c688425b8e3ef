package app.parley.crypto.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;

import app.parley.crypto.CryptoException;
import app.parley.crypto.EnvelopeKind;
import app.parley.crypto.EnvelopeSize;
import app.parley.crypto.Randomness;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// The bytes of a first contact (type 2, PROTOCOL.md §4), total 16384, or 65536 if that does not
/// hold it: `01 02 0001 | generation u32 | HPKE enc 1120 | HPKE ciphertext of padded inner`. Only
/// the holder of the SEAL key can see who sent it.
///
/// HPKE's info is `"parley/1/first-contact" | info`, its aad the first eight bytes. The
/// generation tells the recipient which of its SEAL keys to take.
public final class FirstContactSeal {
    private static final byte[] LABEL = "parley/1/first-contact".getBytes(US_ASCII);
    private static final int HEAD_SIZE = EnvelopeKind.PREFIX_SIZE + Integer.BYTES;

    private FirstContactSeal() {}

    /// Most bytes of inner content in a first contact of this size: 15,236 in
    /// [EnvelopeSize#MEDIUM].
    public static int capacity(EnvelopeSize size) {
        return size.total() - HEAD_SIZE - SealKey.OVERHEAD - Integer.BYTES;
    }

    /// Seals `inner` to a SEAL public key (1216 bytes). Takes 64 bytes of randomness.
    ///
    /// @param generation the number of the recipient's SEAL key, from its bundle, 0 or more
    /// @param info what both sides know and want bound, such as the recipient's account and
    ///     device; may be empty
    /// @throws CryptoException if the public key is not a valid one
    /// @throws IllegalArgumentException if `inner` is longer than the capacity of the large size
    public static byte[] seal(
            byte[] recipientSealPublic, int generation, byte[] info, byte[] inner, Randomness randomness)
            throws CryptoException {
        EnvelopeSize size = inner.length <= capacity(EnvelopeSize.MEDIUM) ? EnvelopeSize.MEDIUM : EnvelopeSize.LARGE;
        byte[] head = ByteBuffer.allocate(HEAD_SIZE)
                .put(EnvelopeKind.FIRST_CONTACT.prefix())
                .putInt(generation)
                .array();
        byte[] padded = Padding.pad(inner, capacity(size) + Integer.BYTES);
        byte[] sealed = SealKey.seal(recipientSealPublic, labeled(info), head, padded, randomness);
        Arrays.fill(padded, (byte) 0);
        byte[] envelope = Arrays.copyOf(head, size.total());
        System.arraycopy(sealed, 0, envelope, HEAD_SIZE, sealed.length);
        return envelope;
    }

    /// Which SEAL key an envelope was sealed to, as it claims.
    ///
    /// @throws CryptoException if this is not a first contact
    public static int generationOf(byte[] envelope) throws CryptoException {
        requireFirstContact(envelope);
        return ByteBuffer.wrap(envelope, EnvelopeKind.PREFIX_SIZE, Integer.BYTES)
                .getInt();
    }

    /// Opens what [#seal] made with the same `info`.
    ///
    /// @throws CryptoException if it is not a first contact for this key and info, or was changed
    public static byte[] open(SealKey key, byte[] info, byte[] envelope) throws CryptoException {
        requireFirstContact(envelope);
        byte[] head = Arrays.copyOf(envelope, HEAD_SIZE);
        byte[] sealed = Arrays.copyOfRange(envelope, HEAD_SIZE, envelope.length);
        return Padding.unpad(key.open(labeled(info), head, sealed));
    }

    private static void requireFirstContact(byte[] envelope) throws CryptoException {
        CryptoException.require(EnvelopeKind.of(envelope)
                .filter(EnvelopeKind.FIRST_CONTACT::equals)
                .isPresent());
        CryptoException.require(envelope.length != EnvelopeSize.SMALL.total());
    }

    private static byte[] labeled(byte[] info) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(LABEL);
        out.writeBytes(info);
        return out.toByteArray();
    }
}
