package app.parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Client;
import app.parley.client.Message;
import app.parley.client.Profile;
import app.parley.client.Profile.Unlock;
import app.parley.client.RecoveryKit;
import app.parley.client.history.Schema;
import app.parley.crypto.KeyWrap;
import app.parley.crypto.Passphrase;
import app.parley.crypto.Unwrapped;
import app.parley.protocol.AccountId;
import app.parley.store.Database;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A day in the life of two people and a relay, as real processes, some of which are killed. Then
/// every octet that they left on the disk, and all that they logged, is searched.
class AtRestScanTest {
    private static final String ZEPHYRINE = "+12025550147";
    private static final String BARTHOLO = "+12025550158";
    private static final String FIRST = "mulberry lanterns over the canal";
    private static final String ANSWER = "seven o'clock, bring the cello, שלום";
    private static final String UNREAD = "nobody fetched this sentence yet";
    private static final String DRAFTED = "the ferry leaves without us";
    private static final String PASSPHRASE = "gravel teapot orbit cousin";
    private static final String NEXT_PASSPHRASE = "velvet anchor pepper mill";

    @TempDir
    Path folder;

    private final List<ParleyProcess> started = new ArrayList<>();
    private final Needles everywhere = new Needles();
    /// What a relay may have in `secrets/`, and nowhere else.
    private final Needles circle = new Needles();

    @AfterEach
    void end() {
        started.forEach(ParleyProcess::close);
    }

    private Path temporary() {
        return folder.resolve("tmp");
    }

    private ParleyProcess start(String passphrase, String... args) {
        ParleyProcess process = ParleyProcess.start(
                Map.of("PARLEY_PASSPHRASE", passphrase),
                List.of("-XX:-UsePerfData", "-Djava.io.tmpdir=" + temporary()),
                args);
        started.add(process);
        return process;
    }

    private ParleyProcess client(String profile, String passphrase, String... args) {
        List<String> line = new ArrayList<>(
                List.of("client", "--json", "--profile", folder.resolve(profile).toString()));
        line.addAll(List.of(args));
        return start(passphrase, line.toArray(String[]::new));
    }

    private ParleyProcess relay(String listen) {
        return start("", "relay", "--data", folder.resolve("relay").toString(), "--listen", listen, "--json");
    }

    private void signUp(String profile, String name, String phone) throws Exception {
        String invite = RelayControl.ask(folder.resolve("relay"), "invite", RelayControl.with("phone", phone))
                .getFirst()
                .get("invite")
                .getAsString();
        everywhere.text("an invite", invite.substring(invite.lastIndexOf('/') + 1));
        client(profile, PASSPHRASE, "sign-up", "--invite", invite, "--phone", phone, "--name", name)
                .endsWith(0);
    }

    private void know() {
        everywhere
                .text("a text", FIRST)
                .text("an answer", ANSWER)
                .text("an unread text", UNREAD)
                .text("a text of a locked window", DRAFTED)
                .text("a name", "Zephyrine")
                .text("the other name", "Bartholo")
                .text("a number", ZEPHYRINE.substring(1))
                .text("the other number", BARTHOLO.substring(1))
                .text("a passphrase", PASSPHRASE)
                .text("the next passphrase", NEXT_PASSPHRASE);
    }

    private void day() throws Exception {
        Files.createDirectories(temporary());
        ParleyProcess relay = relay("127.0.0.1:0");
        String address = relay.next().get("address").getAsString();
        signUp("one", "Zephyrine Quill", ZEPHYRINE);
        signUp("two", "Bartholo Mewes", BARTHOLO);
        client("one", PASSPHRASE, "send", "--to", BARTHOLO, FIRST, "--wait", "accepted")
                .endsWith(0);
        ParleyProcess reader = client("two", PASSPHRASE, "receive", "--follow");
        assertEquals(FIRST, reader.next().get("text").getAsString());
        reader.killNine();
        client("two", PASSPHRASE, "send", "--to", ZEPHYRINE, ANSWER, "--wait", "accepted")
                .endsWith(0);
        ParleyProcess other = client("one", PASSPHRASE, "receive", "--follow");
        assertEquals(ANSWER, other.next().get("text").getAsString());
        relay.killNine();
        other.killNine();
        lockAndUnlock();
        client("one", "not " + PASSPHRASE, "people").endsWith(1);
        Path next = Files.writeString(folder.resolve("next-passphrase"), NEXT_PASSPHRASE);
        client("one", PASSPHRASE, "passphrase", "--new-passphrase-file", next.toString())
                .endsWith(0);
        Files.delete(next);
        relay(address).next();
        client("two", PASSPHRASE, "send", "--to", ZEPHYRINE, UNREAD, "--wait", "accepted")
                .endsWith(0);
        List<String> words = new ArrayList<>();
        client("one", NEXT_PASSPHRASE, "recovery-kit")
                .endsWith(0)
                .printed()
                .getFirst()
                .getAsJsonArray("words")
                .forEach(word -> words.add(word.getAsString()));
        everywhere
                .octets("the seed of an account", new RecoveryKit(words).seed())
                .text("a recovery kit", String.join(" ", words.subList(0, 4)));
    }

