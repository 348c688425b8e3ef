package app.parley.relay.core;

import app.parley.crypto.Randomness;
import app.parley.net.TlsIdentity;
import app.parley.protocol.Invite;
import app.parley.protocol.Octets;
import app.parley.relay.RelayException;
import app.parley.relay.RelayException.Why;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;

/// A relay's directory, held by one process at a time. `secrets/` (mode 700) lies apart from the
/// database, so that a copy of the database alone blinds nothing open.
final class DataDirectory implements AutoCloseable {
    private static final int SECRET = 32;

    private final Path database;
    private final FileChannel lock;
    private final Secrets secrets;

    /// @param phones blinds numbers, addresses and limits; 32 octets
    /// @param codes hashes codes; 32 octets
    /// @param admission of the open invite
    /// @param circleKey for invites only: the relay itself decrypts nothing with it
    record Secrets(TlsIdentity identity, byte[] phones, byte[] codes, Octets admission, Octets circleKey) {
        @Override
        public String toString() {
            return "Secrets[…]";
        }
    }

    private DataDirectory(Path database, FileChannel lock, Secrets secrets) {
        this.database = database;
        this.lock = lock;
        this.secrets = secrets;
    }

    /// Makes the directory and its secrets if there are none.
    ///
    /// @param given secrets to use instead
    /// @throws RelayException `DATA_IN_USE`, `CORRUPT`, `NOT_PERMITTED`, `OTHER_IDENTITY` if the
    ///     directory has secrets that are not the given ones, or `FAILED`
    static DataDirectory open(Path data, SecureRandom random, Optional<Secrets> given) throws RelayException {
        try {
            makePrivately(data);
            FileChannel lock =
                    FileChannel.open(data.resolve("relay.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (lock.tryLock() == null) {
                    throw new RelayException(Why.DATA_IN_USE, "another relay runs here");
                }
                // Of one that died while a backup was made: what it holds is erased here only.
                for (String file : Backup.COPIES) {
                    Files.deleteIfExists(data.resolve(file));
                }
                Path database = data.resolve("relay.db");
                Path own = data.resolve("secrets");
                if (given.isPresent() && Files.notExists(own)) {
                    return new DataDirectory(database, lock, given.get());
                }
                Secrets secrets = secrets(own, database, random);
                if (given.isPresent() && !IdentityFile.format(given.get()).equals(IdentityFile.format(secrets))) {
                    throw new RelayException(Why.OTHER_IDENTITY, "the directory has secrets of its own");
                }
                return new DataDirectory(database, lock, secrets);
            } catch (OverlappingFileLockException e) {
                lock.close();
                throw new RelayException(Why.DATA_IN_USE, e);
            } catch (IOException e) {
                lock.close();
                throw e;
            }
        } catch (RelayException e) {
            throw e;
        } catch (AccessDeniedException e) {
            throw new RelayException(Why.NOT_PERMITTED, e);
        } catch (IOException e) {
            throw new RelayException(Why.FAILED, e);
        }
    }

    /// The secrets of a directory, made if it has none and nothing else either. The relay may run.
    static Secrets identity(Path data, SecureRandom random) throws RelayException {
        try {
            makePrivately(data);
            return secrets(data.resolve("secrets"), data.resolve("relay.db"), random);
        } catch (RelayException e) {
            throw e;
        } catch (AccessDeniedException e) {
            throw new RelayException(Why.NOT_PERMITTED, e);
        } catch (IOException e) {
            throw new RelayException(Why.FAILED, e);
        }
    }

    private static void makePrivately(Path directory) throws IOException {
        boolean fresh = Files.notExists(directory);
        Files.createDirectories(directory);
        if (fresh && posix(directory)) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static boolean posix(Path path) throws IOException {
        return Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
    }

    private static Secrets secrets(Path directory, Path database, SecureRandom random) throws IOException {
        makePrivately(directory);
        boolean mayMake = Files.notExists(database);
        Randomness randomness = random::nextBytes;
        String pem = new String(
                secret(
                        directory.resolve("tls.pem"),
                        mayMake,
                        TlsIdentity.create(random).toPem().getBytes(StandardCharsets.US_ASCII)),
                StandardCharsets.US_ASCII);
        TlsIdentity identity =
                TlsIdentity.parse(pem).orElseThrow(() -> new RelayException(Why.CORRUPT, "tls.pem is damaged"));
        return new Secrets(
                identity,
                fixed(directory.resolve("phones.key"), mayMake, randomness, SECRET),
                fixed(directory.resolve("codes.key"), mayMake, randomness, SECRET),
                Octets.of(fixed(directory.resolve("admission.key"), mayMake, randomness, Invite.ADMISSION_LENGTH)),
                Octets.of(fixed(directory.resolve("circle.key"), mayMake, randomness, Invite.KEY_LENGTH)));
    }

    private static byte[] fixed(Path file, boolean mayMake, Randomness randomness, int length) throws IOException {
        byte[] value = secret(file, mayMake, randomness.bytes(length));
        if (value.length != length) {
            throw new RelayException(Why.CORRUPT, file.getFileName() + " is damaged");
        }
        return value;
    }

    /// Reads a secret; one that is missing is made, but not beside a database that was made with
    /// another one.
    private static byte[] secret(Path file, boolean mayMake, byte[] fresh) throws IOException {
        if (Files.exists(file)) {
            return Files.readAllBytes(file);
        }
        if (!mayMake) {
            throw new RelayException(Why.CORRUPT, file.getFileName() + " is missing");
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        Files.createFile(part);
        if (posix(part)) {
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
        }
        try (FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(fresh);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        return fresh;
    }

    Path database() {
        return database;
    }

    Secrets secrets() {
        return secrets;
    }

    /// Lets another process have it.
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
