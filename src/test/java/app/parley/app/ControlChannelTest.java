package app.parley.app;

import static org.awaitility.Awaitility.await;
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
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlChannelTest {
    @TempDir
    Path folder;

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicReference<Optional<IOException>> strangerFailed = new AtomicReference<>(Optional.empty());

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

    @Test
    void whoever_dribbles_holds_no_place_for_long() throws Exception {
        List<Socket> dribbling = new ArrayList<>();
        try (ControlChannel channel = ControlChannel.open(file(), request -> List.of(), Duration.ofMillis(1500))) {
            int port = JsonParser.parseString(Files.readString(file()))
                    .getAsJsonObject()
                    .get("port")
                    .getAsInt();
            for (int i = 0; i < 16; i++) {
                dribbling.add(new Socket(InetAddress.getLoopbackAddress(), port));
            }
            AtomicInteger told = new AtomicInteger();
            await().ignoreExceptionsInstanceOf(ControlChannel.NobodyThereException.class)
                    .until(() -> {
                        dribbling.forEach(ControlChannelTest::dribble);
                        told.incrementAndGet();
                        return ControlChannel.ask(file(), request("word", "x")).isEmpty();
                    });
            assertTrue(told.get() > 1, "all places were held at first");
        } finally {
            for (Socket socket : dribbling) {
                socket.close();
            }
        }
    }

    private static void dribble(Socket socket) {
        try {
            socket.getOutputStream().write(' ');
        } catch (IOException e) {
            assertFalse(socket.isClosed(), "the other end closed it, which is what is waited for");
        }
    }

    /// Somebody listens where the file says and answers every request with these octets.
    private ServerSocket stranger(byte[] answer) throws IOException {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Files.writeString(file(), "{\"port\":" + server.getLocalPort() + ",\"token\":\"00\"}");
        Thread.ofVirtual().start(() -> {
            try (Socket socket = server.accept()) {
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)).readLine();
                socket.getOutputStream().write(answer);
            } catch (IOException e) {
                strangerFailed.set(Optional.of(e));
            }
        });
        return server;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                "{}\n",
                "null\n",
                "[]\n",
                "HTTP/1.1 400 Bad Request\r\n",
                "{\"other\":[]}\n",
                "{\"answer\":null}\n",
                "{\"answer\":{}}\n",
                "{\"answer\":\"yes\"}\n",
                "{\"answer\":7}\n",
                "{\"answer\":[7]}\n",
                "{\"answer\":[null]}\n",
                "{\"answer\":[{},[]]}\n",
                "{\"answer\":[],\"answer\":[]}\n",
                "{\"answer\":[]} x\n",
                "{\"error\":7}\n",
                "{\"error\":null,\"answer\":[]}\n",
                "{\"error\":{}}\n",
                "{\"answer\":[{\n",
                "{\"answer\":[",
                "{\"answer\":[]}",
                ""
            })
    void what_is_no_answer_is_told_as_that(String said) throws Exception {
        try (ServerSocket server = stranger(said.getBytes(StandardCharsets.UTF_8))) {
            var e = assertThrows(
                    ControlChannel.NobodyThereException.class, () -> ControlChannel.ask(file(), request("word", "x")));
            assertTrue(e.listening());
        }
        assertEquals(Optional.empty(), strangerFailed.get());
    }

    @Test
    void an_answer_may_have_16_mebioctets_and_not_one_more() throws Exception {
        String answer = "{\"answer\":[]}";
        String longest = " ".repeat((16 << 20) - answer.length()) + answer;
        try (ServerSocket server = stranger((longest + "\n").getBytes(StandardCharsets.UTF_8))) {
            assertEquals(List.of(), ControlChannel.ask(file(), request("word", "x")));
        }
        try (ServerSocket server = stranger((" " + longest + "\n").getBytes(StandardCharsets.UTF_8))) {
            var e = assertThrows(
                    ControlChannel.NobodyThereException.class, () -> ControlChannel.ask(file(), request("word", "x")));
            assertTrue(e.listening());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"port\":1",
                "{\"port\":null,\"token\":\"00\"}",
                "{\"port\":0,\"token\":\"00\"}",
                "{\"port\":65536,\"token\":\"00\"}",
                "{\"port\":\"1\",\"token\":\"00\"}",
                "{\"port\":1,\"token\":null}",
                "{\"port\":1}"
            })
    void a_file_that_does_not_say_where_means_nobody(String said) throws Exception {
        Files.writeString(file(), said);
        var e = assertThrows(
                ControlChannel.NobodyThereException.class, () -> ControlChannel.ask(file(), request("word", "x")));
        assertFalse(e.listening());
    }

    @Test
    void whoever_asks_the_relay_is_told_that_it_gave_no_answer() throws Exception {
        try (ServerSocket server = stranger("{}\n".getBytes(StandardCharsets.UTF_8))) {
            Failure e = assertThrows(Failure.class, () -> RelayControl.ask(folder, "status", new JsonObject()));
            assertTrue(e.words().contains("no answer that can be understood"), e.words());
        }
        Failure nobody = assertThrows(Failure.class, () -> RelayControl.ask(folder, "status", new JsonObject()));
        assertTrue(nobody.words().startsWith("No relay runs"), nobody.words());
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
