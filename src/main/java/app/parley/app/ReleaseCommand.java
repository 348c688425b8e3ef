package app.parley.app;

import app.parley.app.update.ReleaseKeys;
import app.parley.app.update.Signed;
import app.parley.app.update.Statement;
import app.parley.app.update.Statement.Release;
import app.parley.app.update.Version;
import app.parley.crypto.Passphrase;
import app.parley.crypto.Randomness;
import app.parley.crypto.secret.HybridSigningKey;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `parley release`: for whoever publishes packages (docs/releasing.md), and for whoever checks them.
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Signs packages of Parley and statements about them, and checks such signatures.")
final class ReleaseCommand implements Runnable {
    private static final int MOST_KEY = 4096;
    private static final int MOST_SUMS = 64 * 1024;

    private final Surroundings surroundings;

    @Option(names = "--json", description = "Results as JSON on standard output, one object a line.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    ReleaseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "One of the commands is needed: new-key, sign, statement, verify.");
    }

    @Command(
            name = "new-key",
            mixinStandardHelpOptions = true,
            description = "Makes a release key, under a passphrase, and prints its fingerprint.")
    int newKey(
            @Parameters(paramLabel = "FILE", description = "The file to make; there must be none yet.") Path file,
            @Option(
                            names = "--passphrase-file",
                            paramLabel = "F",
                            description = "Holds the new passphrase; else a person at the terminal is asked.")
                    Optional<Path> passphraseFile)
            throws Failure {
        if (Files.exists(file)) {
            throw Failure.because("There is a file " + file + " already. It was kept; name another.");
        }
        char[] typed = passphraseFile.isPresent()
                ? ProfileDoor.fromFile(passphraseFile.get())
                : surroundings
                        .terminal()
                        .askNewPassphrase("New passphrase for " + file)
                        .orElseThrow(ReleaseCommand::nobodyThere);
        try (HybridSigningKey key = HybridSigningKey.generate(Randomness.system());
                Passphrase passphrase = Passphrase.of(CharBuffer.wrap(typed))) {
            PrivateFile.write(file, ReleaseKeys.seal(key, passphrase, Randomness.system()));
            String fingerprint = Signed.fingerprint(key.publicKey());
            JsonObject line = Report.event("release-key");
            line.addProperty("fingerprint", fingerprint);
            report().tell(line, "The key is in " + file + ". Its fingerprint, for everybody to know:\n" + fingerprint);
            return Failure.OK;
        } catch (IOException e) {
            throw Failure.because("The key could not be written to " + file + ". None was made.");
        } finally {
            Arrays.fill(typed, '\0');
        }
    }

