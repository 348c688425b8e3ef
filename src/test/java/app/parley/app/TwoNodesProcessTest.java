package app.parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.protocol.InviteLink;
import app.parley.relay.mailbox.KillablePostgres;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two relay processes on one database, of which each dies by SIGKILL in the middle: nothing
/// accepted is lost, nothing comes twice, people move by themselves.
class TwoNodesProcessTest {
    @TempDir
    Path folder;

    private final List<ParleyProcess> started = new ArrayList<>();
    private KillablePostgres database;

    @BeforeEach
    void prepare() throws Exception {
        database = new KillablePostgres();
        Path identity = folder.resolve("identity");
        Files.writeString(identity, Wiring.relayIdentity(folder.resolve("one")));
        Files.setPosixFilePermissions(identity, PosixFilePermissions.fromString("rw-------"));
    }

    @AfterEach
    void end() throws Exception {
        started.forEach(ParleyProcess::close);
        database.close();
    }

    private ParleyProcess relay(String name, String listen, String advertised) {
        String url = database.url().replace(":postgres@", "@");
        return keep(ParleyProcess.start(
                Map.of(SharedOptions.PASSWORD, "postgres"),
                List.of(),
                "relay",
                "--data",
                folder.resolve(name).toString(),
                "--listen",
                listen,
                "--advertise",
                advertised,
                "--identity",
                folder.resolve("identity").toString(),
                "--store",
                url,
                "--json"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private ParleyProcess keep(ParleyProcess process) {
        started.add(process);
        return process;
    }

    private ParleyProcess client(String name, String... args) {
        List<String> line = new ArrayList<>(
                List.of("client", "--json", "--profile", folder.resolve(name).toString()));
        line.addAll(List.of(args));
        return keep(ParleyProcess.start(line.toArray(new String[0])));
    }

    private JsonObject ask(String relay, String what, JsonObject with) throws Failure {
        return RelayControl.ask(folder.resolve(relay), what, with).getFirst();
    }

    private String invite(String relay, String phone) throws Failure {
        return ask(relay, "invite", RelayControl.with("phone", phone))
                .get("invite")
                .getAsString();
    }

    private int addressesKnownTo(String relay) throws Exception {
        String link = ask(relay, "invite", new JsonObject()).get("invite").getAsString();
        return assertInstanceOf(InviteLink.Parsed.Ok.class, InviteLink.parse(link))
                .invite()
                .relays()
                .size();
    }

    private ParleyProcess signUp(String name, String relay, String phone) throws Failure {
        return client(
                name, "sign-up", "--invite", invite(relay, phone), "--phone", phone, "--name", name, "--unprotected");
    }

    private void send(String text) throws InterruptedException {
        client("Alice", "send", "--to", Town.BOB, text, "--wait", "accepted").endsWith(0);
    }

    @Test
    void people_move_to_the_other_node_and_a_stalled_database_is_waited_for() throws Exception {
        int first = freePort();
        int second = freePort();
        ParleyProcess one = relay("one", "127.0.0.1:" + first, "127.0.0.1:" + first);
        assertEquals("listening", one.next().get("event").getAsString());
        // Their invites know one address; the second is learnt.
        ParleyProcess aliceJoins = signUp("Alice", "one", Town.ALICE);
        ParleyProcess bobJoins = signUp("Bob", "one", Town.BOB);
        ParleyProcess two = relay("two", "127.0.0.1:" + second, "127.0.0.1:" + second + ",localhost:" + second);
        aliceJoins.endsWith(0);
        bobJoins.endsWith(0);
        ParleyProcess bob = client("Bob", "receive", "--follow");
        assertEquals("listening", two.next().get("event").getAsString());
        Awaitility.await().until(() -> addressesKnownTo("one") == 3 && addressesKnownTo("two") == 3);
        Failure kept = assertThrows(
                Failure.class,
                () -> ask(
                        "two",
                        "backup",
                        RelayControl.with("file", folder.resolve("b").toString())));
        assertTrue(kept.words().contains("pg_dump --format=custom"), kept.words());
        assertFalse(Files.exists(folder.resolve("b")));

        send("through the first");
        assertEquals("through the first", bob.next().get("text").getAsString());
        one.killNine();
        send("the first is dead");
        assertEquals("the first is dead", bob.next().get("text").getAsString());

        database.killNine();
        ParleyProcess alice = client("Alice", "send", "--to", Town.BOB, "the database is dead", "--wait", "accepted");
        assertEquals("waiting", alice.next().get("state").getAsString());
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        !ask("two", "status", new JsonObject()).get("reachable").getAsBoolean());
        assertFalse(Town.states(alice.printed()).contains("accepted"));
        database.restart();
        alice.endsWith(0);
        assertEquals("the database is dead", bob.next().get("text").getAsString());
        bob.killNine();
        List<String> got = client("Bob", "history", "--with", Town.ALICE).endsWith(0).printed().stream()
                .filter(line -> line.has("from"))
                .map(line -> line.get("text").getAsString())
                .toList();
        assertEquals(List.of("through the first", "the first is dead", "the database is dead"), got);
        assertTrue(started.stream().noneMatch(each -> each.words().contains("postgres:postgres")));
    }
}
