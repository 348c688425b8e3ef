package app.parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.protocol.Invite;
import app.parley.protocol.InviteLink;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.google.gson.JsonObject;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.KeyValuePair;

/// What a headless relay writes about itself, as JSON.
class RelayLogProcessTest {
    private static final String NAME = "Zephyrine Quill";
    private static final String PHONE = "+12025550147";
    private static final String PASSPHRASE = "gravel teapot orbit cousin";

    @TempDir
    Path folder;

    private JsonObject ask(Path data, String what, JsonObject with) throws Failure {
        return RelayControl.ask(data, what, with).getFirst();
    }

    private static int metrics(int port) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    @Test
    void a_day_of_a_relay_is_logged_line_by_line_without_anybodys_name_number_address_or_secret() throws Exception {
        Path data = folder.resolve("relay");
        try (ParleyProcess relay = ParleyProcess.start(
                "relay",
                "--data",
                data.toString(),
                "--listen",
                "127.0.0.1:0",
                "--json",
                "--log-json",
                "--metrics",
                "0")) {
            JsonObject listening = relay.next();
            assertEquals(
                    200, metrics(relay.next().get("port").getAsInt()), "the second line tells the port of the metrics");
            String link = ask(data, "invite", RelayControl.with("phone", PHONE))
                    .get("invite")
                    .getAsString();
            Invite invite = assertInstanceOf(InviteLink.Parsed.Ok.class, InviteLink.parse(link))
                    .invite();
            try (ParleyProcess zephyrine = ParleyProcess.start(
                    "client",
                    "--json",
                    "--profile",
                    folder.resolve("zephyrine").toString(),
                    "sign-up",
                    "--invite",
                    link,
                    "--phone",
                    PHONE,
                    "--name",
                    NAME,
                    "--unprotected")) {
                zephyrine.endsWith(0);
            }
            String[] address = listening.get("address").getAsString().split(":");
            try (Socket noise = new Socket(address[0], Integer.parseInt(address[1]))) {
                noise.getOutputStream().write("GET /secrets HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                noise.getInputStream().readAllBytes();
            }
            JsonObject backup = RelayControl.with("file", folder.resolve("b").toString());
            backup.addProperty("passphrase", PASSPHRASE);
            ask(data, "backup", backup);
            assertThrows(Failure.class, () -> ask(data, "nonsense", new JsonObject()));
            String account = RelayControl.ask(data, "members", new JsonObject())
                    .getFirst()
                    .get("account")
                    .getAsString();
            relay.terminate();
            relay.endsWith(0);

            // The Java runtime's own warnings would go there too.
            List<JsonObject> lines = relay.words()
                    .lines()
                    .filter(line -> line.startsWith("{"))
                    .map(StrictJson::object)
                    .toList();
            for (JsonObject line : lines) {
                assertTrue(Instant.parse(line.get("time").getAsString()).isBefore(Instant.now()));
                for (String name : List.of("level", "source", "message")) {
                    assertTrue(line.has(name), line::toString);
                }
            }
            List<String> messages = lines.stream()
                    .map(line -> line.get("message").getAsString())
                    .toList();
            assertTrue(messages.containsAll(List.of("started", "backup written", "stopped")), messages::toString);
            Needles needles = new Needles()
                    .text("name", NAME)
                    .text("number", PHONE.substring(1))
                    .text("passphrase", PASSPHRASE)
                    .text("code", invite.personal().orElseThrow().code())
                    .text("account", account)
                    .text("a client's address", "127.0.0.1")
                    .octets("admission", invite.admission().toArray())
                    .octets("circle key", invite.circleKey().toArray());
            for (Path secret : List.of(data.resolve("secrets/phones.key"), data.resolve("secrets/codes.key"))) {
                needles.octets(secret.getFileName().toString(), Files.readAllBytes(secret));
            }
            assertEquals(List.of(), needles.in(relay.words().getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void of_a_fault_only_its_kind_is_written_and_of_values_only_numbers() {
        LoggingEvent event = new LoggingEvent(
                "x",
                new LoggerContext().getLogger("app.parley.relay.core.HostedRelay"),
                Level.ERROR,
                "it \"broke\"\n",
                new IllegalStateException("Alice's secret"),
                new Object[0]);
        event.addKeyValuePair(new KeyValuePair("count", 3));
        event.addKeyValuePair(new KeyValuePair("who", "Alice"));
        String written = new String(new RelayLog.Line().encode(event), StandardCharsets.UTF_8);
        assertEquals(1, written.lines().count());
        JsonObject line = StrictJson.object(written.strip());
        assertEquals(3, line.get("count").getAsInt());
        assertEquals("HostedRelay", line.get("source").getAsString());
        assertEquals("it \"broke\"\n", line.get("message").getAsString());
        assertEquals("java.lang.IllegalStateException", line.get("fault").getAsString());
        assertFalse(written.contains("Alice"), written);
    }
}
