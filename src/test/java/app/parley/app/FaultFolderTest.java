package app.parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Where reports of faults lie, and that every thread's fault gets there.
class FaultFolderTest {
    @TempDir
    Path root;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Surroundings surroundings = new Surroundings(
            new Terminal(InputStream.nullInputStream(), new ByteArrayOutputStream(), err),
            Map.of(),
            InstantSource.system());

    @AfterEach
    void stop() {
        FaultWatch.keepIn(root.resolve("gone"), "test");
        Thread.setDefaultUncaughtExceptionHandler(null);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(root.resolve("faults"))) {
            return all.toList();
        }
    }

    @Test
    void a_report_is_there_until_it_was_seen_and_until_deleted_kept() throws IOException {
        FaultFolder folder = new FaultFolder(root);
        assertEquals(Optional.empty(), folder.unseen());
        AtomicInteger heard = new AtomicInteger();
        folder.onNew(heard::incrementAndGet);
        folder.write("one");
        assertEquals(Optional.of("one"), folder.unseen());
        folder.seen();
        assertEquals(Optional.empty(), folder.unseen());
        assertEquals(1, files().size());
        folder.write("one");
        assertEquals(Optional.empty(), folder.unseen(), "the same fault on the same day is known");
        assertEquals(1, heard.get());
        folder.delete();
        assertEquals(List.of(), files());
    }

    @Test
    void only_so_many_are_kept_and_the_newest_of_them() throws IOException {
        FaultFolder folder = new FaultFolder(root);
        for (int i = 0; i < 3 * FaultFolder.MOST; i++) {
            Files.setLastModifiedTime(folder.write("report " + i), FileTime.fromMillis(1_000_000L * (i + 1)));
        }
        assertEquals(FaultFolder.MOST, files().size());
        assertEquals(Optional.of("report " + (3 * FaultFolder.MOST - 1)), folder.unseen());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void only_its_owner_may_read_it() throws IOException {
        Path file = new FaultFolder(root).write("one");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
    }

    @Test
    void what_no_thread_catches_is_reported_and_the_person_hears_where() throws Exception {
        FaultWatch.install(surroundings);
        FaultWatch.keepIn(root, "relay");
        Thread thread = Thread.ofVirtual().name("post").start(() -> {
            throw new IllegalStateException("meet me at noon, +12025550101");
        });
        thread.join();
        String said = err.toString(StandardCharsets.UTF_8);
        Path file = files().getFirst();
        assertTrue(said.contains(file.toString()) && said.contains("sent nowhere"), said);
        assertFalse(said.contains("noon"), said);
        String report = Files.readString(file);
        assertTrue(report.contains("Parley: 0.1.0, relay") && report.contains("IllegalStateException"), report);
        assertFalse(report.contains("noon") || report.contains("555"), report);
    }

    @Test
    void without_a_place_for_it_the_fault_is_said_and_nothing_is_made() {
        FaultWatch.keepIn(root.resolve("missing"), "client");
        FaultWatch.told(new IllegalStateException("noon"), "main", surroundings);
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("PARLEY_TRACE"));
        assertFalse(Files.exists(root.resolve("missing")));
    }

    @Test
    void a_folder_that_takes_nothing_is_said_too() throws IOException {
        Files.writeString(root.resolve("faults"), "in the way");
        FaultWatch.keepIn(root, "client");
        FaultWatch.told(new IllegalStateException("noon"), "main", surroundings);
        String said = err.toString(StandardCharsets.UTF_8);
        assertTrue(said.contains("No report could be written") && said.contains("IllegalStateException"), said);
    }
}
