package app.parley.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.parley.fuzz.Canonical;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/// JSON from files and from other processes.
class SettingsFuzzTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_800_000_000));

    @TempDir
    Path folder;

    /// What was understood is understood again, the same, from what it is written as.
    @FuzzTest
    void json(byte[] data) {
        Canonical.find(data, bytes -> parsed(new String(bytes, UTF_8)))
                .ifPresent(object -> assertEquals(Optional.of(object), parsed(object.toString())));
    }

    private static Optional<JsonObject> parsed(String text) {
        try {
            return Optional.of(StrictJson.object(text));
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }

    /// Any file gives settings that can be read, changed and read again.
    @FuzzTest
    void settings_file(byte[] data) throws IOException {
        DataFolder where = new DataFolder(folder);
        Files.write(where.settings(), data);
        try (SettingsFile settings = SettingsFile.open(where, CLOCK)) {
            if (settings.damaged().isPresent()) {
                Files.delete(settings.damaged().get());
                return;
            }
            settings.setZoom(settings.zoom() == 110 ? 100 : 110);
            settings.setHosting(!settings.hosting(), settings.port());
            settings.placement().ifPresent(settings::remember);
        }
        try (SettingsFile settings = SettingsFile.open(where, CLOCK)) {
            assertEquals(Optional.empty(), settings.damaged());
        }
    }
}
