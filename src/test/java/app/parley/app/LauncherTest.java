package app.parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The real `./parley` in a folder with a blank in its name, with a JDK and a Maven that only
/// write down how they were called. Not for Windows, which has no POSIX shell: `parley.cmd` is
/// another program.
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    @TempDir
    Path folder;

    private Path home;
    private Path jdk;

    private record Ended(int code, String out, String err) {}

    @BeforeEach
    void lay_out() throws IOException {
        Path project = Path.of(System.getProperty("project.dir", "."));
        home = Files.createDirectories(folder.resolve("a b/parley"));
        jdk = folder.resolve("jdk 25");
        script(home.resolve("parley"), Files.readString(project.resolve("parley")));
        script(home.resolve(".mvn/find-jdk.sh"), Files.readString(project.resolve(".mvn/find-jdk.sh")));
        script(
                home.resolve("mvnw"),
                "#!/bin/sh\necho build noise\necho \"$*\" >>builds\nsleep 0.3\nmkdir -p target/classes\n");
        Files.createDirectories(home.resolve("src/main/java"));
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Files.writeString(home.resolve("src/main/java/A.java"), "class A {}");
        script(jdk.resolve("bin/java"), "#!/bin/sh\nfor a; do echo \"[$a]\"; done\npwd\nexit 7\n");
        script(jdk.resolve("bin/javac"), "#!/bin/sh\n");
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Process start(Path command, String... args) throws IOException {
        return start(":99", command, args);
    }

    private Process start(String display, Path command, String... args) throws IOException {
        List<String> line = new ArrayList<>(List.of("/bin/sh", command.toString()));
        line.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", jdk.toString());
        environment.remove("PARLEY_JAVA_OPTS");
        environment.remove("WAYLAND_DISPLAY");
        environment.put("DISPLAY", display);
        return builder.start();
    }

    private static Ended end(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return new Ended(process.exitValue(), out, err);
    }

    private Ended run(String... args) throws Exception {
        return end(start(home.resolve("parley"), args));
    }

    private List<String> builds() throws IOException {
        Path file = home.resolve("builds");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    @Test
    void it_builds_once_and_runs_with_the_arguments_as_they_were() throws Exception {
        Ended first = run("client", "send", "two words", "*", "");
        assertEquals(7, first.code(), "the exit code is the program's");
        assertTrue(
                first.out().contains("[app.parley.app.Main]\n[client]\n[send]\n[two words]\n[*]\n[]\n"), first.out());
        assertTrue(first.out().endsWith(folder.toRealPath() + "\n"), "it runs where it was called");
        assertTrue(!first.out().contains("noise") && !first.err().contains("noise"), "no build noise");
        assertEquals(1, first.err().lines().count());
        Ended second = run("client");
        assertEquals("", second.err());
        assertEquals(1, builds().size());
        assertTrue(!builds().getFirst().contains("test"), "no test runs: " + builds());
    }

    @Test
    void it_builds_again_after_a_source_changed_or_went() throws Exception {
        run("client");
        Path source = home.resolve("src/main/java/A.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
        run("client");
        assertEquals(2, builds().size());
    }

    @Test
    void two_starts_at_once_build_once() throws Exception {
        Process one = start(home.resolve("parley"), "client");
        Process two = start(home.resolve("parley"), "client");
        assertEquals(7, end(one).code());
        assertEquals(7, end(two).code());
        assertEquals(1, builds().size());
    }

    @Test
    void a_builder_that_died_holds_nobody_up() throws Exception {
        Path lock = Files.createDirectories(home.resolve("target/parley.lock"));
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.writeString(lock.resolve("pid"), dead.pid() + "\n");
        assertEquals(7, run("client").code());
    }

    @Test
    void a_failed_build_starts_nothing_and_shows_its_end_as_words() throws Exception {
        script(home.resolve("mvnw"), "#!/bin/sh\necho the compiler is not happy\nexit 1\n");
        Ended ended = run("client");
        assertEquals(1, ended.code());
        assertEquals("", ended.out());
        assertTrue(ended.err().contains("could not be built") && ended.err().contains("not happy"), ended.err());
        assertEquals(1, run("client").code(), "and the next start tries again");
    }

    @Test
    void it_works_through_symbolic_links() throws Exception {
        Path absolute = Files.createSymbolicLink(folder.resolve("one"), home.resolve("parley"));
        Path relative = Files.createSymbolicLink(folder.resolve("two"), Path.of("one"));
        assertEquals(7, end(start(absolute, "client")).code());
        assertEquals(7, end(start(relative, "client")).code());
    }

    @Test
    void only_the_window_gets_the_modules_of_javafx() throws Exception {
        for (String[] headless : new String[][] {{"relay"}, {"client", "people"}, {"demo", "--headless"}, {"--help"}}) {
            assertTrue(!run(headless).out().contains("javafx"), String.join(" ", headless));
        }
        assertTrue(run().out().contains("[javafx.controls,javafx.fxml,javafx.swing]"));
        assertTrue(run("demo").out().contains("[javafx.controls,javafx.fxml,javafx.swing]"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void without_a_display_it_says_so_before_it_builds_anything() throws Exception {
        Ended ended = end(start("", home.resolve("parley")));
        assertEquals(1, ended.code());
        assertTrue(ended.err().startsWith("There is no display") && ended.err().contains("demo --headless"));
        assertEquals(1, ended.err().lines().count());
        assertEquals(List.of(), builds());
    }

    @Test
    void without_a_jdk_it_says_so_in_one_line_with_the_command_that_helps() throws Exception {
        script(home.resolve(".mvn/find-jdk.sh"), "parley_find_jdk() {\n  return 1\n}\n");
        Ended ended = run();
        assertEquals(1, ended.code());
        assertEquals(1, ended.err().lines().count());
        assertTrue(ended.err().contains("JDK 25") && ended.err().contains("./parley relay"), ended.err());
    }
}
