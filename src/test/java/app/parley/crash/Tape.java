package app.parley.crash;

import app.parley.protocol.MalformedException;
import app.parley.protocol.PhoneNumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// What one life of a process saw: notes, each under its length, in a file. A note is with the
/// system when [#add] returns, so a kill of the process does not lose it.
final class Tape implements AutoCloseable {
    private final FileChannel file;

    Tape(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    synchronized void add(Note note) {
        byte[] bytes = note.encode();
        ByteBuffer framed = ByteBuffer.allocate(Integer.BYTES + bytes.length);
        framed.putInt(bytes.length).put(bytes).flip();
        try {
            while (framed.hasRemaining()) {
                file.write(framed);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /// Reads a tape while it is being written.
    static final class Reader {
        private final PhoneNumber who;
        private final Path path;
        private long at;
        private volatile long count;

        /// @param who whose process writes it
        Reader(PhoneNumber who, Path path) {
            this.who = who;
            this.path = path;
        }

        PhoneNumber who() {
            return who;
        }

        /// How many notes were read.
        long count() {
            return count;
        }

        /// The notes since the last call. One that was cut off by a kill never comes.
        List<Note> news() throws IOException {
            List<Note> found = new ArrayList<>();
            if (Files.notExists(path)) {
                return found;
            }
            ByteBuffer bytes;
            try (FileChannel file = FileChannel.open(path)) {
                bytes = ByteBuffer.allocate(Math.toIntExact(file.size() - at));
                while (bytes.hasRemaining() && file.read(bytes, at + bytes.position()) >= 0) {
                    // Until all of it is there.
                }
            }
            bytes.flip();
            while (bytes.remaining() >= Integer.BYTES
                    && bytes.remaining() - Integer.BYTES >= bytes.getInt(bytes.position())) {
                byte[] note = new byte[bytes.getInt()];
                bytes.get(note);
                at += Integer.BYTES + note.length;
                found.add(decode(note));
            }
            count += found.size();
            return found;
        }

        private static Note decode(byte[] note) throws IOException {
            try {
                return Note.decode(note);
            } catch (MalformedException e) {
                throw new IOException("a tape that was not written by us", e);
            }
        }
    }
}
