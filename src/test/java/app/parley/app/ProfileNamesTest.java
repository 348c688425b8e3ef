package app.parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.ui.Profiles.NameException;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Several profiles in one data folder, and a data folder beside the program.
class ProfileNamesTest {
    @TempDir
    Path folder;

    private ProfileNames profiles() {
        return new ProfileNames(new DataFolder(folder));
    }

    @Test
    void a_profile_is_a_data_folder_of_its_own() throws Exception {
        assertEquals(List.of(), profiles().names());
        assertEquals("Work", profiles().make(" Work "));
        assertEquals("Zoë 2", profiles().make("Zoe\u0308 2"));
        assertEquals(List.of("Work", "Zoë 2"), profiles().names());
        DataFolder work = profiles().find("work").orElseThrow();
        assertEquals(folder.resolve("profiles").resolve("Work"), work.root());
        assertNotEquals(new DataFolder(folder).startName(), work.startName());
        assertNotEquals(profiles().find("zoë 2").orElseThrow().startName(), work.startName());
        assertEquals(Optional.empty(), profiles().find("other"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "..",
                "a/b",
                "a\\b",
                ".hidden",
                "-x",
                "x-",
                "CON",
                "lpt1",
                "a:b",
                "a\nb",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void names_that_could_mean_another_folder_are_refused(String name) {
        NameException refused =
                assertThrows(NameException.class, () -> profiles().make(name));
        assertEquals(NameException.Why.MALFORMED, refused.why());
        assertFalse(Files.exists(folder.resolve("profiles")));
    }

    @Test
    void a_name_is_taken_in_any_capitals() throws Exception {
        profiles().make("Work");
        NameException refused =
                assertThrows(NameException.class, () -> profiles().make("wORK"));
        assertEquals(NameException.Why.TAKEN, refused.why());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void only_its_owner_may_look_into_it() throws Exception {
        profiles().make("Work");
        Path made = folder.resolve("profiles");
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made.resolve("Work"))));
    }

    @Test
    void a_name_that_there_is_not_opens_nothing_and_makes_nothing() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(InputStream.nullInputStream(), new ByteArrayOutputStream(), err);
        System.setProperty("glass.platform", "Headless");
        int code = ParleyCommand.commandLine(new Surroundings(terminal, Map.of(), InstantSource.system()))
                .execute("--data-dir", folder.toString(), "--profile-name", "Wrok");
        assertEquals(1, code);
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("--choose-profile"), err::toString);
        assertFalse(Files.exists(folder.resolve("profiles")));
    }

    @Test
    void without_others_nobody_is_asked_and_an_icon_in_the_tray_asks_nobody_either() throws Exception {
        ProfileStart start = new ProfileStart(Surroundings.ofThisProcess(), profiles());
        assertEquals(Optional.of(new DataFolder(folder)), start.find(Optional.empty(), false, false));
        profiles().make("Work");
        assertEquals(Optional.of(new DataFolder(folder)), start.find(Optional.empty(), false, true));
        assertEquals(
                Optional.of(new DataFolder(folder.resolve("profiles/Work"))),
                start.find(Optional.of("work"), false, true));
    }

    @Test
    void a_folder_data_beside_the_program_is_the_usual_one() throws Exception {
        Path linux = folder.resolve("parley/bin/parley");
        assertEquals(Optional.empty(), DataFolder.portable("Linux", linux.toString()));
        Path data = Files.createDirectories(folder.resolve("parley/data"));
        assertEquals(Optional.of(new DataFolder(data)), DataFolder.portable("Linux", linux.toString()));
        assertEquals(
                Optional.of(new DataFolder(data)),
                DataFolder.portable(
                        "Windows 11", folder.resolve("parley/Parley.exe").toString()));
        assertEquals(
                Optional.of(new DataFolder(data)),
                DataFolder.portable(
                        "Mac OS X",
                        folder.resolve("parley/Parley.app/Contents/MacOS/Parley")
                                .toString()));
        assertEquals(Optional.empty(), DataFolder.portable("Linux", null));
        Files.delete(data);
        Files.writeString(data, "a file");
        assertEquals(Optional.empty(), DataFolder.portable("Linux", linux.toString()));
    }
}
