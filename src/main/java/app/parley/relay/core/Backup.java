package app.parley.relay.core;

import app.parley.crypto.Cobblestone;
import app.parley.crypto.KeyWrap;
import app.parley.crypto.Passphrase;
import app.parley.crypto.Randomness;
import app.parley.protocol.Octets;
import app.parley.relay.RelayException;
import app.parley.relay.RelayException.Why;
import app.parley.relay.mailbox.RelayStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes everything that a relay keeps into one file while it runs.
///
/// `"PRB1" | u8 0 | zip`, or `"PRB1" | u8 1 | [124] wrapped key | Cobblestone-256 of the zip`. In the zip
/// are `relay.db`, `secrets/*`, `blobs/*` and, last, the empty entry `end`, without which it was
/// cut off. The database is one consistent state, with
/// the envelopes that wait as rows; a blob that is whole never changes.
final class Backup {
    static final byte[] MAGIC = {'P', 'R', 'B', '1'};
    static final byte[] CONTEXT = "parley/1/relay-backup".getBytes(StandardCharsets.US_ASCII);
    static final String END = "end";
    /// The copy of the database while a backup is made, in the relay's folder; gone at the next start
    /// at the latest.
    static final List<String> COPIES = List.of("backup.part", "backup.part-wal", "backup.part-shm");

    private final Path data;
    private final RelayStore store;
    private final Randomness randomness;

    Backup(Path data, RelayStore store, Randomness randomness) {
        this.data = data;
        this.store = store;
        this.randomness = randomness;
    }

    /// @param file made, mode 600; there must be none yet
    /// @throws RelayException `ALREADY_THERE`, `KEPT_ELSEWHERE`, `DISK_FULL`, `NOT_PERMITTED` or
    ///     `FAILED`; nothing is left behind then
    void write(Path file, Optional<Passphrase> passphrase) throws RelayException {
        // A name of its own: a file of that name would be somebody's.
        String unique = Octets.of(randomness.bytes(6)).hex();
        Path part = file.resolveSibling(file.getFileName() + "." + unique + ".part");
        Path database = data.resolve(COPIES.getFirst());
        if (Files.exists(file)) {
            throw new RelayException(Why.ALREADY_THERE, "there is such a file already");
        }
        try {
            makePrivately(part);
            makePrivately(database);
            if (!store.copyTo(database)) {
                throw new RelayException(Why.KEPT_ELSEWHERE, "the database server has backups of its own");
            }
            try (OutputStream out = Files.newOutputStream(part)) {
                out.write(MAGIC);
                out.write(passphrase.isPresent() ? 1 : 0);
                if (passphrase.isPresent()) {
                    sealed(out, passphrase.get(), database);
                } else {
                    zip(out, database);
                }
            }
            try (FileChannel done = FileChannel.open(part, StandardOpenOption.WRITE)) {
                done.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw e instanceof RelayException known ? known : Faults.of(e);
        } finally {
            erase(part);
            for (String copy : COPIES) {
                erase(data.resolve(copy));
            }
        }
    }

    static void makePrivately(Path file) throws IOException {
        Files.deleteIfExists(file);
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            throw new IOException("somebody else makes it", e);
        }
        if (Files.getFileAttributeView(file, PosixFileAttributeView.class) != null) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static void erase(Path file) throws RelayException {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw Faults.of(e);
        }
    }

    private void sealed(OutputStream out, Passphrase passphrase, Path database) throws IOException {
        byte[] key = randomness.bytes(Cobblestone.KEY_SIZE);
        out.write(KeyWrap.wrap(passphrase, key, randomness));
        try (Cobblestone message = Cobblestone.sealing(key, CONTEXT, randomness);
                PipedInputStream zipped = new PipedInputStream(1 << 16)) {
            PipedOutputStream into = new PipedOutputStream(zipped);
            CompletableFuture<Void> writing = CompletableFuture.runAsync(
                    () -> {
                        try (into) {
                            zip(into, database);
                        } catch (IOException e) {
                            throw new CompletionException(e);
                        }
                    },
                    task -> Thread.ofVirtual().name("backup").start(task));
            message.seal(zipped, out);
            joined(writing);
        }
    }

    /// Waits, and throws what went wrong there.
    static void joined(CompletableFuture<Void> work) throws IOException {
        try {
            work.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException("a part failed", e);
        }
    }

    private void zip(OutputStream out, Path database) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.US_ASCII);
        // Nearly all of it is sealed already and does not get any smaller.
        zip.setLevel(Deflater.BEST_SPEED);
        entry(zip, "relay.db", database);
        for (String folder : List.of("secrets", "blobs")) {
            for (Path each : files(data.resolve(folder))) {
                entry(zip, folder + "/" + each.getFileName(), each);
            }
        }
        zip.putNextEntry(new ZipEntry(END));
        zip.closeEntry();
        zip.finish();
        zip.flush();
    }

    private static List<Path> files(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> !file.getFileName().toString().endsWith(".part"))
                    .sorted()
                    .toList();
        }
    }

    private static void entry(ZipOutputStream zip, String name, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            zip.putNextEntry(new ZipEntry(name));
            in.transferTo(zip);
            zip.closeEntry();
        } catch (NoSuchFileException e) {
            // A blob that was erased meanwhile; its row goes when the copy is started.
            if (!name.startsWith("blobs/")) {
                throw e;
            }
        }
    }
}
