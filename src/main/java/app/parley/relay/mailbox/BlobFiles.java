package app.parley.relay.mailbox;

import static app.parley.relay.mailbox.FileFaults.guarded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// A folder of files with numbers for names. Faults are those of a store.
final class BlobFiles {
    private static final int NAME = 16;
    private static final HexFormat HEX = HexFormat.of();

    private final Path directory;

    BlobFiles(Path directory) {
        this.directory = directory;
    }

    private Path file(long name) {
        return directory.resolve(HEX.toHexDigits(name));
    }

    List<Long> names() {
        if (Files.notExists(directory)) {
            return List.of();
        }
        return guarded(() -> {
            try (Stream<Path> all = Files.list(directory)) {
                return all.map(path -> path.getFileName().toString())
                        .filter(name -> name.length() == NAME && name.chars().allMatch(HexFormat::isHexDigit))
                        .map(HexFormat::fromHexDigitsToLong)
                        .toList();
            }
        });
    }

    /// 0 if there is no such file.
    long length(long name) {
        return guarded(() -> Files.exists(file(name)) ? Files.size(file(name)) : 0L);
    }

    void write(long name, long at, byte[] octets) {
        guarded(() -> {
            makeDirectory();
            try (FileChannel out = FileChannel.open(file(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                ByteBuffer left = ByteBuffer.wrap(octets);
                for (long to = at; left.hasRemaining(); ) {
                    to += out.write(left, to);
                }
                return at;
            }
        });
    }

    private void makeDirectory() throws IOException {
        if (Files.notExists(directory)) {
            Files.createDirectories(directory);
            if (Files.getFileAttributeView(directory, PosixFileAttributeView.class) != null) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            }
        }
    }

    /// Brings a file to the disk.
    void sync(long name) {
        guarded(() -> {
            try (FileChannel out = FileChannel.open(file(name), StandardOpenOption.WRITE)) {
                out.force(true);
                return name;
            }
        });
    }

    /// Says that the file was changed then.
    void date(long name, Instant then) {
        guarded(() -> Files.setLastModifiedTime(file(name), FileTime.from(then)));
    }

    byte[] read(long name, long at, int length) {
        return guarded(() -> {
            try (FileChannel in = FileChannel.open(file(name), StandardOpenOption.READ)) {
                ByteBuffer octets = ByteBuffer.allocate(length);
                int got = 0;
                while (octets.hasRemaining() && got >= 0) {
                    got = in.read(octets, at + octets.position());
                }
                return Arrays.copyOf(octets.array(), octets.position());
            }
        });
    }

    void erase(long name) {
        guarded(() -> Files.deleteIfExists(file(name)));
    }
}
