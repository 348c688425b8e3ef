package app.parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// When the JVM itself dies it writes registers, pieces of memory and the environment into a file,
/// and the system all of its memory into another: keys would be in both.
class FatalErrorTest {
    private static final Pattern OPTION = Pattern.compile("--java-options \"(-XX:[^\"$]+)\"");

    @TempDir
    Path folder;

    /// A program that waits.
    static final class Waiting {
        public static void main(String[] args) throws IOException {
            System.out.println("ready");
            System.out.flush();
            System.in.read();
        }
    }

    private List<Path> leftBy(List<String> options) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Waiting.class.getName()));
        Path here = Files.createTempDirectory(folder, "run");
        Process process = new ProcessBuilder(command)
                .directory(here.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals("ready", process.inputReader().readLine());
        new ProcessBuilder("kill", "-SEGV", Long.toString(process.pid()))
                .start()
                .waitFor();
        process.inputReader().transferTo(Writer.nullWriter());
        process.waitFor();
        try (Stream<Path> all = Files.list(here)) {
            return all.toList();
        }
    }

    private static List<String> installed() throws IOException {
        return Files.readAllLines(Path.of("installer/options")).stream()
                .map(OPTION::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1))
                .toList();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void nothing_of_the_memory_is_written_when_the_jvm_dies() throws Exception {
        assertTrue(
                leftBy(List.of("-XX:-CreateCoredumpOnCrash")).stream()
                        .anyMatch(file -> file.getFileName().toString().startsWith("hs_err")),
                "what this test looks for is written without our options");
        assertEquals(List.of(), leftBy(installed()));
        String launcher = Files.readString(Path.of("parley"));
        assertTrue(launcher.contains("-XX:+SuppressFatalErrorMessage -XX:-CreateCoredumpOnCrash"));
    }
}
