package app.parley.client.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Puts an export into a folder: both files whole, or none, and never over another.
public final class ExportFolder {
    public static final String JSON = "conversation.json";
    public static final String PAGE = "conversation.html";

    private ExportFolder() {}

    private interface Content {
        void write(Export export, Writer to) throws IOException;
    }

    /// Whether the folder holds an export, or part of one.
    public static boolean taken(Path folder) {
        return List.of(JSON, PAGE).stream()
                .anyMatch(name -> Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS));
    }

    /// Writes both files beside their places, and moves them there once they are on disk; the one
    /// that can be checked last.
    ///
    /// @throws FileAlreadyExistsException if the folder holds an export; it is left as it is
    /// @throws IOException if it cannot be written; what was begun is removed
    public static void write(Path folder, Export export) throws IOException {
        if (taken(folder)) {
            throw new FileAlreadyExistsException(folder.toString());
        }
        Files.createDirectories(folder);
        Path page = Files.createTempFile(folder, ".conversation", ".part");
        Path json = Files.createTempFile(folder, ".conversation", ".part");
        try {
            write(page, export, ExportPage::write);
            write(json, export, ExportWriter::write);
            Files.move(page, folder.resolve(PAGE));
            moveLast(json, folder);
        } finally {
            Files.deleteIfExists(page);
            Files.deleteIfExists(json);
        }
    }

    private static void moveLast(Path json, Path folder) throws IOException {
        try {
            Files.move(json, folder.resolve(JSON));
        } catch (IOException e) {
            Files.deleteIfExists(folder.resolve(PAGE));
            throw e;
        }
    }

    private static void write(Path file, Export export, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            Writer out = new BufferedWriter(
                    new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8), 1 << 16);
            content.write(export, out);
            out.flush();
            channel.force(true);
        }
    }
}
