package app.parley.app.update;

import app.parley.crypto.HybridSignatures;
import app.parley.crypto.Randomness;
import app.parley.crypto.secret.HybridSigningKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// A release key's signature in a file: four lines, then what was signed, if it lies in the same file.
/// ```
/// parley-signed/1 PURPOSE
/// key BASE64
/// signature BASE64
///
/// ```
///
/// @param purpose what the signature is for; one for another purpose is worth nothing
/// @param key the public key, as in [HybridSignatures]
/// @param body what comes after the empty line
public record Signed(Purpose purpose, byte[] key, byte[] signature, byte[] body) {
    private static final String FIRST = "parley-signed/1 ";

    /// What release keys sign.
    public enum Purpose {
        /// A [Statement].
        UPDATE("update"),
        /// A list of SHA-256 sums of the files of a release.
        SUMS("sums");

        private final String word;

        Purpose(String word) {
            this.word = word;
        }

        String inSignatures() {
            return "release-" + word;
        }
    }

    /// Signs `body`.
    public static Signed of(Purpose purpose, HybridSigningKey key, byte[] body, Randomness randomness) {
        return new Signed(purpose, key.publicKey(), key.sign(purpose.inSignatures(), body, randomness), body);
    }

    /// Reads a file with or without a body. Nothing is checked but its form.
    ///
    /// @return empty if it is not of this form and purpose
    public static Optional<Signed> parse(Purpose purpose, byte[] octets) {
        Lines lines = new Lines(octets);
        if (!lines.next().equals(FIRST + purpose.word)) {
            return Optional.empty();
        }
        Optional<byte[]> key = base64(lines.next(), "key ", HybridSignatures.PUBLIC_KEY_SIZE);
        Optional<byte[]> signature = base64(lines.next(), "signature ", HybridSignatures.SIGNATURE_SIZE);
        if (key.isEmpty() || signature.isEmpty() || !lines.next().isEmpty() || lines.ended) {
            return Optional.empty();
        }
        return Optional.of(
                new Signed(purpose, key.get(), signature.get(), Arrays.copyOfRange(octets, lines.at, octets.length)));
    }

    private static Optional<byte[]> base64(String line, String name, int length) {
        if (!line.startsWith(name)) {
            return Optional.empty();
        }
        try {
            byte[] octets = Base64.getDecoder().decode(line.substring(name.length()));
            return Optional.of(octets).filter(value -> value.length == length);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Whether the key in it signed `message`, which is [#body] unless that lies in a file of its own.
    public boolean holds(byte[] message) {
        return HybridSignatures.verify(key, purpose.inSignatures(), message, signature);
    }

    /// The fingerprint of the key, 64 hexadecimal digits.
    public String fingerprint() {
        return fingerprint(key);
    }

    /// The fingerprint of a public key, 64 hexadecimal digits.
    public static String fingerprint(byte[] key) {
        return HexFormat.of().formatHex(HybridSignatures.fingerprint(key));
    }

    /// The file, with the body in it.
    public byte[] whole() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head());
        out.writeBytes(body);
        return out.toByteArray();
    }

    /// The file, for a body that lies beside it.
    public byte[] head() {
        Base64.Encoder base64 = Base64.getEncoder();
        String head = FIRST + purpose.word + "\nkey " + base64.encodeToString(key) + "\nsignature "
                + base64.encodeToString(signature) + "\n\n";
        return head.getBytes(StandardCharsets.US_ASCII);
    }

    /// Lines that end with a line feed.
    private static final class Lines {
        private final byte[] octets;
        private int at;
        private boolean ended;

        Lines(byte[] octets) {
            this.octets = octets;
        }

        String next() {
            int from = at;
            while (at < octets.length && octets[at] != '\n') {
                at++;
            }
            String line = new String(octets, from, at - from, StandardCharsets.ISO_8859_1);
            ended = at == octets.length;
            at = Math.min(octets.length, at + 1);
            return line;
        }
    }
}
