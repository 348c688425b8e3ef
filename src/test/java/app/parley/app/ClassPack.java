package app.parley.app;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// The compiled classes and the libraries as jars, with archives of what a JVM makes of them when
/// it starts (class data sharing). Loading and verifying the same classes in hundreds of processes
/// was a third of the time of all tests. Made once for a build, by whichever test comes first; a
/// JVM that cannot use an archive goes on without it.
final class ClassPack {
    private static final Path TARGET = Path.of(System.getProperty("project.dir", "."), "target");
    private static final Path CLASSES = TARGET.resolve("classes");
    private static final Path LIBRARIES = TARGET.resolve("lib");

    /// What a JVM thinks of an archive is not worth a word on the output that tests read.
    private static final List<String> QUIET = List.of("-Xlog:cds*=off", "-Xlog:aot*=off");

    private static Optional<ClassPack> made = Optional.empty();

    private final Path folder;

    private ClassPack(Path folder) {
        this.folder = folder;
    }

    /// The pack of the classes that lie in `target` now.
    static synchronized ClassPack current() {
        if (made.isEmpty()) {
            try {
                made = Optional.of(open());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return made.get();
    }

    /// What the JVM needs to run a command: the class path, and the archive where one fits.
    ///
    /// @param command the first word of the command line
    /// @param more folders behind the pack on the class path
    List<String> options(String command, Path... more) {
        List<String> options = new ArrayList<>();
        if (Files.exists(archive(command))) {
            options.addAll(QUIET);
            options.add("-XX:SharedArchiveFile=" + archive(command));
        }
        String tail = Stream.of(more).map(entry -> File.pathSeparator + entry).collect(Collectors.joining());
        options.addAll(List.of("-cp", classPath() + tail));
        return options;
    }

    private String classPath() {
        try (Stream<Path> jars = Files.list(folder)) {
            return jars.filter(path -> path.toString().endsWith(".jar"))
                    .sorted()
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ClassPack open() throws IOException, InterruptedException {
        Path packs = Files.createDirectories(TARGET.resolve("packs").toAbsolutePath());
        Path folder = packs.resolve(fingerprint());
        try (FileChannel channel =
                        FileChannel.open(packs.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            Path finished = folder.resolve("finished");
            if (lock.isValid() && !Files.exists(finished)) {
                clear(packs);
                pack(Files.createDirectories(folder));
                new ClassPack(folder).rehearse();
                Files.createFile(finished);
            }
        }
        return new ClassPack(folder);
    }

    private static void clear(Path packs) throws IOException {
        try (Stream<Path> files = Files.walk(packs)) {
            // What another run still has open stays; it is of no use and does no harm.
            files.filter(file -> !file.equals(packs) && !file.endsWith("lock"))
                    .sorted((one, other) -> other.compareTo(one))
                    .forEach(file -> file.toFile().delete());
        }
    }

    /// Names, sizes and times of everything that goes in, in short.
    private static String fingerprint() throws IOException {
        CRC32 sum = new CRC32();
        for (Path file : Stream.concat(files(CLASSES).stream(), files(LIBRARIES).stream())
                .toList()) {
            String line = file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file) + "\n";
            sum.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void pack(Path folder) throws IOException {
        try (ZipOutputStream jar = zip(folder.resolve("0-parley.jar"))) {
            for (Path file : files(CLASSES)) {
                put(
                        jar,
                        CLASSES.relativize(file).toString().replace(File.separatorChar, '/'),
                        Files.readAllBytes(file));
            }
        }
        for (Path library : files(LIBRARIES)) {
            Path copy = folder.resolve(library.getFileName().toString());
            if (copy.getFileName().toString().startsWith("bc")) {
                copyUnsigned(library, copy);
            } else {
                Files.copy(library, copy);
            }
        }
    }

    /// Classes of a signed jar go into no archive, and each is checked again when it is loaded.
    private static void copyUnsigned(Path library, Path copy) throws IOException {
        try (InputStream in = Files.newInputStream(library);
                ZipInputStream from = new ZipInputStream(in);
                ZipOutputStream to = zip(copy)) {
            for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                if (!entry.isDirectory() && !entry.getName().matches("META-INF/.*\\.(SF|RSA|DSA|EC)")) {
                    put(to, entry.getName(), from.readAllBytes());
                }
            }
        }
    }

    private static ZipOutputStream zip(Path file) throws IOException {
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.setLevel(1);
        return zip;
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    /// A relay and somebody who signs up at it: both write down at their end what they had loaded.
    private void rehearse() throws IOException, InterruptedException {
        Path stage = Files.createTempDirectory("parley-rehearsal");
        Path data = stage.resolve("relay");
        Path profile = stage.resolve("alice");
        String phone = "+12025550101";
        try (ParleyProcess relay = recorded("relay", "--data", data.toString(), "--listen", "127.0.0.1:0", "--json")) {
            relay.next();
            String invite = RelayControl.ask(data, "invite", RelayControl.with("phone", phone))
                    .getFirst()
                    .get("invite")
                    .getAsString();
            List<String> signUp = List.of("sign-up", "--invite", invite, "--phone", phone, "--name", "Alice");
            List<String> line = new ArrayList<>(List.of("client", "--json", "--profile", profile.toString()));
            line.addAll(signUp);
            line.add("--unprotected");
            try (ParleyProcess client = recorded(line.toArray(new String[0]))) {
                client.endsWith(0);
            }
            relay.terminate();
            relay.endsWith(0);
        } catch (Failure e) {
            throw new IllegalStateException(e);
        }
    }

    private ParleyProcess recorded(String... line) {
        List<String> options = new ArrayList<>(QUIET);
        options.addAll(List.of("-XX:ArchiveClassesAtExit=" + archive(line[0]), "-cp", classPath()));
        return ParleyProcess.start(Map.of(), options, "app.parley.app.Main", List.of(line));
    }

    private Path archive(String command) {
        return folder.resolve(command + ".jsa");
    }
}
