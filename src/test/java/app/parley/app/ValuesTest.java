package app.parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:0,127.0.0.1,0",
        "0.0.0.0:7300,0.0.0.0,7300",
        "[::1]:0,::1,0",
        "host.example:10,host.example,10"
    })
    void a_listen_address_is_a_host_and_a_port(String typed, String host, int port) {
        assertEquals(Optional.of(new ListenAddress(host, port)), ListenAddress.parse(typed));
        assertEquals(typed, ListenAddress.parse(typed).orElseThrow().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":0", "host", "host:", "host:-1", "host:65536", "::1:0", "host:x"})
    void anything_else_is_none(String typed) {
        assertEquals(Optional.empty(), ListenAddress.parse(typed));
    }

    @Test
    void the_data_folder_follows_the_custom_of_the_system() {
        assertEquals(Path.of("/home/a/.local/share/parley"), root("Linux", Map.of()));
        assertEquals(Path.of("/data/parley"), root("Linux", Map.of("XDG_DATA_HOME", "/data")));
        assertEquals(Path.of("/home/a/.local/share/parley"), root("Linux", Map.of("XDG_DATA_HOME", "relative")));
        assertEquals(Path.of("/home/a/Library/Application Support/Parley"), root("Mac OS X", Map.of()));
        assertEquals(Path.of("/roaming/Parley"), root("Windows 11", Map.of("APPDATA", "/roaming")));
    }

    private static Path root(String os, Map<String, String> environment) {
        return DataFolder.usual(os, "/home/a", environment).root();
    }

    @Test
    void a_time_to_wait_is_said_in_its_largest_unit() {
        assertEquals("1 second", Words.of(Duration.ZERO));
        assertEquals("90 seconds", Words.of(Duration.ofSeconds(90)));
        assertEquals("10 minutes", Words.of(Duration.ofSeconds(590)));
        assertEquals("3 hours", Words.of(Duration.ofMinutes(170)));
        assertEquals("7 days", Words.of(Duration.ofDays(7)));
    }
}
