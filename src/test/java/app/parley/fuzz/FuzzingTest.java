package app.parley.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/// Really fuzzes each target in a JVM of its own: `./mvnw -Pfuzz test`, with `-Dfuzz.seconds=600` or
/// `-Dfuzz.target=content` if wanted. What was learned stays in `target/fuzz`; an input that breaks
/// something is written there as `crash-…`, to become a seed once it is understood.
@Tag("fuzz")
class FuzzingTest {
    private static final Path TARGET = Path.of(System.getProperty("project.dir", "."), "target");
    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 60);
    private static final String ONLY = System.getProperty("fuzz.target", "");

    @TestFactory
    Stream<DynamicTest> nothing_breaks() {
        return Targets.all().stream()
                .filter(target -> ONLY.isEmpty() || target.method().equals(ONLY))
                .map(target -> DynamicTest.dynamicTest(target.toString(), () -> fuzz(target)));
    }

    private static void fuzz(Targets.Target target) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(TARGET.resolve("fuzz"));
        Path log = folder.resolve(target + ".log");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:+EnableDynamicAgentLoading",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.type(),
                "--target_method=" + target.method(),
                "--instrumentation_includes=app.parley.**",
                // They rewrite what regular expressions see, at a cost that drowns what a decoder allocates.
                "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.RegexRoadblocks",
                "--reproducer_path=" + folder + File.separator,
                "-artifact_prefix=" + folder + File.separator,
                "-max_len=20000",
                "-max_total_time=" + SECONDS));
        builder.environment().put("JAZZER_FUZZ", "1");
        builder.directory(folder.toFile());
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        assertEquals(0, builder.start().waitFor(), () -> "something broke: see " + log);
    }
}
