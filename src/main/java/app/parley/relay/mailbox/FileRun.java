package app.parley.relay.mailbox;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Writes that follow each other in a file are made in one. For one thread.
final class FileRun {
    private final FileChannel file;
    private final ByteBuffer buffer;
    private long at;

    /// @param most octets that are written at once
    FileRun(FileChannel file, int most) {
        this.file = file;
        this.buffer = ByteBuffer.allocateDirect(most);
    }

    /// Room for what is to be written there; the caller fills all of it, at once.
    ByteBuffer next(long position, int length) throws IOException {
        if (position != at + buffer.position() || length > buffer.remaining()) {
            flush();
            at = position;
        }
        return buffer;
    }

    /// Writes what is left.
    void flush() throws IOException {
        if (buffer.position() > 0) {
            writeFully(file, buffer.flip(), at);
            buffer.clear();
        }
    }

    /// Forgets what was not written.
    void drop() {
        buffer.clear();
    }

    static void writeFully(FileChannel file, ByteBuffer octets, long position) throws IOException {
        long to = position;
        while (octets.hasRemaining()) {
            to += file.write(octets, to);
        }
    }

    /// @throws EOFException if the file ends before; what there was is in the buffer
    static void readFully(FileChannel file, ByteBuffer into, long position) throws IOException {
        long from = position - into.position();
        while (into.hasRemaining()) {
            int got = file.read(into, from + into.position());
            if (got < 0) {
                throw new EOFException("the file ends early");
            }
        }
    }
}
