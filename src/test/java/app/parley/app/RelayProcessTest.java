package app.parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.protocol.InviteLink;
import com.google.gson.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `parley relay` and its subcommands as real processes.
class RelayProcessTest {
    @TempDir
    Path folder;

    private Town town;

    @BeforeEach
    void found() throws Exception {
        town = Town.empty(folder);
    }

    @AfterEach
    void leave() {
        town.close();
    }

    private ParleyProcess relay(String... args) {
        return town.keep(ParleyProcess.start(args));
    }

    private String data() {
        return town.data().toString();
    }

    @Test
    void it_says_where_it_listens_answers_its_subcommands_and_ends_well_on_sigterm() throws Exception {
        assertTrue(town.address().matches("127\\.0\\.0\\.1:[1-9][0-9]*"), town.address());
        assertTrue(town.pin().matches("[0-9a-f]{64}"), town.pin());
        InviteLink.Parsed.Ok open = (InviteLink.Parsed.Ok) InviteLink.parse(town.invite());
        assertEquals(town.address(), open.invite().relays().getFirst().toString());
        assertEquals(town.pin(), open.invite().pin().hex());

        JsonObject plain = relay("relay", "invite", "--data", data(), "--json")
                .endsWith(0)
                .printed()
                .getFirst();
        assertEquals(town.invite(), plain.get("invite").getAsString());
        JsonObject personal = relay("relay", "invite", "--data", data(), "--phone", "+1 202 555 0101", "--json")
                .endsWith(0)
                .printed()
                .getFirst();
        InviteLink.Parsed.Ok one =
                (InviteLink.Parsed.Ok) InviteLink.parse(personal.get("invite").getAsString());
        assertEquals(
                "+12025550101", one.invite().personal().orElseThrow().phone().e164());

        JsonObject status = relay("relay", "status", "--data", data(), "--json")
                .endsWith(0)
                .printed()
                .getFirst();
        assertEquals(0, status.get("members").getAsInt());
        for (String name : List.of("connections", "mailboxes", "waiting", "bytes")) {
            assertTrue(status.get(name).getAsLong() >= 0, name);
        }

        assertTrue(Files.exists(town.data().resolve("control.json")));
        town.relay().terminate();
        town.relay().endsWith(0);
        assertFalse(Files.exists(town.data().resolve("control.json")));
    }

    @Test
    void a_code_is_seen_by_the_owner_only_and_words_go_to_standard_error() throws Exception {
        ParleyProcess alice = town.client(
                "alice",
                "sign-up",
                "--invite",
                town.invite(),
                "--phone",
                "+12025550101",
                "--name",
                "Alice",
                "--unprotected");
        alice.awaitWords("type it here");
        JsonObject pending = relay("relay", "codes", "--data", data(), "--json")
                .endsWith(0)
                .printed()
                .getFirst();
        String code = pending.get("code").getAsString();
        assertEquals("+12025550101", pending.get("phone").getAsString());
        assertTrue(code.matches("[0-9]{6,8}"));
        assertTrue(Instant.parse(pending.get("expires").getAsString()).isAfter(Instant.now()));
        assertFalse(alice.words().contains(code));

        ParleyProcess people = relay("relay", "codes", "--data", data()).endsWith(0);
        assertEquals(List.of(), people.printed(), "no --json, nothing on standard output");
        assertTrue(people.words().contains(code), people.words());

        alice.type(code);
        assertEquals("signed-in", alice.next().get("event").getAsString());
        alice.endsWith(0);
        assertEquals(
                List.of(),
                relay("relay", "codes", "--data", data(), "--json").endsWith(0).printed());
    }

    @Test
    void a_second_relay_on_the_same_data_or_port_is_refused() throws Exception {
        ParleyProcess sameData = relay("relay", "--data", data(), "--listen", "127.0.0.1:0", "--json");
        sameData.endsWith(1);
        assertTrue(sameData.words().contains("Another relay runs on"), sameData.words());

        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            Path other = folder.resolve("other");
            ParleyProcess samePort = relay("relay", "--data", other.toString(), "--listen", address, "--json");
            samePort.endsWith(1);
            assertTrue(samePort.words().contains("listens on " + address + " already"), samePort.words());
        }
        assertTrue(town.relay().isAlive());
    }

    @Test
    void it_keeps_its_key_and_invites_over_a_kill() throws Exception {
        String pin = town.pin();
        String invite = town.invite();
        town.relay().killNine();
        assertTrue(Files.exists(town.data().resolve("control.json")), "a killed relay leaves it behind");
        ParleyProcess nobody = relay("relay", "status", "--data", data(), "--json");
        nobody.endsWith(1);
        assertTrue(nobody.words().contains("No relay runs on"), nobody.words());
        town.reopenRelay();
        assertEquals(pin, town.pin());
        assertEquals(invite, town.invite());
    }

    @Test
    void no_class_of_javafx_is_loaded() throws Exception {
        ParleyProcess relay = town.keep(ParleyProcess.start(
                Map.of(),
                List.of("-Xlog:class+load:file=" + folder.resolve("classes.log")),
                "relay",
                "--data",
                folder.resolve("quiet").toString(),
                "--listen",
                "127.0.0.1:0",
                "--json"));
        relay.next();
        relay.terminate();
        relay.endsWith(0);
        List<String> loaded = Files.readAllLines(folder.resolve("classes.log"));
        assertTrue(loaded.stream().anyMatch(line -> line.contains("app.parley.relay.Relay")));
        assertEquals(
                List.of(),
                loaded.stream()
                        .filter(line -> line.contains(" javafx.")
                                || line.contains(" com.sun.javafx")
                                || line.contains("app.parley.ui."))
                        .toList());
    }
}
