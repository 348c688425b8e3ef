package app.parley.app;

import app.parley.crypto.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The reports of faults in `faults` of a data folder, readable by their owner only. A fault that comes
/// again on the same day is one report, and the oldest of too many go. Safe for several threads.
final class FaultFolder {
    /// Reports that are kept.
    static final int MOST = 10;

    private static final String NEW = "new-";
    private static final String SEEN = "seen-";
    private static final String END = ".txt";

    private final Path folder;
    private Runnable heard = () -> {};

    /// @param root a data folder, a profile or a relay's folder
    FaultFolder(Path root) {
        this.folder = root.resolve("faults");
    }

    /// Keeps a report.
    ///
    /// @return where it lies
    /// @throws IOException if it could not be written
    synchronized Path write(String report) throws IOException {
        String name = HexFormat.of().formatHex(Sha256.of(report.getBytes(StandardCharsets.UTF_8)), 0, 6) + END;
        Path seen = folder.resolve(SEEN + name);
        if (Files.exists(seen)) {
            return seen;
        }
        PrivateFile.makeFolder(folder);
        Path file = folder.resolve(NEW + name);
        if (Files.notExists(file)) {
            PrivateFile.write(file, report);
            List<Path> all = reports();
            for (Path old : all.subList(Math.min(MOST, all.size()), all.size())) {
                Files.deleteIfExists(old);
            }
            heard.run();
        }
        return file;
    }

    /// The newest report that nobody has looked at.
    synchronized Optional<String> unseen() throws IOException {
        List<Path> all = reports(NEW);
        return all.isEmpty() ? Optional.empty() : Optional.of(Files.readString(all.getFirst()));
    }

    /// Asks no more about those that lie there now.
    synchronized void seen() throws IOException {
        for (Path each : reports(NEW)) {
            Files.move(
                    each,
                    each.resolveSibling(SEEN + each.getFileName().toString().substring(NEW.length())));
        }
    }

    /// Throws all of them away.
    synchronized void delete() throws IOException {
        for (Path each : reports()) {
            Files.deleteIfExists(each);
        }
    }

    /// @param listener called when a report was written, until the next call of this
    synchronized void onNew(Runnable listener) {
        heard = listener;
    }

    private List<Path> reports() throws IOException {
        return Stream.concat(reports(NEW).stream(), reports(SEEN).stream())
                .sorted(newestFirst())
                .toList();
    }

    private List<Path> reports(String begin) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().startsWith(begin))
                    .filter(file -> file.getFileName().toString().endsWith(END))
                    .sorted(newestFirst())
                    .toList();
        }
    }

    private static Comparator<Path> newestFirst() {
        return Comparator.comparingLong((Path file) -> file.toFile().lastModified())
                .reversed()
                .thenComparing(Comparator.naturalOrder());
    }
}
