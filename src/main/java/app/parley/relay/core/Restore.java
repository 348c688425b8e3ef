package app.parley.relay.core;

import app.parley.crypto.Cobblestone;
import app.parley.crypto.CryptoException;
import app.parley.crypto.KeyWrap;
import app.parley.crypto.Passphrase;
import app.parley.crypto.Randomness;
import app.parley.crypto.Unwrapped;
import app.parley.relay.RelayException;
import app.parley.relay.mailbox.SqliteRelayStore;
import app.parley.store.StoreException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/// Makes a relay's folder from what [Backup] wrote. The folder is there whole or not at all.
///
/// A relay that goes on from a backup has lost what came after it. Clients notice: numbers below
/// theirs, keys that are not the newest, envelopes that they have (PROTOCOL.md §5). One-time keys are
/// left out, since some of them were handed out after the backup was made.
public final class Restore {
    private static final Pattern NAMES =
            Pattern.compile("relay\\.db|secrets/[a-z]{1,32}\\.[a-z]{1,8}|blobs/[0-9a-f]{16}");

    private Restore() {}

    /// How it went.
    public sealed interface Outcome {
        record Done() implements Outcome {}

        /// The folder is in use: it is there, and not empty.
        record FolderUsed() implements Outcome {}

        /// No backup of a relay, or a damaged or cut one.
        record Damaged() implements Outcome {}

        /// Made by a newer Parley.
        record TooNew() implements Outcome {}

        record NeedsPassphrase() implements Outcome {}

        record WrongPassphrase() implements Outcome {}
    }

    /// @throws RelayException `DISK_FULL`, `NOT_PERMITTED` or `FAILED`; nothing is left behind then
    public static Outcome from(Path file, Path data, Optional<Passphrase> passphrase, InstantSource clock)
            throws RelayException {
        Path part = data.toAbsolutePath().resolveSibling(data.getFileName() + ".restoring");
        try {
            if (used(data)) {
                return new Outcome.FolderUsed();
            }
            try (InputStream in = Files.newInputStream(file)) {
                erase(part);
                Files.createDirectories(part);
                restrict(part, "rwx------");
                Outcome read = read(in, part, passphrase);
                if (!(read instanceof Outcome.Done)) {
                    return read;
                }
                tidy(part.resolve("relay.db"), clock);
                Files.deleteIfExists(data);
                Files.move(part, data, StandardCopyOption.ATOMIC_MOVE);
                return read;
            } catch (ZipException | EOFException | CryptoException e) {
                return new Outcome.Damaged();
            } catch (StoreException e) {
                return e.why() == StoreException.Why.TOO_NEW ? new Outcome.TooNew() : new Outcome.Damaged();
            } finally {
                erase(part);
            }
        } catch (IOException e) {
            throw Faults.of(e);
        }
    }

    private static boolean used(Path data) throws IOException {
        if (Files.notExists(data)) {
            return false;
        }
        if (!Files.isDirectory(data)) {
            return true;
        }
        try (Stream<Path> all = Files.list(data)) {
            return all.findAny().isPresent();
        }
    }

    private static void erase(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    private static void restrict(Path path, String mode) throws IOException {
        if (Files.getFileAttributeView(path, PosixFileAttributeView.class) != null) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        }
    }

    private static Outcome read(InputStream in, Path part, Optional<Passphrase> passphrase)
            throws IOException, CryptoException {
        byte[] head = in.readNBytes(Backup.MAGIC.length + 1);
        int kind = head.length == Backup.MAGIC.length + 1 ? head[Backup.MAGIC.length] : -1;
        if (!Arrays.equals(Backup.MAGIC, Arrays.copyOf(head, Backup.MAGIC.length)) || kind < 0 || kind > 1) {
            return new Outcome.Damaged();
        }
        if (kind == 0) {
            return unzip(in, part) ? new Outcome.Done() : new Outcome.Damaged();
        }
        if (passphrase.isEmpty()) {
            return new Outcome.NeedsPassphrase();
        }
        return switch (KeyWrap.unwrap(passphrase.get(), in.readNBytes(KeyWrap.WRAPPED_SIZE))) {
            case Unwrapped.Opened opened -> unseal(opened.key(), in, part);
            case Unwrapped.WrongPassphrase wrong -> new Outcome.WrongPassphrase();
            case Unwrapped.Damaged damaged -> new Outcome.Damaged();
        };
    }

    private static Outcome unseal(byte[] key, InputStream in, Path part) throws IOException, CryptoException {
        try (PipedInputStream zipped = new PipedInputStream(1 << 16)) {
            PipedOutputStream into = new PipedOutputStream(zipped);
            CompletableFuture<Optional<CryptoException>> opening = CompletableFuture.supplyAsync(
                    () -> {
                        try (into) {
                            Cobblestone.open(key, Backup.CONTEXT, in, into);
                            return Optional.empty();
                        } catch (CryptoException e) {
                            return Optional.of(e);
                        } catch (IOException e) {
                            throw new CompletionException(e);
                        }
                    },
                    task -> Thread.ofVirtual().name("restore").start(task));
            boolean whole = unzip(zipped, part);
            zipped.transferTo(OutputStream.nullOutputStream());
            Optional<CryptoException> wrong = opening.join();
            return whole && wrong.isEmpty() ? new Outcome.Done() : new Outcome.Damaged();
        } catch (CompletionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException("it cannot be read", e);
        }
    }

    /// @return whether all of it was there
    private static boolean unzip(InputStream in, Path part) throws IOException {
        ZipInputStream zip = new ZipInputStream(in, StandardCharsets.US_ASCII);
        boolean database = false;
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            String name = entry.getName();
            if (name.equals(Backup.END)) {
                return database;
            }
            if (!NAMES.matcher(name).matches()) {
                return false;
            }
            Path to = part.resolve(name);
            int slash = name.indexOf('/');
            Path folder = slash < 0 ? part : part.resolve(name.substring(0, slash));
            if (Files.notExists(folder)) {
                Files.createDirectories(folder);
                restrict(folder, "rwx------");
            }
            Backup.makePrivately(to);
            try (OutputStream out = Files.newOutputStream(to)) {
                zip.transferTo(out);
            }
            database |= name.equals("relay.db");
        }
        return false;
    }

    private static void tidy(Path database, InstantSource clock) {
        try (SqliteRelayStore store = SqliteRelayStore.open(database, 1L << 40, clock, Randomness.system())) {
            store.restored();
        }
    }
}
