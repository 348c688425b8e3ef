package app.parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.protocol.InviteLink;
import app.parley.protocol.Octets;
import app.parley.protocol.RelayPin;
import app.parley.relay.AdmissionPolicy;
import app.parley.relay.Relay;
import app.parley.relay.RelayConfig;
import app.parley.relay.core.Person;
import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What an owner asks a relay that runs, word by word, as JSON and in words.
@Timeout(60)
class RelayCommandTest {
    private static final String PHONE = "+12025550101";

    @TempDir
    Path folder;

    private Relay relay;
    private RelayControl control;

    @BeforeEach
    void start() throws IOException {
        start("relay", AdmissionPolicy.CIRCLE);
    }

    private void start(String name, AdmissionPolicy policy) throws IOException {
        relay = Wiring.relay(
                folder.resolve(name),
                new ListenAddress("127.0.0.1", 0),
                List.of(),
                RelayConfig.Shared.NOTHING,
                policy,
                InstantSource.system());
        control = RelayControl.open(relay, folder.resolve(name));
    }

    @AfterEach
    void stop() throws IOException {
        control.close();
        relay.close();
    }

    /// @param out standard output, of which each line is an object
    private record Ran(int code, String out, String words) {
        List<JsonObject> lines() {
            return out.lines().map(StrictJson::object).toList();
        }

        JsonObject only() {
            assertEquals(0, code, words);
            assertEquals(1, lines().size(), out);
            return lines().getFirst();
        }

        String fails() {
            assertEquals(1, code, words);
            assertEquals("", out);
            assertFalse(words.contains("Exception"), words);
            return words;
        }
    }

