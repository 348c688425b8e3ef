import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What is made, for which system, and where.
///
/// @param version of Parley, in digits and dots
record Work(Path project, System system, String version) {
    /// @param folder of its own options under `installer`
    /// @param program what its launcher is called
    enum System {
        LINUX("linux", "parley", "png"),
        MACOS("macos", "Parley", "icns"),
        WINDOWS("windows", "Parley", "ico");

        final String folder;
        final String program;
        final String icon;

        System(String folder, String program, String icon) {
            this.folder = folder;
            this.program = program;
            this.icon = icon;
        }

        static System ofThis() {
            String name = java.lang.System.getProperty("os.name").toLowerCase(Locale.ROOT);
            return name.contains("win") ? WINDOWS : name.contains("mac") ? MACOS : LINUX;
        }
    }

    Path target() {
        return project.resolve("target");
    }

    Path steps() {
        return target().resolve("package");
    }

    Path results() {
        return target().resolve("dist");
    }

    Path input() {
        return steps().resolve("input");
    }

    Path icon() {
        return steps().resolve("icons").resolve("parley." + system.icon);
    }

    /// The folder of this system under `installer`.
    Path installer() {
        return project.resolve("installer").resolve(system.folder);
    }

    static Path java(String tool) {
        return Path.of(java.lang.System.getProperty("java.home"), "bin", tool);
    }

    /// Runs a program and shows what it says.
    static void run(List<String> command, Path folder) throws IOException, InterruptedException {
        int code = new ProcessBuilder(command)
                .directory(folder.toFile())
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException(command.getFirst() + " failed with " + code);
        }
    }

    static void empty(Path folder) throws IOException {
        delete(folder);
        Files.createDirectories(folder);
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] part = new byte[1 << 16];
            for (int n = in.read(part); n >= 0; n = in.read(part)) {
                digest.update(part, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
