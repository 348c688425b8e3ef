package app.parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlChannelTest {
    @TempDir
    Path folder;

    private final AtomicInteger asked = new AtomicInteger();

    private Path file() {
        return folder.resolve("control.json");
    }

    private ControlChannel open() throws IOException {
        return ControlChannel.open(file(), request -> {
            asked.incrementAndGet();
            if (request.has("refuse")) {
                throw Failure.because("No, and here is why.");
            }
            JsonObject line = new JsonObject();
            line.add("echo", request.get("word"));
            return List.of(line, line);
        });
    }

    private static JsonObject request(String name, String value) {
        JsonObject request = new JsonObject();
        request.addProperty(name, value);
        return request;
    }

    @Test
    void a_request_gets_its_answer() throws Exception {
        try (ControlChannel channel = open()) {
            List<JsonObject> answer = ControlChannel.ask(file(), request("word", "grün"));
            assertEquals(2, answer.size());
            assertEquals("grün", answer.getFirst().get("echo").getAsString());
        }
    }

    @Test
    void a_refusal_brings_its_words() throws Exception {
        try (ControlChannel channel = open()) {
            Failure e = assertThrows(Failure.class, () -> ControlChannel.ask(file(), request("refuse", "")));
            assertEquals("No, and here is why.", e.words());
        }
    }

    @Test
    void the_file_is_only_for_its_owner_and_goes_with_the_channel() throws Exception {
        ControlChannel channel = open();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
        channel.close();
        assertFalse(Files.exists(file()));
        assertThrows(
                ControlChannel.NobodyThereException.class,
                () -> ControlChannel.ask(file(), request("word", "still there?")));
    }

    @Test
    void a_file_that_a_crash_left_behind_means_nobody() throws Exception {
        ControlChannel channel = open();
        String left = Files.readString(file());
        channel.close();
        Files.writeString(file(), left);
        assertThrows(
                ControlChannel.NobodyThereException.class,
                () -> ControlChannel.ask(file(), request("word", "anybody?")));
        try (ControlChannel next = open()) {
            assertEquals(2, ControlChannel.ask(file(), request("word", "x")).size());
        }
    }

    @Test
    void without_the_right_token_nothing_is_asked() throws Exception {
        try (ControlChannel channel = open()) {
            JsonObject where = JsonParser.parseString(Files.readString(file())).getAsJsonObject();
            int port = where.get("port").getAsInt();
            String token = where.get("token").getAsString();
            assertTrue(say(port, "{\"word\":\"x\"}\n").contains("wrong token"));
            assertTrue(say(port, "{\"token\":\"" + token.substring(1) + "\"}\n").contains("wrong token"));
            assertTrue(say(port, "{\"token\":{}}\n").contains("not a request"));
            assertTrue(say(port, "hello\n").contains("not a request"));
            assertEquals("", say(port, "x".repeat(70_000) + "\n"), "an endless line gets no answer");
            assertEquals(0, asked.get());
        }
    }

    private static String say(int port, String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String line = in.readLine();
            return line == null ? "" : line;
        } catch (SocketException e) {
            return "";
        }
    }
}
