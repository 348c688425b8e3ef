import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The application with a run time of its own, as it lies on people's disks.
final class Image {
    /// What no class names, and is used all the same: the calendars of our languages.
    private static final Set<String> UNNAMED = Set.of("jdk.localedata");

    private static final String LOCALES = "en,de,fr,he,ar";
    /// Seconds that the run lasts from which the cache is made: both windows stand long before.
    private static final String TRAINING = "20";

    private final Work work;
    private final Path folder;

    Image(Work work) {
        this.work = work;
        this.folder = work.steps().resolve("image");
    }

    /// @return the folder (on macOS the bundle) of the application
    Path make() throws Exception {
        Path runtime = runtime();
        List<String> command = new ArrayList<>(List.of(
                Work.java("jpackage").toString(),
                "--type", "app-image",
                "@" + work.project().resolve("installer").resolve("options"),
                "@" + work.installer().resolve("options"),
                "--app-version", work.version(),
                "--icon", work.icon().toString(),
                "--input", work.input().toString(),
                "--runtime-image", runtime.toString(),
                "--dest", folder.toString()));
        Work.run(command, work.project());
        Path image = folder.resolve(work.system() == Work.System.MACOS ? work.system().program + ".app" : work.system().program);
        date(image);
        train(image);
        return image;
    }

    /// A Java of only those modules that are used.
    private Path runtime() throws IOException, InterruptedException {
        Path runtime = work.steps().resolve("runtime");
        Path modules = work.steps().resolve("javafx");
        Set<String> names = new TreeSet<>(UNNAMED);
        names.addAll(used(modules));
        System.out.println("modules: " + String.join(" ", names));
        tool("jlink", List.of(
                "--module-path", modules.toString(),
                "--add-modules", String.join(",", names),
                "--include-locales=" + LOCALES,
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                "--output", runtime.toString()));
        new Jars(work).libraries(runtime.resolve(work.system() == Work.System.WINDOWS ? "bin" : "lib"));
        return runtime;
    }

    private Set<String> used(Path modules) throws IOException, InterruptedException {
        List<String> jars = Work.files(work.input()).stream()
                .map(Path::toString)
                .filter(file -> file.endsWith(".jar"))
                .toList();
        List<String> args = new ArrayList<>(List.of(
                "--ignore-missing-deps",
                "--print-module-deps",
                "--multi-release", "25",
                "--module-path", modules.toString(),
                "--class-path", String.join(File.pathSeparator, jars)));
        args.addAll(jars);
        // Warnings come before the list.
        return Arrays.stream(tool("jdeps", args).getLast().split(","))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// @return what it said, line by line
    private static List<String> tool(String name, List<String> args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Work.java(name).toString()));
        command.addAll(args);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> said = process.inputReader().lines().toList();
        if (process.waitFor() != 0) {
            throw new IOException(name + " failed: " + String.join("\n", said));
        }
        return said;
    }

    /// Gives the archives and the run time one date: the cache is taken only with those of its own date, and some
    /// packages copy files without theirs.
    private void date(Path image) throws IOException {
        for (Path root : List.of(application(image), runtime(image).resolve("lib"))) {
            for (Path file : Work.files(root)) {
                Files.setLastModifiedTime(file, FileTime.fromMillis(Jars.DATE));
            }
        }
    }

    /// Runs the demo once (a relay, two people, their windows, drawn without a screen) and keeps what Java loaded and
    /// linked for it. After that the program `java` goes: the launchers bring their own.
    private void train(Path image) throws IOException, InterruptedException {
        Path app = application(image);
        Path runtime = runtime(image);
        Path java = runtime.resolve("bin").resolve("java" + (work.system() == Work.System.WINDOWS ? ".exe" : ""));
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(options(app));
        command.replaceAll(option -> option.replace("-XX:AOTCache=", "-XX:AOTCacheOutput="));
        command.addAll(List.of(
                "-Dglass.platform=Headless", "-Dprism.order=sw", "-cp", classPath(app), "app.parley.app.Main",
                "demo", "--for", TRAINING));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(work.steps().resolve("training.log").toFile())
                .start();
        Path cache = app.resolve("parley.aot");
        if (process.waitFor() != 0 || Files.notExists(cache)) {
            throw new IOException("the cache was not made: " + Files.readString(work.steps().resolve("training.log")));
        }
        if (work.system() != Work.System.WINDOWS) {
            Work.delete(runtime.resolve("bin"));
        }
    }

    /// The options of the JVM, as jpackage wrote them for the launcher.
    private static List<String> options(Path app) throws IOException {
        return configured(app, "java-options=");
    }

    private static String classPath(Path app) throws IOException {
        return String.join(File.pathSeparator, configured(app, "app.classpath="));
    }

    private static List<String> configured(Path app, String key) throws IOException {
        List<Path> files = Work.files(app).stream()
                .filter(file -> file.getFileName().toString().matches("[Pp]arley\\.cfg"))
                .toList();
        List<String> values = new ArrayList<>();
        for (String line : Files.readAllLines(files.getFirst())) {
            if (line.startsWith(key)) {
                values.add(line.substring(key.length()).replace("$APPDIR", app.toString()));
            }
        }
        return values;
    }

    private Path application(Path image) {
        return image.resolve(
                Map.of(Work.System.LINUX, "lib/app", Work.System.MACOS, "Contents/app", Work.System.WINDOWS, "app")
                        .get(work.system()));
    }

    private Path runtime(Path image) {
        return image.resolve(Map.of(
                        Work.System.LINUX, "lib/runtime",
                        Work.System.MACOS, "Contents/runtime/Contents/Home",
                        Work.System.WINDOWS, "runtime")
                .get(work.system()));
    }
}