    private Ran words(String name, String what, String... more) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] line = new String[4 + more.length];
        line[0] = "relay";
        line[1] = what;
        line[2] = "--data";
        line[3] = folder.resolve(name).toString();
        System.arraycopy(more, 0, line, 4, more.length);
        Terminal terminal = new Terminal(InputStream.nullInputStream(), out, err);
        int code = ParleyCommand.commandLine(new Surroundings(terminal, Map.of(), InstantSource.system()))
                .execute(line);
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Ran jsonAt(String name, String what, String... more) {
        String[] all = Arrays.copyOf(more, more.length + 1);
        all[more.length] = "--json";
        return words(name, what, all);
    }

    private Ran json(String what, String... more) {
        return jsonAt("relay", what, more);
    }

    @Test
    void status_is_complete_as_json_and_in_words() throws Exception {
        Person.signedUp(relay, new Person(PHONE)).close();
        JsonObject status = json("status").only();
        assertEquals(1, status.get("members").getAsInt());
        for (String name :
                List.of("online", "connections", "mailboxes", "waiting", "bytes", "newcomers", "blobs", "blobBytes")) {
            assertTrue(status.get(name).getAsLong() >= 0, name);
        }
        assertTrue(status.get("reachable").getAsBoolean());
        assertFalse(status.get("full").getAsBoolean());
        assertFalse(Instant.parse(status.get("started").getAsString()).isAfter(Instant.now()));
        Ran people = words("relay", "status");
        assertEquals("", people.out());
        assertTrue(people.words().contains("1 members"), people.words());
        assertTrue(people.words().contains("0 messages waiting"), people.words());
        assertFalse(people.words().contains("?"), people.words());
    }

    @Test
    void a_group_invite_has_uses_and_an_end_is_listed_and_can_be_revoked() {
        String link = json("invite", "--uses", "3", "--expires", "2d")
                .only()
                .get("invite")
                .getAsString();
        assertInstanceOf(InviteLink.Parsed.Ok.class, InviteLink.parse(link));
        JsonObject listed = json("invites").only();
        assertEquals("group", listed.get("for").getAsString());
        assertEquals(3, listed.get("usesLeft").getAsInt());
        Instant end = Instant.parse(listed.get("expires").getAsString());
        assertTrue(end.isAfter(Instant.now().plus(Duration.ofHours(47))));
        assertTrue(end.isBefore(Instant.now().plus(Duration.ofHours(49))));
        String id = listed.get("id").getAsString();
        assertEquals(id, json("revoke", id).only().get("revoked").getAsString());
        assertEquals(List.of(), json("invites").lines());
        assertTrue(json("revoke", id).fails().contains("no such invite"));
        String open = json("invite").only().get("invite").getAsString();
        assertNotEquals(open, json("revoke", "open").only().get("invite").getAsString());
        assertEquals(2, json("invite", "--uses", "0").code());
        assertEquals(2, json("invite", "--phone", PHONE, "--uses", "2").code());
    }

    @Test
    void newcomers_are_listed_approved_or_refused_and_members_removed() throws Exception {
        stop();
        start("strict", new AdmissionPolicy(true, false));
        Person alice = new Person(PHONE);
        Person bob = new Person("+12025550102");
        for (Person each : List.of(alice, bob)) {
            Person.asks(relay, each);
        }
        List<JsonObject> waiting = jsonAt("strict", "members").lines();
        assertEquals(2, waiting.size());
        assertTrue(waiting.stream()
                .allMatch(line -> line.get("state").getAsString().equals("waits")));
        assertEquals(
                alice.id.hex(),
                jsonAt("strict", "approve", PHONE).only().get("approved").getAsString());
        assertEquals(
                bob.id.hex(),
                jsonAt("strict", "refuse", bob.id.hex().substring(0, 12))
                        .only()
                        .get("refused")
                        .getAsString());
        assertTrue(jsonAt("strict", "approve", PHONE).fails().contains("waits to be let in"));
        assertEquals("member", jsonAt("strict", "members").only().get("state").getAsString());
        assertEquals(
                alice.id.hex(),
                jsonAt("strict", "remove", PHONE).only().get("removed").getAsString());
        assertEquals(List.of(), jsonAt("strict", "members").lines());
        assertTrue(jsonAt("strict", "remove", PHONE).fails().contains("no such member"));
    }

    @Test
    void a_backup_is_made_while_the_relay_runs_and_restored_beside_it() throws Exception {
        Person.signedUp(relay, new Person(PHONE)).close();
        Path backup = folder.resolve("relay.backup");
        JsonObject made = json("backup", backup.toString()).only();
        assertEquals(Files.size(backup), made.get("bytes").getAsLong());
        assertFalse(made.get("sealed").getAsBoolean());
        if (Files.getFileStore(backup).supportsFileAttributeView("posix")) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)));
        }
        byte[] whole = Files.readAllBytes(backup);
        assertTrue(json("backup", backup.toString()).fails().contains("was kept"));
        assertEquals(whole.length, Files.size(backup));
        assertTrue(words("relay", "backup", folder.resolve("none/x").toString())
                .fails()
                .contains("Nothing was left behind"));

        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length / 2));
        Path foreign = Files.writeString(folder.resolve("foreign"), "Dear diary");
        for (Path bad : List.of(cut, foreign)) {
            assertTrue(jsonAt("again", "restore", bad.toString()).fails().contains("Nothing was changed"));
            assertFalse(Files.exists(folder.resolve("again")));
            assertTrue(Files.exists(bad));
        }
        assertTrue(jsonAt("relay", "restore", backup.toString()).fails().contains("is in use"));
        jsonAt("again", "restore", backup.toString()).only();
        RelayPin pin = relay.pin();
        Octets open = relay.invite().admission();
        stop();
        start("again", AdmissionPolicy.CIRCLE);
        assertEquals(pin, relay.pin());
        assertEquals(1, relay.status().members());
        assertEquals(open, relay.invite().admission());
    }

    @Test
    void a_sealed_backup_wants_its_passphrase() throws Exception {
        Path words = Files.writeString(folder.resolve("words"), "gravel teapot orbit\n");
        Path other = Files.writeString(folder.resolve("other"), "something else\n");
        Path backup = folder.resolve("relay.backup");
        assertTrue(json("backup", backup.toString(), "--passphrase-file", words.toString())
                .only()
                .get("sealed")
                .getAsBoolean());
        assertTrue(jsonAt("again", "restore", backup.toString()).fails().contains("--passphrase-file"));
        assertTrue(jsonAt("again", "restore", backup.toString(), "--passphrase-file", other.toString())
                .fails()
                .contains("not that of"));
        jsonAt("again", "restore", backup.toString(), "--passphrase-file", words.toString())
                .only();
        assertTrue(Files.exists(folder.resolve("again/secrets/tls.pem")));
    }
}
