package app.parley.app.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AutostartTest {
    private static final List<String> COMMAND = List.of("/opt/My $app/\"100%\"/parley", "--minimized");

    @TempDir
    Path home;

    @Test
    void on_linux_it_is_an_entry_in_the_autostart_folder() throws IOException {
        Autostart autostart = Autostart.of("Linux", home, Map.of(), "parley", COMMAND);
        Path file = home.resolve(".config/autostart/parley.desktop");
        assertFalse(autostart.on());
        autostart.set(true);
        assertTrue(autostart.on());
        assertTrue(Files.readAllLines(file)
                .contains("Exec=\"/opt/My \\\\$app/\\\\\"100%%\\\\\"/parley\" \"--minimized\""));
        autostart.set(true);
        autostart.set(false);
        autostart.set(false);
        assertFalse(Files.exists(file));
    }

    @Test
    void the_xdg_folder_is_used_when_it_is_absolute() throws IOException {
        Path settings = home.resolve("elsewhere");
        Autostart.of("Linux", home, Map.of("XDG_CONFIG_HOME", settings.toString()), "parley", COMMAND)
                .set(true);
        assertTrue(Files.exists(settings.resolve("autostart/parley.desktop")));
        Autostart.of("Linux", home, Map.of("XDG_CONFIG_HOME", "relative"), "parley", COMMAND)
                .set(true);
        assertTrue(Files.exists(home.resolve(".config/autostart/parley.desktop")));
    }

    @Test
    void on_a_mac_it_is_a_launch_agent() throws IOException {
        Autostart autostart =
                Autostart.of("Mac OS X", home, Map.of(), "parley", List.of("/A & B/parley", "--minimized"));
        autostart.set(true);
        String text = Files.readString(home.resolve("Library/LaunchAgents/app.parley.plist"));
        assertTrue(text.contains("<string>/A &amp; B/parley</string>"), text);
        assertTrue(text.contains("<key>RunAtLoad</key>"));
        autostart.set(false);
        assertFalse(autostart.on());
    }

    @Test
    void on_windows_it_is_a_value_of_the_run_key() throws IOException {
        List<List<String>> ran = new ArrayList<>();
        boolean[] there = {false};
        Tool reg = arguments -> {
            ran.add(arguments);
            return switch (arguments.get(1)) {
                case "query" -> there[0] ? 0 : 1;
                case "add" -> {
                    there[0] = true;
                    yield 0;
                }
                default -> {
                    there[0] = false;
                    yield 0;
                }
            };
        };
        RunKey autostart = new RunKey("parley", List.of("C:\\Program Files\\Parley\\Parley.exe", "--minimized"), reg);
        assertFalse(autostart.on());
        autostart.set(false);
        autostart.set(true);
        assertTrue(autostart.on());
        autostart.set(false);
        assertFalse(autostart.on());
        List<String> add = ran.stream()
                .filter(line -> line.get(1).equals("add"))
                .findFirst()
                .orElseThrow();
        assertTrue(add.contains("\\\"C:\\Program Files\\Parley\\Parley.exe\\\" \\\"--minimized\\\""), add.toString());
    }

    @Test
    void what_windows_refuses_is_an_error() {
        RunKey autostart = new RunKey("parley", COMMAND, arguments -> 1);
        assertThrows(IOException.class, () -> autostart.set(true));
    }

    @Test
    void without_a_command_it_is_not_possible() {
        Autostart autostart = Autostart.of("Linux", home, Map.of(), "parley", List.of());
        assertFalse(autostart.possible());
        assertThrows(IOException.class, () -> autostart.set(true));
        assertEquals(0, home.toFile().list().length);
    }
}
