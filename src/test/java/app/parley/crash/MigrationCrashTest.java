package app.parley.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.parley.app.ParleyProcess;
import app.parley.store.Database;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// kill -9 while a database changes from version to version.
class MigrationCrashTest {
    private static final int LIVES = 4;

    @TempDir
    Path folder;

    @Test
    void each_step_to_a_newer_version_is_made_once_and_whole_however_often_it_is_killed() throws Exception {
        long seed = Long.getLong("crash.seed", System.nanoTime() & 0xffff_ffffL);
        System.out.println("killed migrations: -Dcrash.seed=" + seed);
        Random random = new Random(seed);
        long whole = timeOf(folder.resolve("not-killed.db"));
        Path file = folder.resolve("migrating.db");
        for (int life = 0; life < LIVES; life++) {
            try (ParleyProcess process = begin(file)) {
                LockSupport.parkNanos(random.nextLong(whole));
                process.killNine();
            }
        }
        try (Database database = Migrating.open(file)) {
            database.check();
            List<Long> versions =
                    database.read(sql -> sql.list("select n from version order by rowid", row -> row.number("n")));
            assertEquals(
                    IntStream.rangeClosed(1, Migrating.VERSIONS)
                            .mapToObj(Long::valueOf)
                            .toList(),
                    versions);
            for (int version = 1; version <= Migrating.VERSIONS; version++) {
                String table = "t" + version;
                long value = version == Migrating.VERSIONS ? 0 : 1;
                long right = database.read(sql -> sql.number("select count(*) from " + table + " where v = ?", value));
                assertEquals(Migrating.ROWS, right, table);
            }
        }
    }

    private static ParleyProcess begin(Path file) throws InterruptedException {
        ParleyProcess process = ParleyProcess.startOther(Migrating.class, List.of(file.toString()));
        assertEquals("begins", process.next().get("event").getAsString());
        return process;
    }

    /// How long all versions take here, in nanoseconds.
    private static long timeOf(Path file) throws InterruptedException {
        try (ParleyProcess process = begin(file)) {
            long began = System.nanoTime();
            assertEquals("done", process.next().get("event").getAsString());
            return System.nanoTime() - began;
        }
    }
}
