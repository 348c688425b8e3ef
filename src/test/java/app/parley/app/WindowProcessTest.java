package app.parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The window as a real process, on JavaFX' Headless platform.
class WindowProcessTest {
    @TempDir
    Path folder;

    private ParleyProcess window(String... more) {
        Path target = Path.of(System.getProperty("project.dir", "."), "target");
        List<String> jvm = List.of(
                "--module-path",
                target.resolve("javafx").toString(),
                "--add-modules",
                "javafx.controls,javafx.fxml,javafx.swing",
                "--add-exports=javafx.base/com.sun.javafx.event=ALL-UNNAMED",
                "--add-exports=javafx.graphics/com.sun.glass.ui=ALL-UNNAMED",
                "--enable-native-access=javafx.graphics",
                "-Dglass.platform=Headless",
                "-Dprism.order=sw");
        String[] args = new String[2 + more.length];
        args[0] = "--data-dir";
        args[1] = folder.toString();
        System.arraycopy(more, 0, args, 2, more.length);
        return ParleyProcess.start(Map.of(), jvm, args);
    }

    @Test
    void a_second_start_raises_the_window_which_hosts_on_and_ends_well() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        Files.writeString(folder.resolve("settings.json"), "{\"hosting\":true,\"port\":" + port + "}");
        try (ParleyProcess first = window("--minimized")) {
            Path relay = folder.resolve("relay");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(40))
                    .until(() -> Files.exists(relay.resolve("control.json")) || !first.isAlive());
            JsonObject invite =
                    RelayControl.ask(relay, "invite", new JsonObject()).getFirst();
            assertTrue(invite.get("invite").getAsString().startsWith("parley://join/"));

            try (ParleyProcess second = window(invite.get("invite").getAsString())) {
                second.endsWith(0);
                assertTrue(second.words().contains("raised"), second::words);
            }
            assertTrue(first.isAlive(), first::words);
            first.terminate();
            first.endsWith(0);
            assertFalse(Files.exists(relay.resolve("control.json")));
            assertFalse(Files.exists(folder.resolve("window.json")));
            assertEquals("", first.words());
        }
        String settings = Files.readString(folder.resolve("settings.json"));
        assertTrue(settings.replace(" ", "").contains("\"hosting\":true"), settings);
    }

    @Test
    void a_named_profile_has_its_own_window_beside_the_first() throws Exception {
        new ProfileNames(new DataFolder(folder)).make("Work");
        Path work = folder.resolve("profiles").resolve("Work");
        try (ParleyProcess first = window("--minimized");
                ParleyProcess other = window("--profile-name", "work", "--minimized")) {
            for (Path each : List.of(folder, work)) {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> Files.exists(each.resolve("window.json")) || !other.isAlive());
            }
            assertTrue(first.isAlive() && other.isAlive(), () -> first.words() + other.words());
            other.terminate();
            other.endsWith(0);
            first.terminate();
            first.endsWith(0);
        }
    }

    @Test
    void damaged_settings_are_said_and_kept() throws Exception {
        Files.writeString(folder.resolve("settings.json"), "not json");
        try (ParleyProcess window = window()) {
            window.awaitWords("could not be understood");
            window.terminate();
            window.endsWith(0);
        }
        try (var files = Files.list(folder)) {
            assertTrue(files.anyMatch(file -> file.getFileName().toString().startsWith("settings.json.damaged-")));
        }
    }
}
