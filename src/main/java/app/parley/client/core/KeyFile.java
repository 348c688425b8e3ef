package app.parley.client.core;

import static java.nio.charset.StandardCharsets.US_ASCII;

import app.parley.client.ClientException;
import app.parley.client.ClientException.Why;
import app.parley.client.Profile.Protection;
import app.parley.client.Profile.Unlock;
import app.parley.crypto.KeyWrap;
import app.parley.crypto.Passphrase;
import app.parley.crypto.Randomness;
import app.parley.crypto.Unwrapped;
import app.parley.store.Database;
import app.parley.store.KeyStore;
import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// `profile.key`: a line that says how the profile's 256-bit key is kept, then what that needs
/// (PROTOCOL.md §5): the key under a passphrase, the name of the key in the system's key store,
/// or the key itself.
final class KeyFile {
    private static final String PASSPHRASE = "parley-key/1 passphrase\n";
    private static final String KEY_STORE = "parley-key/1 key-store\n";
    private static final String UNPROTECTED = "parley-key/1 unprotected\n";
    private static final int NAME_LENGTH = 8;
    private static final int MAX_LENGTH = 4096;

    private final Path file;
    private final KeyStore keyStore;
    private final Randomness randomness;

    KeyFile(Path file, KeyStore keyStore, Randomness randomness) {
        this.file = file;
        this.keyStore = keyStore;
        this.randomness = randomness;
    }

    private record Parsed(Protection protection, byte[] rest) {}

    /// A file that cannot be read counts as one under a passphrase: opening it then says what is
    /// wrong.
    Protection protection() {
        if (Files.notExists(file)) {
            return Protection.NO_PROFILE;
        }
        try {
            return parse().protection();
        } catch (ClientException e) {
            return Protection.PASSPHRASE;
        }
    }

    private Parsed parse() throws ClientException {
        byte[] bytes;
        try {
            if (Files.size(file) > MAX_LENGTH) {
                throw new ClientException(Why.PROFILE_CORRUPT);
            }
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new ClientException(Why.NO_PROFILE);
        } catch (IOException e) {
            throw ProfileFolder.disk(e);
        }
        String text = new String(bytes, US_ASCII);
        for (Protection protection : Protection.values()) {
            String head = head(protection);
            if (!head.isEmpty() && text.startsWith(head)) {
                return new Parsed(protection, Arrays.copyOfRange(bytes, head.length(), bytes.length));
            }
        }
        throw new ClientException(Why.PROFILE_CORRUPT);
    }

    private static String head(Protection protection) {
        return switch (protection) {
            case NO_PROFILE -> "";
            case PASSPHRASE -> PASSPHRASE;
            case KEY_STORE -> KEY_STORE;
            case UNPROTECTED -> UNPROTECTED;
        };
    }

    /// Keeps the key of a new profile.
    void create(byte[] key, Unlock how) throws ClientException {
        switch (how) {
            case Unlock.Passphrase(char[] secret) -> {
                try (Passphrase passphrase = passphrase(secret)) {
                    write(Protection.PASSPHRASE, KeyWrap.wrap(passphrase, key, randomness));
                }
            }
            case Unlock.KeyStore store -> {
                String name = HexFormat.of().formatHex(randomness.bytes(NAME_LENGTH));
                if (!keyStore.keep(name, key)) {
                    throw new ClientException(Why.KEY_STORE_UNAVAILABLE);
                }
                write(Protection.KEY_STORE, name.getBytes(US_ASCII));
            }
            case Unlock.Unprotected none -> write(Protection.UNPROTECTED, key);
        }
    }

    private static Passphrase passphrase(char[] secret) throws ClientException {
        Passphrase passphrase = Passphrase.of(CharBuffer.wrap(secret));
        if (passphrase.isEmpty()) {
            throw new ClientException(Why.PASSPHRASE_NEEDED);
        }
        return passphrase;
    }

    private void write(Protection protection, byte[] rest) throws ClientException {
        byte[] head = head(protection).getBytes(US_ASCII);
        byte[] whole = Arrays.copyOf(head, head.length + rest.length);
        System.arraycopy(rest, 0, whole, head.length, rest.length);
        try {
            Private.write(file, whole);
        } catch (IOException e) {
            throw ProfileFolder.disk(e);
        }
    }

    /// @return the 32-byte key; the caller wipes it
    byte[] open(Unlock how) throws ClientException {
        Parsed parsed = parse();
        return switch (parsed.protection()) {
            case PASSPHRASE -> withPassphrase(parsed.rest(), how);
            case KEY_STORE -> fromStore(new String(parsed.rest(), US_ASCII));
            case UNPROTECTED -> checked(parsed.rest());
            case NO_PROFILE -> throw new ClientException(Why.NO_PROFILE);
        };
    }

    private static byte[] withPassphrase(byte[] wrapped, Unlock how) throws ClientException {
        if (!(how instanceof Unlock.Passphrase(char[] secret))) {
            throw new ClientException(Why.PASSPHRASE_NEEDED);
        }
        try (Passphrase passphrase = passphrase(secret)) {
            return switch (KeyWrap.unwrap(passphrase, wrapped)) {
                case Unwrapped.Opened(byte[] key) -> key;
                case Unwrapped.WrongPassphrase wrong -> throw new ClientException(Why.WRONG_PASSPHRASE);
                case Unwrapped.Damaged damaged -> throw new ClientException(Why.PROFILE_CORRUPT);
            };
        }
    }

    private byte[] fromStore(String name) throws ClientException {
        Optional<byte[]> key = keyStore.find(name);
        return checked(key.orElseThrow(() -> new ClientException(Why.KEY_STORE_UNAVAILABLE)));
    }

    private static byte[] checked(byte[] key) throws ClientException {
        if (key.length != Database.KEY_LENGTH) {
            throw new ClientException(Why.PROFILE_CORRUPT);
        }
        return key;
    }
}
