import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Lays out the archives of an installed Parley: ours and the libraries, without what this system can never use.
///
/// Native code for other systems is left out (sqlite-jdbc brings 15 MB for all of them; its own for this system lies
/// beside the archives). Signatures of archives are,
/// too: Java would check each class of Bouncy Castle against them at every start, and takes no such class into the
/// ahead-of-time cache; what is installed is covered as a whole by the package's own sum and signature. Entries are
/// stored as they are, since packages are compressed anyway, with one date, so that the same sources give the same
/// archives.
final class Jars {
    private static final Predicate<String> SIGNATURE =
            Pattern.compile("META-INF/[^/]+\\.(SF|DSA|RSA|EC)").asMatchPredicate();
    /// How the names of entries begin that hold native code, up to the system.
    private static final String SQLITE = "org/sqlite/native/";

    private static final String JNA = "com/sun/jna/";

    /// In milliseconds since 1970.
    static final long DATE = 1_793_491_200_000L;

    private final Work work;

    Jars(Work work) {
        this.work = work;
    }

    void stage() throws IOException {
        Work.empty(work.input());
        copy(work.target().resolve("parley-" + work.version() + ".jar"), work.input().resolve("parley.jar"));
        for (Path jar : Work.files(work.target().resolve("lib"))) {
            copy(jar, work.input().resolve(jar.getFileName()));
            sqlite(jar);
        }
        Path modules = work.steps().resolve("javafx");
        Work.empty(modules);
        for (Path jar : Work.files(work.target().resolve("javafx"))) {
            copy(jar, modules.resolve(jar.getFileName()), name -> !isLibrary(name));
        }
    }

    /// SQLite's library, which lies beside the archives once installed (`org.sqlite.lib.path`): from inside one it would
    /// be unpacked into a temporary folder at every start.
    private void sqlite(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().filter(each -> isSqlite(each.getName())).toList()) {
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, work.input().resolve(Path.of(entry.getName()).getFileName()));
                }
            }
        }
    }

    private boolean isSqlite(String name) {
        return name.startsWith(SQLITE + sqliteSystem() + "/" + sqliteArch() + "/") && !name.endsWith("/");
    }

    /// Libraries of JavaFX, which lie beside the run time's own once installed: from inside an archive they would be
    /// unpacked into the person's home.
    void libraries(Path folder) throws IOException {
        for (Path jar : Work.files(work.target().resolve("javafx"))) {
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                for (ZipEntry entry : zip.stream().filter(each -> isLibrary(each.getName())).toList()) {
                    Path file = folder.resolve(Path.of(entry.getName()).getFileName());
                    try (InputStream in = zip.getInputStream(entry)) {
                        Files.copy(in, file);
                    }
                    file.toFile().setExecutable(true, false);
                }
            }
        }
    }

    private static boolean isLibrary(String name) {
        return name.matches("[^/]+\\.(so|dll|dylib)");
    }

    private void copy(Path from, Path to) throws IOException {
        copy(from, to, this::isWanted);
    }

    private static void copy(Path from, Path to, Predicate<String> wanted) throws IOException {
        try (ZipFile zip = new ZipFile(from.toFile());
                OutputStream file = Files.newOutputStream(to);
                ZipOutputStream out = new ZipOutputStream(file)) {
            out.setMethod(ZipOutputStream.STORED);
            for (ZipEntry entry : zip.stream()
                    .filter(each -> !each.isDirectory() && !SIGNATURE.test(each.getName()) && wanted.test(each.getName()))
                    .toList()) {
                byte[] octets;
                try (InputStream in = zip.getInputStream(entry)) {
                    octets = in.readAllBytes();
                }
                CRC32 sum = new CRC32();
                sum.update(octets);
                ZipEntry stored = new ZipEntry(entry.getName());
                stored.setTime(DATE);
                stored.setSize(octets.length);
                stored.setCrc(sum.getValue());
                out.putNextEntry(stored);
                out.write(octets);
            }
        }
    }

    private boolean isWanted(String name) {
        return !name.startsWith(SQLITE)
                && (!name.startsWith(JNA) || wantedByJna(name.substring(JNA.length()).split("/")));
    }

    private boolean wantedByJna(String[] parts) {
        // Classes and packages lie beside the folders of the systems, which have a hyphen.
        return parts.length == 1 || !parts[0].contains("-") || parts[0].equals(jnaSystem());
    }

    private String sqliteSystem() {
        return switch (work.system()) {
            case LINUX -> "Linux";
            case MACOS -> "Mac";
            case WINDOWS -> "Windows";
        };
    }

    private static boolean isArm() {
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return arch.equals("aarch64") || arch.startsWith("arm");
    }

    private static String sqliteArch() {
        return isArm() ? "aarch64" : "x86_64";
    }

    private String jnaSystem() {
        String system =
                switch (work.system()) {
                    case LINUX -> "linux";
                    case MACOS -> "darwin";
                    case WINDOWS -> "win32";
                };
        return system + (isArm() ? "-aarch64" : "-x86-64");
    }
}