    /// What a window does: it opens the profile and shows what is in it, writes something, and is
    /// locked, which closes the client while the process lives on. Then it is unlocked.
    private void lockAndUnlock() throws Exception {
        Profile profile = Wiring.demoProfile(folder.resolve("two"), InstantSource.system());
        for (String written : List.of(DRAFTED, DRAFTED + " again")) {
            Client window = profile.open(new Unlock.Passphrase(PASSPHRASE.toCharArray()));
            AccountId other;
            try (Client.Subscription now = window.subscribe(event -> {})) {
                other = now.snapshot().people().getFirst().id();
            }
            assertTrue(
                    window.history(other, Long.MAX_VALUE, 10).stream()
                            .anyMatch(message -> message.body() instanceof Message.Received received
                                    && received.text().equals(FIRST)),
                    "it shows the history");
            window.send(other, written);
            window.close();
            assertThrows(IllegalStateException.class, () -> window.history(other, Long.MAX_VALUE, 10));
            assertEquals(List.of(), everywhere.below(folder.resolve("two")), "while it is locked");
        }
    }

    /// Opens a copy of a profile, as its owner could, for the keys inside.
    private void keysOf(String profile, String passphrase) throws Exception {
        Path from = folder.resolve(profile);
        String line = Files.readAllLines(from.resolve("profile.key")).stream()
                .filter(text -> text.startsWith("passphrase "))
                .findFirst()
                .orElseThrow();
        byte[] wrapped = HexFormat.of().parseHex(line.substring("passphrase ".length()));
        if (!(KeyWrap.unwrap(Passphrase.of(passphrase), wrapped) instanceof Unwrapped.Opened(byte[] key))) {
            throw new AssertionError("the profile does not open");
        }
        everywhere.octets("the key of " + profile, key);
        Path copy =
                Files.createDirectories(folder.resolve("copy-of-" + profile)).resolve("profile.db");
        for (String suffix : List.of("", "-wal")) {
            Path file = from.resolve("profile.db" + suffix);
            if (Files.exists(file)) {
                Files.copy(file, copy.resolveSibling("profile.db" + suffix));
            }
        }
        try (Database database = Database.open(copy, Optional.of(key), Schema.MIGRATIONS)) {
            database.write(sql -> {
                for (String name : List.of("ACCOUNT_SEED", "SIGNING_SEED", "AGREEMENT_SEED")) {
                    everywhere.octets(
                            name + " of " + profile,
                            sql.one("select value from setting where name = ?", row -> row.bytes("value"), name)
                                    .orElseThrow());
                }
                for (String name : List.of("CIRCLE_KEY", "ADMISSION")) {
                    circle.octets(
                            name + " of " + profile,
                            sql.one("select value from setting where name = ?", row -> row.bytes("value"), name)
                                    .orElseThrow());
                }
                sql.list(
                                "select spk, kem, seal from prekey",
                                row -> List.of(row.bytes("spk"), row.bytes("kem"), row.bytes("seal")))
                        .forEach(keys -> keys.forEach(
                                secret -> everywhere.octets("a prekey of " + profile + " " + secret.length, secret)));
                sql.list("select rid from mailbox", row -> row.bytes("rid"))
                        .forEach(rid -> everywhere.octets("a mailbox of " + profile, rid));
                sql.list("select state from session", row -> row.bytes("state"))
                        .forEach(state -> everywhere.octets("a session of " + profile, state));
            });
        }
    }

