package app.parley.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads the one encoding of PROTOCOL.md §1: fixed order, big-endian, lengths checked before
/// anything is allocated.
public final class OctetReader {
    private final ByteBuffer in;

    public OctetReader(byte[] bytes) {
        this(ByteBuffer.wrap(bytes));
    }

    /// Reads what remains of `bytes`, and keeps nothing of it.
    public OctetReader(ByteBuffer bytes) {
        this.in = bytes.slice();
    }

    /// Reads one value and refuses what is left over.
    public static <T> T whole(byte[] bytes, Part<T> part) throws MalformedException {
        return whole(ByteBuffer.wrap(bytes), part);
    }

    /// Reads one value and refuses what is left over.
    public static <T> T whole(ByteBuffer bytes, Part<T> part) throws MalformedException {
        OctetReader reader = new OctetReader(bytes);
        T value;
        try {
            value = part.read(reader);
        } catch (IllegalArgumentException e) {
            // A value type refused what it was given: the same as a broken encoding, and as little is said about it.
            throw new MalformedException("a value is out of range");
        }
        reader.end();
        return value;
    }

    /// How one value is read.
    @FunctionalInterface
    public interface Part<T> {
        T read(OctetReader in) throws MalformedException;
    }

    public int u8() throws MalformedException {
        need(1);
        return in.get() & 0xff;
    }

    public int u16() throws MalformedException {
        need(2);
        return in.getShort() & 0xffff;
    }

    /// An unsigned 32-bit number, which must fit an `int`: no count, length or generation of ours
    /// is larger.
    public int u32() throws MalformedException {
        need(4);
        int value = in.getInt();
        if (value < 0) {
            throw new MalformedException("a u32 is over 2^31-1");
        }
        return value;
    }

    /// An unsigned 64-bit number, which must fit a `long`.
    public long u64() throws MalformedException {
        need(8);
        long value = in.getLong();
        if (value < 0) {
            throw new MalformedException("a u64 is over 2^63-1");
        }
        return value;
    }

    /// One octet that is 0 or 1.
    public boolean flag() throws MalformedException {
        int value = u8();
        if (value > 1) {
            throw new MalformedException("a flag is neither 0 nor 1");
        }
        return value == 1;
    }

    /// Exactly `length` octets.
    public byte[] fixed(int length) throws MalformedException {
        need(length);
        byte[] out = new byte[length];
        in.get(out);
        return out;
    }

    public Octets octets(int length) throws MalformedException {
        return Octets.wrap(fixed(length));
    }

    /// `opaque<max>` with a u16 length.
    public byte[] opaque16(int max) throws MalformedException {
        return bounded(u16(), max);
    }

    /// `opaque<max>` with a u32 length.
    public byte[] opaque32(int max) throws MalformedException {
        return bounded(u32(), max);
    }

    /// `opaque<max>` with a u32 length.
    public Octets octets32(int max) throws MalformedException {
        return Octets.wrap(opaque32(max));
    }

    private byte[] bounded(int length, int max) throws MalformedException {
        if (length > max) {
            throw new MalformedException("a length is over its bound");
        }
        return fixed(length);
    }

    /// Strict UTF-8 of at most `max` octets, with a u16 length.
    public String text(int max) throws MalformedException {
        return utf8(opaque16(max));
    }

    /// Strict UTF-8 of at most `max` octets, with a u32 length.
    public String longText(int max) throws MalformedException {
        return utf8(opaque32(max));
    }

    private static String utf8(byte[] bytes) throws MalformedException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("a text is not UTF-8");
        }
    }

    /// A u16 count of at most `max`, then that many values.
    public <T> List<T> list(int max, Part<T> part) throws MalformedException {
        int count = u16();
        if (count > max) {
            throw new MalformedException("a list is over its bound");
        }
        List<T> out = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            out.add(part.read(this));
        }
        return List.copyOf(out);
    }

    public int remaining() {
        return in.remaining();
    }

    /// Refuses trailing octets.
    public void end() throws MalformedException {
        if (in.hasRemaining()) {
            throw new MalformedException("octets are left over");
        }
    }

    private void need(int length) throws MalformedException {
        if (in.remaining() < length) {
            throw new MalformedException("octets are missing");
        }
    }
}
