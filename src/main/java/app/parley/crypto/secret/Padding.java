package app.parley.crypto.secret;

import app.parley.crypto.CryptoException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Fills what is sealed to a fixed length: `u32 length | content | zeros`. It lies inside the
/// AEAD, so nobody can change it, and the zeros are checked, so that it cannot carry anything.
final class Padding {
    private static final int LENGTH_SIZE = Integer.BYTES;

    private Padding() {}

    static byte[] pad(byte[] content, int total) {
        if (content.length > total - LENGTH_SIZE) {
            throw new IllegalArgumentException(content.length + " bytes do not fit into " + total);
        }
        return ByteBuffer.allocate(total).putInt(content.length).put(content).array();
    }

    static byte[] unpad(byte[] padded) throws CryptoException {
        int length = ByteBuffer.wrap(padded).getInt();
        CryptoException.require(length >= 0 && length <= padded.length - LENGTH_SIZE);
        int end = LENGTH_SIZE + length;
        if (end < padded.length) {
            // All zero: the first byte is, and each one equals the one before (compared many at a time).
            boolean alike = Arrays.equals(padded, end, padded.length - 1, padded, end + 1, padded.length);
            CryptoException.require(padded[end] == 0 && alike);
        }
        byte[] content = Arrays.copyOfRange(padded, LENGTH_SIZE, end);
        Arrays.fill(padded, (byte) 0);
        return content;
    }
}