    @Test
    void no_text_name_number_or_key_is_left_on_the_disk_or_in_the_logs() throws Exception {
        know();
        day();
        keysOf("one", NEXT_PASSPHRASE);
        keysOf("two", PASSPHRASE);
        for (String profile : List.of("one", "two")) {
            assertTrue(Files.size(folder.resolve(profile).resolve("profile.db")) > 10_000, "something was scanned");
            assertEquals(List.of(), everywhere.and(circle).below(folder.resolve(profile)));
        }
        Path relay = folder.resolve("relay");
        assertTrue(
                new Needles().text("schema", "TABLE mailbox(").below(relay).size() > 0, "the scan sees the database");
        assertEquals(List.of(), everywhere.below(relay), "not even in its secrets");
        assertEquals(
                List.of(),
                circle.below(relay).stream()
                        .filter(found -> !found.contains(" in secrets"))
                        .toList());
        assertFalse(Needles.files(temporary()).isEmpty(), "the killed ones left something in the temporary folder");
        assertEquals(List.of(), everywhere.and(circle).below(temporary()));
        for (ParleyProcess process : started) {
            assertEquals(
                    List.of(),
                    everywhere.and(circle).in(process.words().getBytes(StandardCharsets.UTF_8)),
                    "in what was logged");
        }
        process().forEach(file -> assertFalse(Files.exists(file), file.toString()));
    }

    /// Where the JVM keeps what it was started with, unless told not to.
    private List<Path> process() {
        return started.stream()
                .map(process ->
                        Path.of("/tmp", "hsperfdata_" + System.getProperty("user.name"), Long.toString(process.pid())))
                .toList();
    }

    @Test
    void a_needle_that_was_put_there_is_found_however_it_is_written() throws Exception {
        know();
        byte[] text = ANSWER.getBytes(StandardCharsets.UTF_8);
        List<byte[]> planted = List.of(
                text,
                ANSWER.getBytes(StandardCharsets.UTF_16LE),
                ANSWER.getBytes(StandardCharsets.UTF_16BE),
                HexFormat.of().formatHex(text).getBytes(StandardCharsets.US_ASCII),
                HexFormat.of().formatHex(text).toUpperCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII),
                Base64.getEncoder().encode(text),
                Base64.getUrlEncoder().encode(("x" + ANSWER).getBytes(StandardCharsets.UTF_8)),
                Base64.getEncoder().encode(("xy" + ANSWER + "z").getBytes(StandardCharsets.UTF_8)),
                Base64.getMimeEncoder(10_000, new byte[] {'\n'})
                        .encode(("{\"text\":\"" + ANSWER + "\"}").getBytes(StandardCharsets.UTF_8)));
        for (int i = 0; i < planted.size(); i++) {
            Path place = Files.createDirectories(folder.resolve("planted" + i));
            byte[] hay = new byte[5000];
            System.arraycopy(planted.get(i), 0, hay, 1234, planted.get(i).length);
            Files.write(place.resolve("hay"), hay);
            assertFalse(everywhere.below(place).isEmpty(), "number " + i);
        }
        Path named = Files.createDirectories(folder.resolve("named"));
        Files.createFile(named.resolve("letter to Bartholo.txt"));
        assertEquals(1, everywhere.below(named).size());
        assertEquals(List.of(), everywhere.in(new byte[100_000]));
    }

    @Test
    void a_profile_without_protection_is_seen_to_have_its_key_lying_there() throws Exception {
        Files.createDirectories(temporary());
        String invite = relay("127.0.0.1:0").next().get("invite").getAsString();
        ParleyProcess asking =
                client("open", "", "sign-up", "--invite", invite, "--phone", ZEPHYRINE, "--name", "Z", "--unprotected");
        asking.awaitWords("type it here");
        asking.killNine();
        String line = Files.readAllLines(folder.resolve("open/profile.key")).getLast();
        byte[] key = HexFormat.of().parseHex(line.substring("unprotected ".length()));
        assertEquals(
                1,
                new Needles().octets("key", key).below(folder.resolve("open")).size());
    }
}
