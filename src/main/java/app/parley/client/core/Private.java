package app.parley.client.core;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/// Files and folders that only their owner may read, where the system knows such rights.
final class Private {
    private Private() {}

    static void folder(Path folder) throws IOException {
        if (posix(folder)) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /// Writes a file whole or not at all: beside it first, on disk, then in its place.
    static void write(Path file, byte[] bytes) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh);
        if (posix(fresh)) {
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
        }
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (posix(file)) {
            // The new name is on disk, too, once this returns.
            try (FileChannel folder =
                    FileChannel.open(file.toAbsolutePath().resolveSibling("."), StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }

    private static boolean posix(Path file) throws IOException {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class) != null;
    }
}
