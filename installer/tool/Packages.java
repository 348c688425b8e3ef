import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Packages made of the application: by jpackage, and on Linux with what belongs to the system around it (menu entry,
/// links and files that open Parley, systemd unit, manual pages).
final class Packages {
    private final Work work;
    private final Path image;

    Packages(Work work, Path image) {
        this.work = work;
        this.image = image;
    }

    void make(String kind) throws IOException, InterruptedException {
        switch (kind) {
            case "app" -> archive();
            case "deb" -> new LinuxPackage(work, jpackage(kind, List.of())).deb();
            case "rpm" -> jpackage(kind, List.of("--resource-dir", new LinuxPackage(work, image).spec().toString()));
            default -> jpackage(kind, List.of("@" + work.installer().resolve("package-options")));
        }
    }

    /// The application as it is: unpacked anywhere, it runs.
    private void archive() throws IOException, InterruptedException {
        String name = "parley-" + work.version() + "-" + work.system().folder + "-" + System.getProperty("os.arch");
        Path parent = image.getParent();
        if (work.system() == Work.System.LINUX) {
            Work.run(
                    List.of(
                            "tar", "--sort=name", "--owner=0", "--group=0", "--numeric-owner", "-czf",
                            work.results().resolve(name + ".tar.gz").toString(),
                            "-C", parent.toString(), image.getFileName().toString()),
                    work.project());
        } else {
            Work.run(
                    List.of(
                            Work.java("jar").toString(), "--create", "--no-manifest", "--file",
                            work.results().resolve(name + ".zip").toString(),
                            "-C", parent.toString(), image.getFileName().toString()),
                    work.project());
        }
    }

    private Path jpackage(String kind, List<String> more) throws IOException, InterruptedException {
        List<String> before = names();
        List<String> command = new ArrayList<>(List.of(
                Work.java("jpackage").toString(),
                "--type", kind,
                "--name", work.system().program,
                "--app-version", work.version(),
                "--app-image", image.toString(),
                "--vendor", "Parley",
                "--description", "Private messages between people who know each other",
                "--dest", work.results().toString()));
        if (work.system() == Work.System.LINUX) {
            command.add("@" + work.installer().resolve("package-options"));
        }
        command.addAll(more);
        Work.run(command, work.project());
        return names().stream()
                .filter(name -> !before.contains(name))
                .map(work.results()::resolve)
                .findFirst()
                .orElseThrow(() -> new IOException("jpackage made no " + kind));
    }

    private List<String> names() throws IOException {
        return Work.files(work.results()).stream()
                .map(file -> file.getFileName().toString())
                .toList();
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.sorted().toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                if (Files.isSymbolicLink(each)) {
                    Files.deleteIfExists(target);
                    Files.createSymbolicLink(target, Files.readSymbolicLink(each));
                } else if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(each, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
