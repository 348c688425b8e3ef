package app.parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.ui.UiSettings.Appearance;
import app.parley.ui.UiSettings.Closing;
import app.parley.ui.UiSettings.Notices;
import app.parley.ui.WindowMemory.Placement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_800_000_000));

    @TempDir
    Path folder;

    private SettingsFile open() throws IOException {
        return SettingsFile.open(new DataFolder(folder), CLOCK);
    }

    private Path file() {
        return folder.resolve("settings.json");
    }

    @Test
    void what_was_chosen_is_there_at_the_next_start() throws IOException {
        Placement place = new Placement(-12.5, 40, 1200, 800, true, 310);
        try (SettingsFile settings = open()) {
            settings.setAppearance(Appearance.DARK);
            settings.setZoom(120);
            settings.setLockAfter(15);
            settings.setNotices(Notices.NAME);
            settings.setClosing(Closing.STAY);
            settings.setRecentEmoji(List.of("😀", "❤️"));
            settings.remember(place);
            settings.setHosting(true, 7301);
        }
        try (SettingsFile settings = open()) {
            assertEquals(Appearance.DARK, settings.appearance());
            assertEquals(120, settings.zoom());
            assertEquals(15, settings.lockAfter());
            assertEquals(Notices.NAME, settings.notices());
            assertEquals(Closing.STAY, settings.closing());
            assertEquals(List.of("😀", "❤️"), settings.recentEmoji());
            assertEquals(Optional.of(place), settings.placement());
            assertTrue(settings.hosting());
            assertEquals(7301, settings.port());
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    }

    @Test
    void without_a_file_the_usual_settings_hold() throws IOException {
        try (SettingsFile settings = open()) {
            assertEquals(Appearance.SYSTEM, settings.appearance());
            assertEquals(100, settings.zoom());
            assertEquals(0, settings.lockAfter());
            assertEquals(Notices.NAME_AND_TEXT, settings.notices());
            assertEquals(Closing.ASK, settings.closing());
            assertEquals(Optional.empty(), settings.placement());
            assertFalse(settings.hosting());
            assertEquals(SettingsFile.USUAL_PORT, settings.port());
            assertEquals(Optional.empty(), settings.damaged());
        }
        assertFalse(Files.exists(file()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"zoom\":100} x",
                "{zoom:100}",
                "{\"zoom\":100,\"zoom\":110}",
                "{\"zoom\":99999999999999999999}",
                "{\"zoom\":79}",
                "{\"zoom\":\"100\"}",
                "{\"appearance\":\"blue\"}",
                "{\"appearance\":null}",
                "{\"zoom\":null}",
                "{\"lockAfter\":null}",
                "{\"notices\":\"all\"}",
                "{\"closing\":1}",
                "{\"recentEmoji\":\"x\"}",
                "{\"recentEmoji\":[1]}",
                "{\"window\":null}",
                "{\"window\":{\"x\":null,\"y\":0,\"width\":1,\"height\":1,\"listWidth\":1}}",
                "{\"hosting\":null}",
                "{\"port\":null}",
                "null",
                "{\"hosting\":1}",
                "{\"port\":65536}",
                "{\"port\":7300.5}",
                "{\"window\":{\"x\":1}}",
                "{\"window\":{\"x\":NaN,\"y\":0,\"width\":1,\"height\":1,\"listWidth\":1}}",
                "{\"a\":[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]}"
            })
    void a_damaged_file_is_kept_aside_and_never_lost(String text) throws IOException {
        Files.writeString(file(), text);
        try (SettingsFile settings = open()) {
            Path aside = settings.damaged().orElseThrow();
            assertEquals(text, Files.readString(aside));
            assertEquals(100, settings.zoom());
            settings.setZoom(110);
        }
        try (SettingsFile settings = open()) {
            assertEquals(110, settings.zoom());
            assertEquals(Optional.empty(), settings.damaged());
        }
    }

    @Test
    void what_a_newer_version_wrote_is_kept() throws IOException {
        String window = "\"x\":1,\"y\":2,\"width\":3,\"height\":4,\"maximized\":false,\"listWidth\":5";
        String unknown = "\"future\":{\"a\":[1,null,1e3],\"b\":null,\"<\":\"\\u2028\"},\"gone\":null";
        Files.writeString(file(), "{" + unknown + ",\"zoom\":90,\"window\":{" + window + ",\"screen\":null}}");
        try (SettingsFile settings = open()) {
            assertEquals(Optional.empty(), settings.damaged());
            settings.setZoom(110);
            settings.remember(new Placement(6, 2, 3, 4, false, 5));
        }
        JsonObject expected = StrictJson.object(
                "{" + unknown + ",\"zoom\":110,\"window\":{" + window.replace("1", "6") + ",\"screen\":null}}");
        assertEquals(expected, StrictJson.object(Files.readString(file())));
    }

    @Test
    void a_window_that_was_never_shown_has_a_place_that_can_be_read_again() throws IOException {
        try (SettingsFile settings = open()) {
            settings.remember(new Placement(Double.NaN, Double.NaN, Double.NaN, 600, false, -1));
        }
        try (SettingsFile settings = open()) {
            assertEquals(Optional.of(new Placement(0, 0, 0, 600, false, 0)), settings.placement());
        }
    }
}