    @Command(
            name = "sign",
            mixinStandardHelpOptions = true,
            description = "Signs a list of sums; the signature goes beside it, with .sig behind its name.")
    int sign(
            @Parameters(paramLabel = "SHA256SUMS", description = "Written by sha256sum or by packaging.") Path sums,
            @Option(names = "--key", paramLabel = "FILE", required = true, description = "The release key.") Path key,
            @Option(names = "--passphrase-file", paramLabel = "F", description = "Holds the key's passphrase.")
                    Optional<Path> passphraseFile)
            throws Failure {
        byte[] list = read(sums, MOST_SUMS);
        // What is not there or not the same must not be vouched for.
        Sums.check(sums, list);
        try (HybridSigningKey signing = open(key, passphraseFile)) {
            Signed signed = Signed.of(Signed.Purpose.SUMS, signing, list, Randomness.system());
            Path target = signature(sums);
            Files.write(target, signed.head());
            JsonObject line = Report.event("signed");
            line.addProperty("file", target.toString());
            line.addProperty("fingerprint", signed.fingerprint());
            report().tell(line, "The signature is in " + target + ".");
            return Failure.OK;
        } catch (IOException e) {
            throw Failure.because("The signature could not be written beside " + sums + ".");
        }
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Checks the signature beside a list of sums, and the files of the list that are there.")
    int verify(
            @Parameters(paramLabel = "SHA256SUMS", description = "The list; its signature is SHA256SUMS.sig.")
                    Path sums,
            @Option(
                            names = "--key",
                            paramLabel = "FINGERPRINT",
                            description = "The 64 digits of the key to believe, if not one this Parley was built with.")
                    Optional<String> key)
            throws Failure {
        Set<String> trusted = key.isPresent() ? Set.of(fingerprint(key.get())) : ReleaseKeys.builtIn();
        if (trusted.isEmpty()) {
            throw Failure.wrongUse("It is not said whose signature to believe: this Parley was built without a release"
                    + " key. Name its fingerprint: --key FINGERPRINT");
        }
        byte[] list = read(sums, MOST_SUMS);
        Signed signed = Signed.parse(Signed.Purpose.SUMS, read(signature(sums), MOST_SUMS))
                .filter(read -> read.body().length == 0)
                .orElseThrow(
                        () -> Failure.because(signature(sums) + " is no signature of a release. Install nothing."));
        if (!trusted.contains(signed.fingerprint())) {
            throw Failure.because("Another key signed " + sums + " than the one to believe. Install nothing of it.");
        }
        if (!signed.holds(list)) {
            throw Failure.because("The signature does not fit " + sums + ": one of them was changed. Install nothing.");
        }
        List<String> there = Sums.check(sums, list);
        JsonObject line = Report.event("release");
        line.addProperty("holds", true);
        line.addProperty("fingerprint", signed.fingerprint());
        line.addProperty("files", there.size());
        report().tell(line, "The signature holds, and so do " + there.size() + " files: " + String.join(", ", there));
        return Failure.OK;
    }

    @Command(
            name = "statement",
            mixinStandardHelpOptions = true,
            description = "Writes a signed statement about a release, for the address that people ask.")
    int statement(
            @Parameters(paramLabel = "FILE", description = "The file to write.") Path file,
            @Option(names = "--key", paramLabel = "FILE", required = true, description = "The release key.") Path key,
            @Option(names = "--passphrase-file", paramLabel = "F", description = "Holds the key's passphrase.")
                    Optional<Path> passphraseFile,
            @Option(names = "--release", paramLabel = "VERSION", required = true, description = "The newest version.")
                    String version,
            @Option(
                            names = "--number",
                            paramLabel = "N",
                            required = true,
                            description = "One more than that of the statement before, from 1 on.")
                    int number,
            @Option(
                            names = "--days",
                            paramLabel = "N",
                            defaultValue = "90",
                            description = "For how long it holds, at most 400 (usually: $${DEFAULT-VALUE} days).")
                    int days,
            @Option(names = "--page", paramLabel = "URL", description = "Where people find it; https.")
                    Optional<URI> page,
            @Option(
                            names = "--news",
                            paramLabel = "LANGUAGE=TEXT",
                            description = "What it brings, in one line; once for each language, such as en.")
                    Map<String, String> news,
            @Option(names = "--sums", paramLabel = "SHA256SUMS", description = "The files of the release.")
                    Optional<Path> sums)
            throws Failure {
        if (Version.parse(version).isEmpty() || days < 1 || days > 400) {
            throw Failure.wrongUse("A version is written 1.2.3, and a statement holds for 1 to 400 days.");
        }
        Instant now = surroundings.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        List<Release> files =
                sums.isPresent() ? Sums.releases(sums.get(), read(sums.get(), MOST_SUMS)) : List.<Release>of();
        byte[] body;
        try {
            body = new Statement(
                            version,
                            number,
                            now,
                            now.plus(Duration.ofDays(days)),
                            page,
                            news == null ? Map.of() : news,
                            files)
                    .encode();
        } catch (IllegalArgumentException e) {
            throw Failure.wrongUse("A statement cannot say that: the number is 1 to 1,000,000,000, a page https, a text"
                    + " at most 1,000 letters in one line. Nothing was written.");
        }
        try (HybridSigningKey signing = open(key, passphraseFile)) {
            Signed signed = Signed.of(Signed.Purpose.UPDATE, signing, body, Randomness.system());
            Files.write(file, signed.whole());
            JsonObject line = Report.event("signed");
            line.addProperty("file", file.toString());
            line.addProperty("fingerprint", signed.fingerprint());
            report().tell(
                            line,
                            "The statement is in " + file + ". It says:\n" + new String(body, StandardCharsets.UTF_8));
            return Failure.OK;
        } catch (IOException e) {
            throw Failure.because("The statement could not be written to " + file + ".");
        }
    }

    private Report report() {
        return new Report(surroundings.terminal(), json);
    }

    private HybridSigningKey open(Path file, Optional<Path> passphraseFile) throws Failure {
        String text = new String(read(file, MOST_KEY), StandardCharsets.UTF_8);
        char[] typed = passphraseFile.isPresent()
                ? ProfileDoor.fromFile(passphraseFile.get())
                : surroundings
                        .terminal()
                        .askPassphrase("Passphrase of " + file)
                        .orElseThrow(ReleaseCommand::nobodyThere);
        try (Passphrase passphrase = Passphrase.of(CharBuffer.wrap(typed))) {
            return switch (ReleaseKeys.open(text, passphrase)) {
                case ReleaseKeys.Opened.Key(HybridSigningKey key) -> key;
                case ReleaseKeys.Opened.WrongPassphrase wrong ->
                    throw Failure.because("The passphrase is not that of " + file + ". Nothing was signed.");
                case ReleaseKeys.Opened.Damaged damaged ->
                    throw Failure.because(file + " is no release key, or was damaged. Nothing was signed.");
            };
        } finally {
            Arrays.fill(typed, '\0');
        }
    }

    private static Failure nobodyThere() {
        return Failure.wrongUse(
                "The passphrase comes from --passphrase-file F or a person at a terminal. Nothing was" + " made.");
    }

    private static Path signature(Path sums) {
        return sums.resolveSibling(sums.getFileName() + ".sig");
    }

    /// A fingerprint as typed, in groups or not.
    static String fingerprint(String typed) throws Failure {
        String digits = typed.replaceAll("[\\s:]", "").toLowerCase(Locale.ROOT);
        if (!digits.matches("[0-9a-f]{64}")) {
            throw Failure.wrongUse("The fingerprint of a release key has 64 digits, 0 to 9 and a to f.");
        }
        return digits;
    }

    static byte[] read(Path file, int most) throws Failure {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(most + 1);
            if (octets.length > most) {
                throw Failure.because(file + " is too long to be what is asked for.");
            }
            return octets;
        } catch (IOException e) {
            throw Failure.because("The file " + file + " cannot be read.");
        }
    }

    static String sha256(Path file) throws Failure {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream through = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            through.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(through.getMessageDigest().digest());
        } catch (IOException e) {
            throw Failure.because("The file " + file + " cannot be read.");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
