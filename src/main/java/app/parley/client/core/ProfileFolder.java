package app.parley.client.core;

import app.parley.client.Client;
import app.parley.client.ClientException;
import app.parley.client.ClientException.Why;
import app.parley.client.Profile;
import app.parley.client.RecoveryKit;
import app.parley.client.history.Schema;
import app.parley.client.history.Settings;
import app.parley.client.session.OwnIdentity;
import app.parley.crypto.Randomness;
import app.parley.store.Database;
import app.parley.store.KeyStore;
import app.parley.store.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A profile on disk: `profile.key` (see [KeyFile]), `profile.db` under that key, `profile.tries`
/// (see [Guesses]), and `profile.lock`, which one process holds at a time, while the profile is
/// open.
public final class ProfileFolder implements Profile {
    private static final Logger LOG = LoggerFactory.getLogger(ProfileFolder.class);

    private final Path folder;
    private final Messenger.Surroundings around;
    private final Guesses guesses;
    private final KeyFile keyFile;
    private final KeyStore keyStore;

    public ProfileFolder(Path folder, Messenger.Surroundings around, KeyStore keyStore) {
        this.folder = folder;
        this.around = around;
        this.keyStore = keyStore;
        this.guesses = new Guesses(folder.resolve("profile.tries"), around.clock());
        this.keyFile = new KeyFile(folder.resolve("profile.key"), keyStore, around.randomness(), guesses);
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public Protection protection() {
        return keyFile.protection();
    }

    @Override
    public boolean keyStoreAvailable() {
        return keyStore.available();
    }

    @Override
    public Duration pause() {
        return guesses.pause();
    }

    @Override
    public void prove(Unlock how) throws ClientException {
        Arrays.fill(keyFile.open(how), (byte) 0);
    }

    @Override
    public void change(Unlock proof, Change change) throws ClientException {
        keyFile.change(proof, change);
    }

    @Override
    public Client create(Unlock how) throws ClientException {
        return make(how, OwnIdentity::create);
    }

    @Override
    public Client recover(RecoveryKit kit, Unlock how) throws ClientException {
        byte[] seed = kit.seed();
        try {
            return make(
                    how,
                    (settings, randomness) -> OwnIdentity.recover(
                            settings, randomness, seed, around.clock().instant()));
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    private interface Maker {
        OwnIdentity make(Settings settings, Randomness randomness);
    }

    private Client make(Unlock how, Maker maker) throws ClientException {
        try {
            Files.createDirectories(folder);
            Private.folder(folder);
        } catch (FileAlreadyExistsException e) {
            throw new ClientException(Why.PROFILE_CORRUPT);
        } catch (IOException e) {
            throw disk(e);
        }
        AutoCloseable lock = lock();
        boolean done = false;
        try {
            if (protection() != Protection.NO_PROFILE || Files.exists(database())) {
                throw new ClientException(Why.PROFILE_EXISTS);
            }
            byte[] key = around.randomness().bytes(Database.KEY_LENGTH);
            Client client = openDatabase(key, lock, maker);
            try {
                keyFile.create(key, how);
                done = true;
            } finally {
                Arrays.fill(key, (byte) 0);
                if (!done) {
                    client.close();
                    removeDatabase();
                }
            }
            return client;
        } finally {
            if (!done) {
                release(lock);
            }
        }
    }

    @Override
    public Client open(Unlock how) throws ClientException {
        if (protection() == Protection.NO_PROFILE) {
            throw new ClientException(Files.exists(database()) ? Why.PROFILE_CORRUPT : Why.NO_PROFILE);
        }
        AutoCloseable lock = lock();
        boolean done = false;
        try {
            byte[] key = keyFile.open(how);
            try {
                if (Files.notExists(database())) {
                    throw new ClientException(Why.PROFILE_CORRUPT);
                }
                Client client = openDatabase(key, lock, (settings, randomness) -> OwnIdentity.load(settings));
                done = true;
                return client;
            } finally {
                Arrays.fill(key, (byte) 0);
            }
        } finally {
            if (!done) {
                release(lock);
            }
        }
    }

    private Client openDatabase(byte[] key, AutoCloseable lock, Maker identity) throws ClientException {
        Database database;
        try {
            database = Database.open(database(), Optional.of(key), Schema.MIGRATIONS);
        } catch (StoreException e) {
            throw new ClientException(
                    switch (e.why()) {
                        case FULL -> Why.DISK_FULL;
                        case BUSY -> Why.PROFILE_IN_USE;
                        // The key is right, or we would not have it: a file it does not open is damaged.
                        case CORRUPT, WRONG_KEY, TOO_NEW, FAILED -> Why.PROFILE_CORRUPT;
                        // Said by database servers only.
                        case UNREACHABLE, NOT_PERMITTED, NO_SUCH_DATABASE, UNSAFE -> Why.PROFILE_CORRUPT;
                    });
        }
        try {
            OwnIdentity own = database.transaction(sql -> identity.make(new Settings(sql), around.randomness()));
            return new Messenger(database, own, around, lock);
        } catch (StoreException e) {
            database.close();
            throw new ClientException(e.why() == StoreException.Why.FULL ? Why.DISK_FULL : Why.PROFILE_CORRUPT);
        } catch (RuntimeException e) {
            // The identity is not there or not whole: the file is another database, or was cut off.
            LOG.warn("a profile cannot be read: {}", e.getClass().getSimpleName());
            database.close();
            throw new ClientException(Why.PROFILE_CORRUPT);
        }
    }

    private Path database() {
        return folder.resolve("profile.db");
    }

    private void removeDatabase() {
        for (String suffix : List.of("", "-wal", "-shm")) {
            try {
                Files.deleteIfExists(folder.resolve("profile.db" + suffix));
            } catch (IOException e) {
                LOG.warn("a file of an unfinished profile stays behind");
            }
        }
    }

    private AutoCloseable lock() throws ClientException {
        try {
            FileChannel channel = FileChannel.open(
                    folder.resolve("profile.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                FileLock lock = channel.tryLock();
                if (lock == null) {
                    channel.close();
                    throw new ClientException(Why.PROFILE_IN_USE);
                }
                return channel;
            } catch (OverlappingFileLockException e) {
                channel.close();
                throw new ClientException(Why.PROFILE_IN_USE);
            }
        } catch (IOException e) {
            throw disk(e);
        }
    }

    private static void release(AutoCloseable lock) {
        try {
            lock.close();
        } catch (Exception e) {
            LOG.warn("a profile's lock could not be released: {}", e.getClass().getSimpleName());
        }
    }

    static ClientException disk(IOException e) {
        boolean full = String.valueOf(e.getMessage()).contains("No space left");
        return new ClientException(full ? Why.DISK_FULL : Why.DATABASE);
    }
}
