package app.parley.client.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The core in a small heap, while strangers, garbage and made-up questions come in without end.
class StormTest {
    private static final String CALM = "survived, strangers 20, answers few, from Bob [before, after]";

    @TempDir
    Path folder;

    @Test
    void hundreds_of_first_contacts_and_worse_fit_into_a_small_heap() throws IOException, InterruptedException {
        survives(500);
    }

    /// Takes minutes: in `./mvnw -Pfuzz test`.
    @Test
    @Tag("fuzz")
    void ten_thousand_first_contacts_and_worse_fit_into_a_small_heap() throws IOException, InterruptedException {
        survives(10_000);
    }

    private void survives(int firstContacts) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Process storm = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Storm.class.getName(),
                        folder.toString(),
                        Integer.toString(firstContacts)))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertTrue(storm.waitFor(10, TimeUnit.MINUTES), "it hangs");
            String said = Files.readString(out, StandardCharsets.UTF_8);
            assertEquals(0, storm.exitValue(), said);
            assertTrue(said.contains(CALM), said);
        } finally {
            storm.destroyForcibly();
        }
    }
}
