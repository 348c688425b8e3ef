package app.parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A release is signed and checked by the commands that docs/releasing.md names.
class ReleaseCommandTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Instant now = Instant.parse("2026-11-24T10:00:00Z");
    private Path sums;
    private Path deb;

    @BeforeEach
    void packages() throws Exception {
        Files.writeString(folder.resolve("passphrase"), "correct horse\n");
        Files.writeString(folder.resolve("other"), "wrong horse\n");
        deb = Files.writeString(folder.resolve("parley_0.2.0_amd64.deb"), "package");
        Files.writeString(folder.resolve("parley-0.2.0.tar.gz"), "archive");
        sums = Files.writeString(
                folder.resolve("SHA256SUMS"),
                ReleaseCommand.sha256(deb) + "  parley_0.2.0_amd64.deb\n"
                        + ReleaseCommand.sha256(folder.resolve("parley-0.2.0.tar.gz")) + "  parley-0.2.0.tar.gz\n");
    }

    private int run(Object... args) {
        out.reset();
        err.reset();
        Terminal terminal = new Terminal(InputStream.nullInputStream(), out, err);
        return ParleyCommand.commandLine(new Surroundings(terminal, Map.of(), () -> now))
                .execute(Stream.of(args).map(Object::toString).toArray(String[]::new));
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private String key(String name) {
        assertEquals(
                0, run("release", "new-key", folder.resolve(name), "--passphrase-file", folder.resolve("passphrase")));
        return said().lines()
                .filter(line -> line.matches("[0-9a-f]{64}"))
                .findFirst()
                .orElseThrow();
    }

    private int sign(String key, String passphrase) {
        return run(
                "release", "sign", sums, "--key", folder.resolve(key), "--passphrase-file", folder.resolve(passphrase));
    }

    private int verify(String fingerprint) {
        return run("release", "verify", sums, "--key", fingerprint);
    }

    @Test
    void what_was_signed_holds_and_what_was_tampered_with_is_refused() throws Exception {
        String fingerprint = key("key");
        assertEquals(0, sign("key", "passphrase"), said());
        assertEquals(0, verify(fingerprint), said());
        assertTrue(said().contains("parley_0.2.0_amd64.deb"), said());
        assertEquals(0, verify(fingerprint.replaceAll("(.{4})", "$1 ").toUpperCase(Locale.ROOT)), said());
        // A package.
        Files.writeString(deb, "tampered");
        assertEquals(1, verify(fingerprint));
        assertTrue(said().contains("is not the file"), said());
        // The list with it.
        Files.writeString(sums, ReleaseCommand.sha256(deb) + "  parley_0.2.0_amd64.deb\n");
        assertEquals(1, verify(fingerprint));
        assertTrue(said().contains("does not fit"), said());
        // The list signed again by somebody else.
        String foreign = key("foreign");
        assertEquals(0, sign("foreign", "passphrase"));
        assertEquals(1, verify(fingerprint));
        assertTrue(said().contains("Another key"), said());
        assertEquals(0, verify(foreign));
    }

    @Test
    void without_a_signature_or_a_key_to_believe_nothing_holds() throws Exception {
        String fingerprint = key("key");
        assertEquals(1, verify(fingerprint));
        Files.writeString(folder.resolve("SHA256SUMS.sig"), "nonsense\n");
        assertEquals(1, verify(fingerprint));
        assertEquals(2, verify("abcd"));
        assertEquals(2, run("release", "verify", sums));
        assertTrue(said().contains("--key"), said());
    }

    @Test
    void nobody_signs_a_list_that_does_not_fit_its_files() throws Exception {
        key("key");
        Files.writeString(deb, "another");
        assertEquals(1, sign("key", "passphrase"));
        for (String list : List.of("", "x", "ab".repeat(32) + "  ../etc", "ab".repeat(32) + "  not-there.deb\n")) {
            Files.writeString(sums, list);
            assertEquals(1, sign("key", "passphrase"), list);
        }
        assertFalse(Files.exists(folder.resolve("SHA256SUMS.sig")));
    }

    @Test
    void a_key_opens_with_its_passphrase_only_and_is_never_overwritten() throws Exception {
        key("key");
        String before = Files.readString(folder.resolve("key"));
        assertEquals(1, sign("key", "other"));
        assertTrue(said().contains("passphrase"), said());
        assertEquals(
                1, run("release", "new-key", folder.resolve("key"), "--passphrase-file", folder.resolve("passphrase")));
        assertEquals(before, Files.readString(folder.resolve("key")));
        for (String damaged : List.of(
                "",
                before.replace("parley-release-key/1", "parley-release-key/2"),
                before.replaceFirst("fingerprint [0-9a-f]{2}", "fingerprint zz"),
                before.replaceFirst("sealed ....", "sealed ABCD"),
                before.replaceFirst("sealed .", "sealed ?"))) {
            Files.writeString(folder.resolve("key"), damaged);
            assertEquals(1, sign("key", "passphrase"), damaged);
            assertTrue(said().contains("no release key"), said());
        }
        assertEquals(2, run("release", "sign", sums, "--key", folder.resolve("key")));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void only_its_owner_may_read_a_key() throws Exception {
        key("key");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("key"))));
    }

    private int statement(Path target, String number) {
        return run(
                "release",
                "statement",
                target,
                "--key",
                folder.resolve("key"),
                "--passphrase-file",
                folder.resolve("passphrase"),
                "--release",
                "0.2.0",
                "--number",
                number,
                "--page",
                "https://example.org/parley",
                "--news",
                "en=It is quicker.",
                "--sums",
                sums);
    }

    @Test
    void a_statement_is_made_and_verified_and_asked_for_in_a_file() throws Exception {
        String fingerprint = key("key");
        Path target = folder.resolve("updates");
        assertEquals(0, statement(target, "1"), said());
        assertEquals(0, run("update", "verify", target, "--key", fingerprint, "--package", deb), said());
        assertTrue(said().contains("Parley 0.2.0 is there") && said().contains("It is quicker."), said());
        assertEquals(0, run("update", "--json", "check", target.toUri() + "#" + fingerprint), said());
        String json = out.toString(StandardCharsets.UTF_8);
        assertTrue(json.contains("\"newer\":true") && json.contains("\"name\":\"parley_0.2.0_amd64.deb\""), json);
        Files.writeString(deb, "tampered");
        assertEquals(1, run("update", "verify", target, "--key", fingerprint, "--package", deb));
        assertEquals(1, run("update", "verify", target, "--key", fingerprint, "--package", sums));
        assertEquals(1, run("update", "verify", target, "--key", "ab".repeat(32)));
        assertEquals(1, run("update", "verify", target));
        assertTrue(said().contains("--key"), said());
        now = now.plus(Duration.ofDays(91));
        assertEquals(1, run("update", "check", target.toUri() + "#" + fingerprint));
        assertTrue(said().contains("time is over"), said());
    }

    @Test
    void a_statement_that_nobody_would_read_is_not_made() {
        key("key");
        assertEquals(2, statement(folder.resolve("updates"), "0"));
        assertFalse(Files.exists(folder.resolve("updates")));
        assertEquals(2, run("update", "check", "http://example.org"));
        assertEquals(1, run("update", "check", folder.resolve("none").toUri()));
        assertEquals(2, run("update"));
        assertEquals(2, run("release"));
    }
}
