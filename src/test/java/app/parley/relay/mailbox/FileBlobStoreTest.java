package app.parley.relay.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.parley.crypto.Randomness;
import app.parley.store.Database;
import app.parley.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBlobStoreTest extends BlobStoreContract {
    @TempDir
    Path dir;

    private SqliteRelayStore store;

    @BeforeEach
    void open() {
        store = SqliteRelayStore.open(dir.resolve("relay.db"), 1L << 30, clock, Randomness.system());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    BlobStore store() {
        return store.blobs();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(dir.resolve("blobs"))) {
            return all.toList();
        }
    }

    private void reopen() {
        close();
        open();
    }

    @Test
    void an_upload_goes_on_after_a_restart_from_what_is_surely_on_disk() {
        int parts = 40;
        make((long) parts * PART);
        for (int i = 0; i < 20; i++) {
            put((long) i * PART, part(i, PART));
        }
        reopen();
        long received = store().state(WID).join().orElseThrow().received();
        assertEquals(16L * PART, received);
        for (int i = 16; i < parts; i++) {
            put((long) i * PART, part(i, PART));
        }
        reopen();
        for (int i = 0; i < parts; i++) {
            assertEquals(
                    part(i, PART),
                    store().read(BID, (long) i * PART).join().orElseThrow().octets());
        }
    }

    @Test
    void erasing_removes_the_file_and_files_nobody_knows_go_at_the_next_start() throws IOException {
        make(10);
        put(0, part(1, 10));
        assertEquals(1, files().size());
        store().delete(WID).join();
        assertEquals(List.of(), files());
        Path stray = dir.resolve("blobs").resolve("0123456789abcdef");
        Files.write(stray, new byte[10]);
        reopen();
        assertFalse(Files.exists(stray));
    }

    @Test
    void a_full_disk_takes_no_more_and_keeps_what_it_has() throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/full")), "this system has no /dev/full");
        store().create(hash(3), hash(4), 10, MUCH, later()).join();
        store().put(hash(3), 0, part(1, 10)).join();
        make(PART + 10);
        var database = Database.open(dir.resolve("relay.db"), Optional.empty(), List.of("", "", ""));
        long file = database.read(sql -> sql.number("select file from blob where received = 0"));
        database.close();
        Path name = dir.resolve("blobs").resolve(HexFormat.of().toHexDigits(file));
        Files.createSymbolicLink(name, Path.of("/dev/full"));
        CompletionException e = assertThrows(
                CompletionException.class,
                () -> store().put(WID, 0, part(1, PART)).join());
        assertEquals(
                StoreException.Why.FULL,
                assertInstanceOf(StoreException.class, e.getCause()).why());
        assertEquals(0, store().state(WID).join().orElseThrow().received());
        assertEquals(part(1, 10), store().read(hash(4), 0).join().orElseThrow().octets());
        Files.delete(name);
        assertEquals(PART, put(0, part(1, PART)).received());
        assertTrue(put(PART, part(1, 10)).whole());
    }

    @Test
    void a_blob_whose_file_is_gone_or_cut_short_is_gone() throws IOException {
        make(10);
        put(0, part(1, 10));
        Files.write(files().getFirst(), new byte[9]);
        reopen();
        assertEquals(Optional.empty(), store().read(BID, 0).join());
        assertTrue(store().state(WID).join().isEmpty());
    }
}
