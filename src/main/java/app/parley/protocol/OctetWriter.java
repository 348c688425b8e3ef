package app.parley.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

/// Writes the one encoding of PROTOCOL.md §1; the mirror of [OctetReader]. A value that does not
/// fit its field is a bug of the caller and thrown as `IllegalArgumentException`.
public final class OctetWriter {
    private byte[] out = new byte[256];
    private int size;

    /// How one value is written.
    @FunctionalInterface
    public interface Part<T> {
        void write(T value, OctetWriter out);
    }

    public OctetWriter u8(int value) {
        range(value, 0xff);
        room(1);
        out[size++] = (byte) value;
        return this;
    }

    public OctetWriter u16(int value) {
        range(value, 0xffff);
        room(2);
        out[size++] = (byte) (value >>> 8);
        out[size++] = (byte) value;
        return this;
    }

    public OctetWriter u32(int value) {
        range(value, Integer.MAX_VALUE);
        room(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            out[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    public OctetWriter u64(long value) {
        range(value, Long.MAX_VALUE);
        room(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            out[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    public OctetWriter flag(boolean value) {
        return u8(value ? 1 : 0);
    }

    /// The octets as they are, without a length.
    public OctetWriter fixed(byte[] bytes) {
        room(bytes.length);
        System.arraycopy(bytes, 0, out, size, bytes.length);
        size += bytes.length;
        return this;
    }

    public OctetWriter octets(Octets octets) {
        room(octets.length());
        octets.copyTo(out, size);
        size += octets.length();
        return this;
    }

    public OctetWriter opaque16(byte[] bytes) {
        return u16(bytes.length).fixed(bytes);
    }

    public OctetWriter opaque32(byte[] bytes) {
        return u32(bytes.length).fixed(bytes);
    }

    public OctetWriter opaque32(Octets octets) {
        return u32(octets.length()).octets(octets);
    }

    public OctetWriter text(String text) {
        return opaque16(text.getBytes(StandardCharsets.UTF_8));
    }

    public OctetWriter longText(String text) {
        return opaque32(text.getBytes(StandardCharsets.UTF_8));
    }

    public <T> OctetWriter list(Collection<T> values, Part<T> part) {
        u16(values.size());
        for (T value : values) {
            part.write(value, this);
        }
        return this;
    }

    /// All that was written, for the caller to keep.
    public byte[] toArray() {
        // What is written after a full array goes into another one.
        return size == out.length ? out : Arrays.copyOf(out, size);
    }

    private void room(int more) {
        if (size + more > out.length) {
            out = Arrays.copyOf(out, Math.max(out.length * 2, size + more));
        }
    }

    private static void range(long value, long max) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException("a number does not fit its field");
        }
    }
}
