package app.parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoProcessTest {
    @TempDir
    Path folder;

    @Test
    void the_headless_demo_plays_to_its_end_and_leaves_nothing_behind() throws Exception {
        List<String> here = List.of("-Djava.io.tmpdir=" + folder);
        try (ParleyProcess demo = ParleyProcess.start(Map.of(), here, "demo", "--headless")) {
            demo.endsWith(0);
            assertTrue(demo.words().contains("while you were away"), demo::words);
            assertTrue(demo.words().contains("verified"), demo::words);
            assertTrue(demo.words().contains("delivered, decrypted and acknowledged"), demo::words);
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(
                    List.of(),
                    left.filter(path -> path.getFileName().toString().startsWith("parley-demo"))
                            .toList());
        }
    }

    @Test
    void without_a_display_the_demo_names_the_headless_way() throws Exception {
        try (ParleyProcess demo = ParleyProcess.start("demo")) {
            demo.endsWith(1);
            assertEquals(1, demo.words().lines().count(), demo::words);
            assertTrue(demo.words().contains("demo --headless"), demo::words);
        }
    }
}
