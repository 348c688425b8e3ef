package app.parley.relay.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.protocol.Invite;
import app.parley.protocol.Octets;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.RelayFrame;
import app.parley.store.Database;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What somebody finds who gets a copy of the relay's disk.
@Timeout(60)
class RelayStoreScanTest {
    @TempDir
    Path dir;

    private final Map<String, byte[]> secrets = new HashMap<>();

    private void secret(String name, byte[] bytes) {
        secrets.put(name, bytes);
        secrets.put(name + " in hexadecimal", Octets.of(bytes).hex().getBytes(StandardCharsets.US_ASCII));
    }

    private void secret(String name, String text) {
        secret(name, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void no_number_capability_code_or_address_is_in_the_relays_files() throws IOException {
        try (RelayFixture fixture = new RelayFixture(dir)) {
            play(fixture);
            assertNothingFound();
        }
        assertNothingFound();
    }

    private void play(RelayFixture fixture) throws IOException {
        Person alice = new Person("+12025550100");
        Person bob = new Person("+12025550101");
        secret("alice's number", alice.phone.e164());
        secret("bob's number", bob.phone.e164().substring(1));
        secret("the address", "127.0.0.1");
        secret("the admission", fixture.relay.invite().admission().toArray());
        secret("the circle key", fixture.relay.invite().circleKey().toArray());
        Invite personal = fixture.relay.personalInvite(bob.phone);
        secret("the personal code", personal.personal().orElseThrow().code());
        secret("the personal admission", personal.admission().toArray());
        try (Peer a = fixture.dial();
                Peer b = fixture.dial()) {
            alice.requestCode(a, fixture.relay.invite());
            String code = alice.codeFrom(fixture.relay);
            secret("alice's code", alice.phone.e164() + code);
            alice.confirm(a, fixture.relay.invite(), code);
            a.done(t -> new ClientFrame.PublishProfile(t, Peer.octets(200)));
            Peer.Box box = a.makeBox();
            secret("rid", box.rid().octets().toArray());
            secret("sid", box.sid().octets().toArray());
            b.accepted(box, Peer.envelope(1));
            b.accepted(box, Peer.envelope(2));
            a.subscribe(1, box);
            a.connection.send(new ClientFrame.Ack(1, 1));
            a.done(t -> new ClientFrame.PublishKeys(
                    t,
                    Octets.of(alice.bundle(1, fixture.clock.instant().getEpochSecond() + 100_000)
                            .encode()),
                    alice.oneTime(1, 2)));
            bob.confirm(b, personal, "00000000");
            assertTrue(b.ask(t -> new ClientFrame.FindByNumber(t, alice.phone)) instanceof RelayFrame.Refused);
            a.ask(t -> new ClientFrame.FindByNumber(t, bob.phone));
        }
    }

    private void assertNothingFound() throws IOException {
        String all = new String(everything(), StandardCharsets.ISO_8859_1);
        secrets.forEach((name, bytes) ->
                assertFalse(all.contains(new String(bytes, StandardCharsets.ISO_8859_1)), name + " is on the disk"));
        assertTrue(all.contains("TABLE mailbox("), "the scan sees the database");
    }

    private byte[] everything() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var files = Files.walk(dir.resolve("relay"))) {
            List<Path> paths = files.filter(Files::isRegularFile)
                    .filter(path -> !path.toString().contains("secrets"))
                    .toList();
            assertFalse(paths.isEmpty());
            for (Path path : paths) {
                out.write(Files.readAllBytes(path));
            }
        }
        return out.toByteArray();
    }

    @Test
    void nothing_in_the_files_tells_the_order_in_which_mailboxes_were_made() throws IOException {
        try (RelayFixture fixture = new RelayFixture(dir)) {
            try (Peer owner = Person.signedUp(fixture.relay, new Person("+12025550100"))) {
                for (int i = 0; i < 5; i++) {
                    owner.makeBox();
                }
            }
        }
        var database = Database.open(dir.resolve("relay/relay.db"), Optional.empty(), List.of("", "", ""));
        try (database) {
            List<Long> boxes =
                    database.read(sql -> sql.list("select box from mailbox order by rowid", row -> row.number("box")));
            assertEquals(5, boxes.stream().filter(box -> box > 1_000_000).count());
        }
    }
}
