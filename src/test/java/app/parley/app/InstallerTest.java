package app.parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import picocli.CommandLine;

/// What the installers say of the program is true of it. That they work is shown by
/// `installer/linux/test`, which takes minutes.
class InstallerTest {
    private static final Path INSTALLER =
            Path.of(System.getProperty("project.dir", ".")).resolve("installer");

    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(INSTALLER.resolve(file));
    }

    private static Properties properties(String file) throws IOException {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(INSTALLER.resolve(file))) {
            properties.load(reader);
        }
        return properties;
    }

    @Test
    void the_launchers_name_programs_that_exist() throws Exception {
        String window = lines("options").stream()
                .filter(line -> line.startsWith("--main-class "))
                .findFirst()
                .orElseThrow()
                .substring("--main-class ".length());
        for (String name : List.of(window, properties("relay.properties").getProperty("main-class"))) {
            Class.forName(name).getMethod("main", String[].class);
        }
    }

    /// An option of the JVM that only one of them had would be noticed by nobody until something breaks.
    @Test
    void an_installed_window_gets_the_same_jvm_as_one_from_sources() throws IOException {
        String launcher = Files.readString(INSTALLER.resolveSibling("parley"));
        // A cache that does not fit costs time and nothing else, so nobody is told.
        Set<String> onlyInstalled = Set.of("-XX:+DisableAttachMechanism", "-Xlog:all=error,aot*=off,cds*=off:stderr");
        Pattern option = Pattern.compile("--java-options \"([^\"]+)\"");
        Set<String> missing = lines("options").stream()
                .map(option::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1))
                .filter(each -> !each.contains("$APPDIR") && !onlyInstalled.contains(each))
                .filter(each -> !launcher.contains(each))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), missing);
    }

    @Test
    void links_and_invite_files_are_said_to_open_it() throws IOException {
        List<String> entry = lines("linux/root/usr/share/applications/parley.desktop");
        String types = entry.stream()
                .filter(line -> line.startsWith("MimeType="))
                .findFirst()
                .orElseThrow();
        String file = properties("invite.properties").getProperty("mime-type");
        assertTrue(types.contains("x-scheme-handler/parley;") && types.contains(file + ";"), types);
        assertTrue(entry.contains("Exec=/usr/bin/parley %u"));
        assertTrue(entry.contains("StartupWMClass=" + Toolkit.WINDOW_CLASS));
        assertTrue(String.join("", lines("linux/root/usr/share/mime/packages/parley.xml"))
                .contains("type=\"" + file + "\""));
    }

    @Test
    void the_service_starts_the_relay_with_options_that_it_has() throws IOException {
        String start = lines("linux/root/usr/lib/systemd/system/parley-relay.service").stream()
                .filter(line -> line.startsWith("ExecStart="))
                .findFirst()
                .orElseThrow();
        CommandLine relay = ParleyCommand.commandLine(Surroundings.ofThisProcess())
                .getSubcommands()
                .get("relay");
        List<String> unknown = Arrays.stream(start.split(" "))
                .filter(word -> word.startsWith("--"))
                .filter(word -> relay.getCommandSpec().findOption(word) == null)
                .toList();
        assertEquals(List.of(), unknown);
        assertTrue(start.contains("--listen ${PARLEY_LISTEN}"), start);
        assertTrue(lines("linux/root/etc/default/parley-relay").contains("PARLEY_LISTEN=0.0.0.0:7300"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void the_programs_can_be_run() {
        for (String program :
                List.of("build", "linux/build", "linux/test", "macos/build", "linux/root/usr/bin/parley")) {
            assertTrue(Files.isExecutable(INSTALLER.resolve(program)), program);
        }
    }

    /// A relay must not begin to listen because a package was installed.
    @Test
    void nothing_is_switched_on_by_installing() throws IOException {
        for (String script : List.of("linux/deb/postinst", "linux/rpm/parley.spec")) {
            assertFalse(String.join("\n", lines(script)).contains("enable --now"), script);
        }
    }
}
