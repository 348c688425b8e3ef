package app.parley.crypto;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;

/// What a person typed to protect a profile. Kept as UTF-8 of its NFC form, so that the same keys
/// pressed on another system give the same bytes. [#close()] wipes our copy (best effort: the JVM
/// may have made others).
public final class Passphrase implements AutoCloseable {
    private final byte[] utf8;

    private Passphrase(byte[] utf8) {
        this.utf8 = utf8;
    }

    /// From the characters of a password field or the first line of a file, without the line
    /// break.
    public static Passphrase of(CharSequence typed) {
        ByteBuffer encoded =
                StandardCharsets.UTF_8.encode(CharBuffer.wrap(Normalizer.normalize(typed, Normalizer.Form.NFC)));
        byte[] utf8 = new byte[encoded.remaining()];
        encoded.get(utf8);
        Arrays.fill(encoded.array(), (byte) 0);
        return new Passphrase(utf8);
    }

    /// Whether nothing was typed.
    public boolean isEmpty() {
        return utf8.length == 0;
    }

    byte[] utf8() {
        return utf8;
    }

    @Override
    public void close() {
        Arrays.fill(utf8, (byte) 0);
    }

    @Override
    public String toString() {
        return "Passphrase[…]";
    }
}
