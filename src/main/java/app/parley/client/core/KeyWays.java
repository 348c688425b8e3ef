package app.parley.client.core;

import static java.nio.charset.StandardCharsets.US_ASCII;

import app.parley.client.Profile.Protection;
import app.parley.crypto.HmacSha256;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// What `profile.key` says: the ways in which the profile's 256-bit key is kept (PROTOCOL.md §5).
///
/// ```
/// parley-key/2
/// check        [16] in hexadecimal: tells another key from the right one, and tells nothing else
/// passphrase   [124] in hexadecimal: the key wrapped under the passphrase
/// key-store    name of the key in the system's key store
/// unprotected  [32] in hexadecimal: the key itself
/// ```
/// At least one of the last three is there. Version 1 had one way, no check, and raw octets.
record KeyWays(Optional<byte[]> check, Optional<byte[]> wrapped, Optional<String> storeName, Optional<byte[]> plain) {
    private static final String HEAD = "parley-key/2\n";
    private static final String OLD_PASSPHRASE = "parley-key/1 passphrase\n";
    private static final String OLD_KEY_STORE = "parley-key/1 key-store\n";
    private static final String OLD_UNPROTECTED = "parley-key/1 unprotected\n";
    private static final byte[] CHECKED = "parley/1/profile-key".getBytes(US_ASCII);
    private static final int CHECK_LENGTH = 16;
    private static final HexFormat HEX = HexFormat.of();

    /// No way yet to keep `key`.
    static KeyWays of(byte[] key) {
        return new KeyWays(Optional.of(checkOf(key)), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static byte[] checkOf(byte[] key) {
        return Arrays.copyOf(HmacSha256.of(key, CHECKED), CHECK_LENGTH);
    }

    /// Whether this is the key, as far as the file can tell.
    boolean fits(byte[] key) {
        return check.map(wanted -> MessageDigest.isEqual(wanted, checkOf(key))).orElse(true);
    }

    /// With a passphrase the key does not lie in the open any more.
    KeyWays withPassphrase(byte[] wrappedKey) {
        return new KeyWays(check, Optional.of(wrappedKey), storeName, Optional.empty());
    }

    KeyWays withStore(String name) {
        return new KeyWays(check, wrapped, Optional.of(name), Optional.empty());
    }

    KeyWays withoutStore() {
        return new KeyWays(check, wrapped, Optional.empty(), plain);
    }

    KeyWays unprotected(byte[] key) {
        return new KeyWays(check, Optional.empty(), Optional.empty(), Optional.of(key.clone()));
    }

    Protection protection() {
        if (plain.isPresent()) {
            return Protection.UNPROTECTED;
        }
        if (storeName.isEmpty()) {
            return Protection.PASSPHRASE;
        }
        return wrapped.isPresent() ? Protection.KEY_STORE_AND_PASSPHRASE : Protection.KEY_STORE;
    }

    byte[] encode() {
        StringBuilder text = new StringBuilder(HEAD);
        check.ifPresent(octets -> line(text, "check", HEX.formatHex(octets)));
        wrapped.ifPresent(octets -> line(text, "passphrase", HEX.formatHex(octets)));
        storeName.ifPresent(name -> line(text, "key-store", name));
        plain.ifPresent(octets -> line(text, "unprotected", HEX.formatHex(octets)));
        return text.toString().getBytes(US_ASCII);
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(' ').append(value).append('\n');
    }

    /// @return empty if it is nothing that [#encode] or an older version wrote
    static Optional<KeyWays> decode(byte[] bytes) {
        String text = new String(bytes, US_ASCII);
        try {
            Optional<KeyWays> ways = text.startsWith(HEAD)
                    ? lines(text).filter(read -> Arrays.equals(read.encode(), bytes))
                    : old(text, bytes);
            return ways.filter(
                    found -> found.wrapped.isPresent() || found.storeName.isPresent() || found.plain.isPresent());
        } catch (IllegalArgumentException notHexadecimal) {
            return Optional.empty();
        }
    }

    private static Optional<KeyWays> lines(String text) {
        KeyWays ways = new KeyWays(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        for (String line : text.substring(HEAD.length()).split("\n")) {
            String[] parts = line.split(" ", 2);
            if (parts.length != 2) {
                return Optional.empty();
            }
            String value = parts[1];
            switch (parts[0]) {
                case "check" ->
                    ways = new KeyWays(Optional.of(HEX.parseHex(value)), ways.wrapped, ways.storeName, ways.plain);
                case "passphrase" ->
                    ways = new KeyWays(ways.check, Optional.of(HEX.parseHex(value)), ways.storeName, ways.plain);
                case "key-store" -> ways = new KeyWays(ways.check, ways.wrapped, Optional.of(value), ways.plain);
                case "unprotected" ->
                    ways = new KeyWays(ways.check, ways.wrapped, ways.storeName, Optional.of(HEX.parseHex(value)));
                default -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(ways);
    }

    private static Optional<KeyWays> old(String text, byte[] bytes) {
        KeyWays none = new KeyWays(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        if (text.startsWith(OLD_PASSPHRASE)) {
            return Optional.of(none.withPassphrase(after(OLD_PASSPHRASE, bytes)));
        }
        if (text.startsWith(OLD_KEY_STORE)) {
            return Optional.of(none.withStore(text.substring(OLD_KEY_STORE.length())));
        }
        return text.startsWith(OLD_UNPROTECTED)
                ? Optional.of(none.unprotected(after(OLD_UNPROTECTED, bytes)))
                : Optional.empty();
    }

    private static byte[] after(String head, byte[] bytes) {
        return Arrays.copyOfRange(bytes, head.length(), bytes.length);
    }

    @Override
    public String toString() {
        return "KeyWays[" + protection() + "]";
    }
}
