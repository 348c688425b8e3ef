package app.parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        Terminal terminal = new Terminal(InputStream.nullInputStream(), out, err);
        return ParleyCommand.commandLine(new Surroundings(terminal, Map.of(), InstantSource.system()))
                .execute(args);
    }

    private String words() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "--nonsense",
                "relay",
                "relay --data x",
                "relay --data x --listen nowhere",
                "relay invite",
                "relay codes extra --data x",
                "client",
                "client nonsense",
                "client receive",
                "client --profile x send hello",
                "client --profile x send --to +12025550101",
                "client --profile x send --to +1 hello",
                "client --profile x send --to +12025550101 --wait seen hello",
                "client --profile x send --to +12025550101 --timeout soon hello",
                "client --profile x receive --timeout -1",
                "client --profile x sign-up --phone +12025550101 --name A",
                "client --profile x sign-up --invite parley://join/AAAA --phone +12025550101 --name A",
                "client --profile x sign-up --invite http://example.org --phone +12025550101 --name A",
                "client --profile x verify --with +12025550101 --number 12345",
                "client --profile x history",
                "demo --nonsense"
            })
    void wrong_use_ends_with_2_and_words(String line) {
        assertEquals(2, run(line.split(" ")));
        assertFalse(words().isBlank());
        assertFalse(words().contains("Exception"), words());
        assertEquals("", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void a_profile_that_is_not_there_ends_with_1_and_is_not_made() {
        Path missing = folder.resolve("missing");
        for (String command : new String[] {"people", "receive", "invite"}) {
            assertEquals(1, run("client", "--profile", missing.toString(), command, "--json"));
        }
        assertTrue(words().contains("sign-up"), words());
        assertFalse(Files.exists(missing));
    }

    @Test
    void asking_a_relay_that_does_not_run_says_how_to_start_it() {
        for (String command : new String[] {"invite", "codes", "status"}) {
            assertEquals(1, run("relay", command, "--data", folder.toString(), "--json"));
        }
        assertTrue(words().contains("No relay runs on"), words());
    }

    @Test
    void text_that_the_terminal_damaged_is_never_sent() {
        assertEquals(2, run("client", "--profile", "x", "send", "--to", "+12025550101", "gr\uFFFDn"));
        assertTrue(words().contains("LC_ALL=C.UTF-8"), words());
    }

    @Test
    void no_display_is_said_in_one_line_with_the_other_ways() {
        assertEquals(1, runWithoutFakeDisplay());
        assertEquals(1, words().lines().count(), words());
        assertTrue(words().contains("parley relay") && words().contains("parley demo --headless"), words());
    }

    private int runWithoutFakeDisplay() {
        String platform = System.clearProperty("glass.platform");
        try {
            return run("--data-dir", folder.toString());
        } finally {
            if (platform != null) {
                System.setProperty("glass.platform", platform);
            }
        }
    }

    @Test
    void the_version_is_that_of_the_pom() throws Exception {
        Path pom = Path.of(System.getProperty("project.dir", "."), "pom.xml");
        assertTrue(Files.readString(pom).contains("<version>" + ParleyCommand.VERSION + "</version>\n    <packaging>"));
    }
}
