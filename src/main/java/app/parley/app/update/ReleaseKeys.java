package app.parley.app.update;

import app.parley.crypto.KeyWrap;
import app.parley.crypto.Passphrase;
import app.parley.crypto.Randomness;
import app.parley.crypto.Unwrapped;
import app.parley.crypto.secret.HybridSigningKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Release keys: those that this Parley was built with, by their fingerprints, and the private one in a file.
public final class ReleaseKeys {
    private static final String FIRST = "parley-release-key/1";

    private ReleaseKeys() {}

    /// Fingerprints of the keys that this Parley was built to believe; docs/releasing.md says how they
    /// get there. Empty if nobody published with this source yet.
    public static Set<String> builtIn() {
        try (@Nullable InputStream in = ReleaseKeys.class.getResourceAsStream("release-keys")) {
            if (in == null) {
                throw new IllegalStateException("built without its list of release keys");
            }
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Fingerprints, one a line; lines that begin with `#` say something to people.
    static Set<String> read(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> {
                    if (!line.matches("[0-9a-f]{64}")) {
                        throw new IllegalStateException("no fingerprint of a release key: " + line);
                    }
                    return line;
                })
                .collect(Collectors.toUnmodifiableSet());
    }

    /// A private key as a text, under a passphrase (as a profile's key is, PROTOCOL.md §5.5).
    public static String seal(HybridSigningKey key, Passphrase passphrase, Randomness randomness) {
        byte[] seed = key.export();
        try {
            String fingerprint = Signed.fingerprint(key.publicKey());
            String sealed = Base64.getEncoder().encodeToString(KeyWrap.wrap(passphrase, seed, randomness));
            return FIRST + "\nfingerprint " + fingerprint + "\nsealed " + sealed + "\n";
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    /// What opening a private key came to.
    public sealed interface Opened {
        /// @param key to be closed
        record Key(HybridSigningKey key) implements Opened {}

        /// Another passphrase opens it.
        record WrongPassphrase() implements Opened {}

        /// It is no such file, or it was damaged.
        record Damaged() implements Opened {}
    }

    /// Opens what [#seal] made.
    public static Opened open(String text, Passphrase passphrase) {
        String[] lines = text.split("\n", -1);
        if (lines.length != 4
                || !lines[0].equals(FIRST)
                || !lines[1].startsWith("fingerprint ")
                || !lines[2].startsWith("sealed ")) {
            return new Opened.Damaged();
        }
        Optional<byte[]> sealed = base64(lines[2].substring("sealed ".length()));
        if (sealed.isEmpty()) {
            return new Opened.Damaged();
        }
        return switch (KeyWrap.unwrap(passphrase, sealed.get())) {
            case Unwrapped.Opened(byte[] seed) -> {
                HybridSigningKey key = HybridSigningKey.of(seed);
                Arrays.fill(seed, (byte) 0);
                boolean same = lines[1].equals("fingerprint " + Signed.fingerprint(key.publicKey()));
                if (!same) {
                    key.close();
                }
                yield same ? new Opened.Key(key) : new Opened.Damaged();
            }
            case Unwrapped.WrongPassphrase wrong -> new Opened.WrongPassphrase();
            case Unwrapped.Damaged damaged -> new Opened.Damaged();
        };
    }

    private static Optional<byte[]> base64(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
