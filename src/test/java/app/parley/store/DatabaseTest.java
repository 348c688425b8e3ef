package app.parley.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.store.StoreException.Why;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    private static final List<String> V1 =
            List.of("create table t(id integer primary key, name text, body blob); create index i on t(name)");
    private static final String MARKER = "a-marker-that-nobody-else-writes";

    @TempDir
    Path dir;

    private Path file() {
        return dir.resolve("data.db");
    }

    private static Optional<byte[]> key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return Optional.of(key);
    }

    private static long count(Database db) {
        return db.read(sql -> sql.number("select count(*) from t"));
    }

    private static Why whyOf(Runnable work) {
        return assertThrows(StoreException.class, work::run).why();
    }

    @Test
    void what_was_stored_is_there_after_reopening() {
        try (Database db = Database.open(file(), key(1), V1)) {
            long id = db.transaction(
                    sql -> sql.insert("insert into t(name, body) values(?, ?)", "Alice", new byte[] {1, 2, 3}));
            assertEquals(1, id);
        }
        try (Database db = Database.open(file(), key(1), V1)) {
            byte[] body = db.read(sql -> sql.one("select body from t where name = ?", r -> r.bytes("body"), "Alice"))
                    .orElseThrow();
            assertArrayEquals(new byte[] {1, 2, 3}, body);
        }
    }

    @Test
    void every_kind_of_argument_comes_back() {
        try (Database db = Database.open(file(), Optional.empty(), List.of("create table k(a, b, c, d, e, f)"))) {
            db.write(sql ->
                    sql.update("insert into k values(?, ?, ?, ?, ?, ?)", 5L, 6, true, "seven", Optional.empty(), null));
            db.read(sql -> sql.one("select * from k", row -> {
                assertEquals(5, row.number("a"));
                assertEquals(6, row.integer("b"));
                assertTrue(row.flag("c"));
                assertEquals("seven", row.text("d"));
                assertTrue(row.optionalBytes("e").isEmpty());
                assertTrue(row.optionalNumber("f").isEmpty());
                assertThrows(StoreException.class, () -> row.text("e"));
                return row;
            }));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> db.write(sql -> sql.update("insert into k(a) values(?)", 1.5)));
        }
    }

    @Test
    void another_key_is_refused_and_the_file_kept() throws IOException {
        Database.open(file(), key(1), V1).close();
        byte[] before = Files.readAllBytes(file());
        assertEquals(Why.WRONG_KEY, whyOf(() -> Database.open(file(), key(2), V1)));
        assertEquals(Why.CORRUPT, whyOf(() -> Database.open(file(), Optional.empty(), V1)));
        assertArrayEquals(before, Files.readAllBytes(file()));
        Database.open(file(), key(1), V1).close();
    }

    @Test
    void one_flipped_bit_is_noticed_and_the_file_kept() throws IOException {
        try (Database db = Database.open(file(), key(1), V1)) {
            db.write(sql -> {
                for (int i = 0; i < 200; i++) {
                    sql.insert("insert into t(name, body) values(?, ?)", "n" + i, new byte[1000]);
                }
            });
        }
        flip(20 * 4096 + 100);
        byte[] before = Files.readAllBytes(file());
        try (Database db = Database.open(file(), key(1), V1)) {
            assertEquals(Why.CORRUPT, whyOf(() -> db.read(sql -> sql.list("select * from t", r -> r.bytes("body")))));
            assertEquals(Why.CORRUPT, whyOf(db::check));
        }
        assertArrayEquals(before, Files.readAllBytes(file()));
    }

    @Test
    void a_file_that_is_no_database_is_corrupt_and_kept() throws IOException {
        Files.writeString(file(), "this is a letter, not a database. ".repeat(200));
        byte[] before = Files.readAllBytes(file());
        assertEquals(Why.CORRUPT, whyOf(() -> Database.open(file(), Optional.empty(), V1)));
        assertArrayEquals(before, Files.readAllBytes(file()));
    }

    private void flip(long at) throws IOException {
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, at);
            one.put(0, (byte) (one.get(0) ^ 4)).rewind();
            channel.write(one, at);
        }
    }

    @Test
    void nothing_readable_is_in_the_files_of_a_keyed_database() throws IOException {
        try (Database db = Database.open(file(), key(1), V1)) {
            db.write(sql -> sql.insert("insert into t(name) values(?)", MARKER));
            assertTrue(Files.size(dir.resolve("data.db-wal")) > 0, "the log is in use");
            assertFalse(anyFileHas(MARKER));
            assertFalse(anyFileHas("create table"));
        }
        assertFalse(anyFileHas(MARKER));
    }

    @Test
    void the_scan_would_see_it_in_the_clear() throws IOException {
        try (Database db = Database.open(file(), Optional.empty(), V1)) {
            db.write(sql -> sql.insert("insert into t(name) values(?)", MARKER));
            assertTrue(anyFileHas(MARKER));
        }
    }

    private boolean anyFileHas(String text) throws IOException {
        try (var files = Files.list(dir)) {
            for (Path path : files.toList()) {
                if (new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void the_file_is_for_its_owner_only() throws IOException {
        try (Database db = Database.open(file(), Optional.empty(), V1)) {
            db.write(sql -> sql.insert("insert into t(name) values(?)", "x"));
            for (String name : List.of("data.db", "data.db-wal")) {
                assertEquals(
                        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve(name))));
            }
        }
    }

    @Test
    void a_full_disk_undoes_the_transaction_and_later_it_works() {
        try (Database db = Database.open(file(), key(1), V1)) {
            db.write(sql -> sql.insert("insert into t(name) values(?)", "kept"));
            long pages = db.read(sql -> sql.number("pragma page_count"));
            db.write(sql -> sql.number("pragma max_page_count = " + (pages + 3)));
            assertEquals(
                    Why.FULL,
                    whyOf(() -> db.write(sql -> {
                        for (int i = 0; i < 100; i++) {
                            sql.insert("insert into t(name, body) values(?, ?)", "big", new byte[10_000]);
                        }
                    })));
            assertEquals(1, count(db));
            db.write(sql -> sql.number("pragma max_page_count = 1000000"));
            db.write(sql -> sql.insert("insert into t(name, body) values(?, ?)", "big", new byte[100_000]));
            assertEquals(2, count(db));
        }
    }

    @Test
    void what_throws_leaves_no_trace() {
        try (Database db = Database.open(file(), Optional.empty(), V1)) {
            IOException thrown = assertThrows(
                    IOException.class,
                    () -> db.write(sql -> {
                        sql.insert("insert into t(name) values(?)", "gone");
                        throw new IOException("on purpose");
                    }));
            assertEquals("on purpose", thrown.getMessage());
            assertEquals(0, count(db));
        }
    }

    @Test
    void a_failed_part_fails_the_whole() {
        try (Database db = Database.open(file(), Optional.empty(), V1)) {
            assertEquals(
                    Why.FAILED,
                    whyOf(() -> db.write(sql -> {
                        sql.insert("insert into t(name) values(?)", "outer");
                        assertThrows(
                                IllegalStateException.class,
                                () -> db.write(inner -> {
                                    throw new IllegalStateException();
                                }));
                    })));
            assertEquals(0, count(db));
            db.write(sql -> db.write(inner -> inner.insert("insert into t(name) values(?)", "both")));
            assertEquals(1, count(db));
        }
    }

    @Test
    void a_read_inside_a_transaction_sees_its_changes_and_outside_it_does_not() throws InterruptedException {
        try (Database db = Database.open(file(), Optional.empty(), V1)) {
            List<Long> outside = new ArrayList<>();
            db.write(sql -> {
                sql.insert("insert into t(name) values(?)", "x");
                assertEquals(1, count(db));
                Thread other = Thread.ofPlatform().start(() -> outside.add(count(db)));
                joined(other);
            });
            assertEquals(List.of(0L), outside);
            assertEquals(1, count(db));
            assertThrows(
                    IllegalStateException.class,
                    () -> db.read(sql -> {
                        db.write(inner -> inner.update("delete from t"));
                        return 0;
                    }));
        }
    }

    private static void joined(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void many_threads_write_one_after_the_other() throws InterruptedException {
        try (Database db = Database.open(file(), Optional.empty(), V1)) {
            db.write(sql -> sql.insert("insert into t(id, name) values(1, '0')"));
            CountDownLatch start = new CountDownLatch(1);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                threads.add(Thread.ofVirtual().start(() -> {
                    try {
                        start.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    for (int n = 0; n < 25; n++) {
                        db.write(sql -> {
                            long was = sql.number("select name from t where id = 1");
                            sql.update("update t set name = ? where id = 1", Long.toString(was + 1));
                        });
                        count(db);
                    }
                }));
            }
            start.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(200L, db.<Long, RuntimeException>read(sql -> sql.number("select name from t")));
        }
    }

    @Test
    void the_same_query_runs_inside_its_own_mapper() {
        try (Database db = Database.open(file(), Optional.empty(), V1)) {
            db.write(sql -> {
                sql.insert("insert into t(name) values('a')");
                sql.insert("insert into t(name) values('b')");
            });
            String query = "select name from t order by name";
            List<Integer> sizes = db.read(sql ->
                    sql.list(query, row -> sql.list(query, r -> r.text("name")).size()));
            assertEquals(List.of(2, 2), sizes);
        }
    }

    @Test
    void migrations_run_once_each_and_a_failed_one_leaves_the_version_before() {
        Database.open(file(), Optional.empty(), V1).close();
        List<String> broken = List.of(V1.getFirst(), "create table u(a); create table u(a)");
        assertEquals(Why.FAILED, whyOf(() -> Database.open(file(), Optional.empty(), broken)));
        List<String> good = List.of(V1.getFirst(), "create table u(a); insert into u values(7)");
        Database.open(file(), Optional.empty(), good).close();
        try (Database db = Database.open(file(), Optional.empty(), good)) {
            assertEquals(1L, db.<Long, RuntimeException>read(sql -> sql.number("select count(*) from u")));
        }
    }

    @Test
    void a_newer_file_is_refused_and_kept() throws IOException {
        Database.open(file(), key(1), List.of(V1.getFirst(), "create table u(a)"))
                .close();
        byte[] before = Files.readAllBytes(file());
        assertEquals(Why.TOO_NEW, whyOf(() -> Database.open(file(), key(1), V1)));
        assertArrayEquals(before, Files.readAllBytes(file()));
    }

    @Test
    void messages_never_hold_what_was_stored() {
        try (Database db = Database.open(
                file(), Optional.empty(), List.of("create table u(a text unique, check (a <> 'never'))"))) {
            db.write(sql -> sql.update("insert into u values(?)", MARKER));
            StoreException e = assertThrows(
                    StoreException.class, () -> db.write(sql -> sql.update("insert into u values(?)", MARKER)));
            for (Throwable t = e; t != null; t = t.getCause()) {
                assertFalse(t.toString().contains(MARKER), t.toString());
            }
        }
    }

    @Test
    void closing_twice_is_fine_and_use_after_it_is_not() {
        Database db = Database.open(file(), Optional.empty(), V1);
        db.close();
        db.close();
        assertEquals(Why.FAILED, whyOf(() -> db.write(sql -> sql.update("delete from t"))));
        assertEquals(Why.FAILED, whyOf(() -> count(db)));
    }
}
