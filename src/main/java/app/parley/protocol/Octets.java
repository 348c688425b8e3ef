package app.parley.protocol;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/// An immutable string of octets with value equality: what identifiers, public keys and
/// signatures are made of.
///
/// `toString()` shows only the first bytes, so that a capability that lands in a log by mistake
/// is of no use there.
public final class Octets {
    public static final Octets EMPTY = new Octets(new byte[0]);

    private final byte[] bytes;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    /// A copy of `bytes`.
    public static Octets of(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Octets(bytes.clone());
    }

    /// Around `bytes`, which nobody else may hold.
    static Octets wrap(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Octets(bytes);
    }

    /// From lower or upper case hexadecimal digits.
    ///
    /// @throws IllegalArgumentException if `hex` has an odd length or another character
    public static Octets ofHex(String hex) {
        return new Octets(HexFormat.of().parseHex(hex));
    }

    public int length() {
        return bytes.length;
    }

    /// A copy that the caller may change.
    public byte[] toArray() {
        return bytes.clone();
    }

    /// The big-endian number in the eight octets from `at` on.
    public long u64(int at) {
        return ByteBuffer.wrap(bytes).getLong(at);
    }

    void copyTo(byte[] target, int at) {
        System.arraycopy(bytes, 0, target, at, bytes.length);
    }

    /// Digests all octets, without a copy.
    public void feed(MessageDigest digest) {
        digest.update(bytes);
    }

    /// Writes all octets where `buffer` is, without another copy.
    ///
    /// @throws java.nio.BufferOverflowException if they do not fit
    public void put(ByteBuffer buffer) {
        buffer.put(bytes);
    }

    public boolean startsWith(byte[] prefix) {
        return bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    /// All octets as lower case hexadecimal digits.
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    /// Throws unless there are exactly `length` octets; returns itself, for use in record
    /// constructors.
    public Octets exactly(int length) {
        if (bytes.length != length) {
            throw new IllegalArgumentException("expected " + length + " octets, got " + bytes.length);
        }
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets o && Arrays.equals(bytes, o.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length <= 4 ? hex() : HexFormat.of().formatHex(bytes, 0, 4) + "…(" + bytes.length + ")";
    }
}
