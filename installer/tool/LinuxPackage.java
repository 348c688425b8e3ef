import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What deb and rpm hold beside the application in `/opt/parley`: everything under `installer/linux/root`, the icons,
/// and the manual pages and completions that the build made in `target/man`, `target/completion` and `target/zsh`.
final class LinuxPackage {
    private static final int[] ICONS = {16, 24, 32, 48, 64, 128, 256, 512};

    /// What the build made of the commands, and where each system looks for it.
    private static final Map<String, String> SHELL = Map.of(
            "man", "usr/share/man/man1",
            "completion", "usr/share/bash-completion/completions");
    /// Debian keeps this place for packages; elsewhere it is the shell's own.
    private static final String ZSH_DEB = "usr/share/zsh/vendor-completions";

    private static final String ZSH_RPM = "usr/share/zsh/site-functions";

    private final Work work;
    private final Path from;

    /// @param from the deb that jpackage made, or for rpm the application
    LinuxPackage(Work work, Path from) {
        this.work = work;
        this.from = from;
    }

    /// Puts the rest into the deb.
    void deb() throws IOException, InterruptedException {
        Path open = work.steps().resolve("deb");
        Work.run(List.of("dpkg-deb", "-R", from.toString(), open.toString()), work.project());
        fill(open, ZSH_DEB);
        for (String script : List.of("postinst", "prerm", "postrm", "conffiles")) {
            Files.copy(
                    work.installer().resolve("deb").resolve(script),
                    open.resolve("DEBIAN").resolve(script),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
        for (String surplus : List.of("preinst")) {
            Files.deleteIfExists(open.resolve("DEBIAN").resolve(surplus));
        }
        Path application = open.resolve("opt/parley/lib");
        for (Path folder : List.of(application.resolve("app"), application.resolve("runtime/lib"))) {
            for (Path file : Work.files(folder)) {
                Files.setLastModifiedTime(file, FileTime.fromMillis(Jars.DATE));
            }
        }
        correct(open);
        Files.delete(from);
        Work.run(
                List.of("dpkg-deb", "--root-owner-group", "-Zxz", "-b", open.toString(), from.toString()),
                work.project());
    }

    /// The size that package tools show is that of everything. What it depends on is written down: jpackage lists
    /// whatever libraries this very machine happens to have, some of which have other names elsewhere.
    private void correct(Path open) throws IOException {
        long octets = 0;
        try (Stream<Path> all = Files.walk(open)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                octets += Files.size(file);
            }
        }
        Path control = open.resolve("DEBIAN").resolve("control");
        List<String> lines = new ArrayList<>(Files.readAllLines(control));
        lines.removeIf(line -> line.isBlank() || line.matches("(Installed-Size|Depends|Description):.*| .*"));
        lines.add("Installed-Size: " + (octets + 1023) / 1024);
        lines.addAll(Files.readAllLines(work.installer().resolve("deb").resolve("control")));
        Files.write(control, lines);
    }

    /// @return a folder with the specification for rpm, which names everything else by its place here
    Path spec() throws IOException {
        Path rest = work.steps().resolve("rpm-root");
        Work.empty(rest);
        fill(rest, ZSH_RPM);
        Path resources = work.steps().resolve("rpm-resources");
        Work.empty(resources);
        String spec = Files.readString(work.installer().resolve("rpm").resolve("parley.spec"));
        Files.writeString(resources.resolve("parley.spec"), spec.replace("@REST@", rest.toString()).replace("@DATE@", "@" + Jars.DATE / 1000));
        return resources;
    }

    private void fill(Path root, String zsh) throws IOException {
        Packages.copy(work.installer().resolve("root"), root);
        Path programs = root.resolve("usr/bin");
        Files.deleteIfExists(programs.resolve("parley-relay"));
        Files.createSymbolicLink(programs.resolve("parley-relay"), Path.of("parley"));
        programs.resolve("parley").toFile().setExecutable(true, false);
        for (int size : ICONS) {
            Path folder = root.resolve("usr/share/icons/hicolor/" + size + "x" + size + "/apps");
            Files.createDirectories(folder);
            Files.copy(work.steps().resolve("icons/parley-" + size + ".png"), folder.resolve("parley.png"));
        }
        for (var made : SHELL.entrySet()) {
            Packages.copy(work.target().resolve(made.getKey()), root.resolve(made.getValue()));
        }
        Packages.copy(work.target().resolve("zsh"), root.resolve(zsh));
        Path legal = root.resolve("usr/share/doc/parley");
        Files.createDirectories(legal);
        for (String text : List.of("LICENSE", "NOTICE")) {
            Files.copy(work.project().resolve(text), legal.resolve(text.equals("LICENSE") ? "copyright" : text));
        }
    }
}
