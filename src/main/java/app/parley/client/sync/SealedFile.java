package app.parley.client.sync;

import app.parley.crypto.Cobblestone;
import app.parley.crypto.CryptoException;
import app.parley.crypto.Randomness;
import app.parley.protocol.BlobId;
import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// A file padded and sealed for its way through the relay (PROTOCOL.md §8). It is sealed once, to
/// a file of its own, so that an upload that goes on later sends the same octets whatever became
/// of the original.
public final class SealedFile {
    /// Octets of a key: random, and for one file only.
    public static final int KEY_LENGTH = Cobblestone.KEY_SIZE;

    /// The largest file.
    public static final long MAX_LENGTH = 2L << 30;

    private static final byte[] LABEL = "parley/1/att".getBytes(StandardCharsets.US_ASCII);
    private static final long LEAST = 4096;

    private SealedFile() {}

    /// Pads and seals `file` into `sealed`, which is made or replaced.
    ///
    /// @throws IOException if a file cannot be read or written, is longer than 2 GiB, or changed
    ///     its length meanwhile
    public static void seal(Path file, Path sealed, byte[] key, BlobId.Read bid, Randomness randomness)
            throws IOException {
        long length = Files.size(file);
        if (length > MAX_LENGTH) {
            throw new IOException("the file is too long");
        }
        byte[] head = ByteBuffer.allocate(Long.BYTES).putLong(length).array();
        long zeros = padded(Long.BYTES + length) - Long.BYTES - length;
        try (Cobblestone message = Cobblestone.sealing(key, context(bid), randomness);
                InputStream content = new Exactly(Files.newInputStream(file), length);
                OutputStream out = Files.newOutputStream(sealed)) {
            message.seal(
                    new SequenceInputStream(
                            Collections.enumeration(List.<InputStream>of(new Bytes(head), content, new Zeros(zeros)))),
                    out);
        }
    }

    /// Opens a whole download into `file`, which is made or replaced once all of it proved genuine.
    ///
    /// @throws CryptoException if anything about it is wrong; then there is no `file` of it
    public static void open(Path sealed, Path file, byte[] key, BlobId.Read bid) throws IOException, CryptoException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (InputStream in = Files.newInputStream(sealed);
                    Unpadding out = new Unpadding(Files.newOutputStream(part))) {
                Cobblestone.open(key, context(bid), in, out);
                CryptoException.require(out.whole());
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /// Octets at the relay of a file of `length` octets.
    public static long sealedLength(long length) {
        return Cobblestone.sealedLength(padded(Long.BYTES + length));
    }

    /// Padmé: at most 12 % more, and so few different lengths that one says little.
    static long padded(long length) {
        long atLeast = Math.max(length, LEAST);
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(atLeast);
        int digits = Integer.SIZE - Integer.numberOfLeadingZeros(exponent);
        long mask = (1L << (exponent - digits)) - 1;
        return (atLeast + mask) & ~mask;
    }

    private static byte[] context(BlobId.Read bid) {
        return ByteBuffer.allocate(LABEL.length + BlobId.LENGTH)
                .put(LABEL)
                .put(bid.octets().toArray())
                .array();
    }

    /// A stream of known octets.
    private static final class Bytes extends InputStream {
        private final ByteBuffer left;

        Bytes(byte[] all) {
            left = ByteBuffer.wrap(all);
        }

        @Override
        public int read() {
            return left.hasRemaining() ? left.get() & 0xff : -1;
        }
    }

    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long count) {
            left = count;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            if (left <= 0) {
                return length == 0 ? 0 : -1;
            }
            int count = (int) Math.min(left, length);
            Arrays.fill(into, from, from + count, (byte) 0);
            left -= count;
            return count;
        }
    }

    /// Fails unless there are exactly so many octets: a file that grows or shrinks while it is
    /// sealed would not be what its length says.
    private static final class Exactly extends InputStream {
        private final InputStream in;
        private long left;

        Exactly(InputStream in, long length) {
            this.in = in;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int got = in.read(into, from, length);
            left -= Math.max(0, got);
            if (got < 0 && left > 0 || left < 0) {
                throw new EOFException("the file changed while it was read");
            }
            return got;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /// Takes the length off the front and the zeros off the end.
    private static final class Unpadding extends FilterOutputStream {
        private final ByteBuffer head = ByteBuffer.allocate(Long.BYTES);
        private long left = -1;
        private boolean zeros = true;

        Unpadding(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int from, int length) throws IOException {
            int at = from;
            int end = from + length;
            while (at < end && head.hasRemaining()) {
                head.put(octets[at++]);
                if (!head.hasRemaining()) {
                    left = head.getLong(0);
                }
            }
            int content = (int) Math.clamp(left, 0, end - at);
            out.write(octets, at, content);
            left -= content;
            for (at += content; at < end; at++) {
                zeros &= octets[at] == 0;
            }
        }

        boolean whole() {
            return !head.hasRemaining() && left == 0 && zeros;
        }
    }
}
