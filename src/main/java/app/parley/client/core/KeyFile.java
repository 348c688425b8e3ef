package app.parley.client.core;

import app.parley.client.ClientException;
import app.parley.client.ClientException.Why;
import app.parley.client.Profile.Change;
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
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// `profile.key`, which says how the profile's key is kept (see [KeyWays]). It is replaced as a
/// whole: whenever the process dies, the old ways or the new ones work.
final class KeyFile {
    private static final int NAME_LENGTH = 8;
    private static final int MAX_LENGTH = 4096;

    private final Path file;
    private final KeyStore keyStore;
    private final Randomness randomness;
    private final Guesses guesses;

    KeyFile(Path file, KeyStore keyStore, Randomness randomness, Guesses guesses) {
        this.file = file;
        this.keyStore = keyStore;
        this.randomness = randomness;
        this.guesses = guesses;
    }

    /// A file that cannot be read counts as one under a passphrase: opening it then says what is
    /// wrong.
    Protection protection() {
        if (Files.notExists(file)) {
            return Protection.NO_PROFILE;
        }
        try {
            return read().protection();
        } catch (ClientException e) {
            return Protection.PASSPHRASE;
        }
    }

    private KeyWays read() throws ClientException {
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
        return KeyWays.decode(bytes).orElseThrow(() -> new ClientException(Why.PROFILE_CORRUPT));
    }

    private void write(KeyWays ways) throws ClientException {
        try {
            Private.write(file, ways.encode());
        } catch (IOException e) {
            throw ProfileFolder.disk(e);
        }
    }

    /// Keeps the key of a new profile.
    void create(byte[] key, Unlock how) throws ClientException {
        KeyWays none = KeyWays.of(key);
        switch (how) {
            case Unlock.Passphrase(char[] secret) -> write(none.withPassphrase(wrap(key, secret)));
            case Unlock.KeyStore store -> writeWithStore(none, key);
            case Unlock.KeyStoreAndPassphrase(char[] secret) ->
                writeWithStore(none.withPassphrase(wrap(key, secret)), key);
            case Unlock.Unprotected open -> write(none.unprotected(key));
        }
    }

    private byte[] wrap(byte[] key, char[] secret) throws ClientException {
        try (Passphrase passphrase = passphrase(secret)) {
            return KeyWrap.wrap(passphrase, key, randomness);
        }
    }

    private static Passphrase passphrase(char[] secret) throws ClientException {
        Passphrase passphrase = Passphrase.of(CharBuffer.wrap(secret));
        if (passphrase.isEmpty()) {
            throw new ClientException(Why.PASSPHRASE_NEEDED);
        }
        return passphrase;
    }

    /// A store that says it kept the key is asked for it before it is relied on.
    private void writeWithStore(KeyWays ways, byte[] key) throws ClientException {
        String name = HexFormat.of().formatHex(randomness.bytes(NAME_LENGTH));
        boolean kept = false;
        try {
            boolean there = keyStore.keep(name, key)
                    && keyStore.find(name)
                            .filter(found -> MessageDigest.isEqual(found, key))
                            .isPresent();
            if (!there) {
                throw new ClientException(Why.KEY_STORE_UNAVAILABLE);
            }
            write(ways.withStore(name));
            kept = true;
        } finally {
            if (!kept) {
                keyStore.forget(name);
            }
        }
    }

    /// @return the 32-byte key; the caller wipes it
    byte[] open(Unlock how) throws ClientException {
        return open(read(), how);
    }

    private byte[] open(KeyWays ways, Unlock how) throws ClientException {
        return switch (ways.protection()) {
            case NO_PROFILE -> throw new ClientException(Why.NO_PROFILE);
            case UNPROTECTED -> whole(ways, ways.plain().orElseThrow());
            case KEY_STORE -> fromStore(ways);
            case PASSPHRASE, KEY_STORE_AND_PASSPHRASE ->
                switch (how) {
                    case Unlock.Passphrase(char[] secret) -> withPassphrase(ways, secret);
                    case Unlock.KeyStoreAndPassphrase(char[] secret) -> withPassphrase(ways, secret);
                    case Unlock.KeyStore store when ways.storeName().isPresent() -> fromStore(ways);
                    case Unlock.KeyStore store -> throw new ClientException(Why.PASSPHRASE_NEEDED);
                    case Unlock.Unprotected none -> throw new ClientException(Why.PASSPHRASE_NEEDED);
                };
        };
    }

    private byte[] withPassphrase(KeyWays ways, char[] secret) throws ClientException {
        try (Passphrase passphrase = passphrase(secret)) {
            guesses.begin();
            return switch (KeyWrap.unwrap(passphrase, ways.wrapped().orElseThrow())) {
                case Unwrapped.Opened(byte[] key) -> {
                    guesses.right();
                    yield key;
                }
                case Unwrapped.WrongPassphrase wrong -> throw new ClientException(Why.WRONG_PASSPHRASE);
                case Unwrapped.Damaged damaged -> {
                    guesses.right();
                    throw new ClientException(Why.PROFILE_CORRUPT);
                }
            };
        }
    }

    /// No key, something that is no key, another key: all the same to whoever asks for it.
    private byte[] fromStore(KeyWays ways) throws ClientException {
        Optional<byte[]> key = ways.storeName().flatMap(keyStore::find);
        return key.filter(found -> found.length == Database.KEY_LENGTH && ways.fits(found))
                .orElseThrow(() -> new ClientException(Why.KEY_STORE_UNAVAILABLE));
    }

    private static byte[] whole(KeyWays ways, byte[] key) throws ClientException {
        if (key.length != Database.KEY_LENGTH || !ways.fits(key)) {
            throw new ClientException(Why.PROFILE_CORRUPT);
        }
        return key;
    }

    /// Keeps the key in another way.
    void change(Unlock proof, Change change) throws ClientException {
        KeyWays ways = read();
        byte[] key = open(ways, proof);
        try {
            switch (change) {
                case Change.SetPassphrase(char[] secret) ->
                    write(sure(ways, key).withPassphrase(wrap(key, secret)));
                case Change.AddKeyStore add -> {
                    if (ways.storeName().isEmpty()) {
                        writeWithStore(sure(ways, key), key);
                    }
                }
                case Change.RemoveKeyStore remove -> removeStore(sure(ways, key));
            }
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /// The same ways, with a check if an older version wrote none.
    private static KeyWays sure(KeyWays ways, byte[] key) {
        return new KeyWays(KeyWays.of(key).check(), ways.wrapped(), ways.storeName(), ways.plain());
    }

    /// The key leaves the store first: once the file says nothing of it, nobody would look for it
    /// there. A store that is gone with its keys holds nothing up.
    private void removeStore(KeyWays ways) throws ClientException {
        if (ways.wrapped().isEmpty()) {
            throw new ClientException(Why.PASSPHRASE_NEEDED);
        }
        Optional<String> name = ways.storeName();
        if (name.isEmpty()) {
            return;
        }
        if (!keyStore.forget(name.get()) && keyStore.find(name.get()).isPresent()) {
            throw new ClientException(Why.KEY_STORE_UNAVAILABLE);
        }
        write(ways.withoutStore());
    }
}
