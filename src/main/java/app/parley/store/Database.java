package app.parley.store;

import app.parley.store.StoreException.Why;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import org.sqlite.mc.SQLiteMCChacha20Config;

/// One SQLite file, encrypted (ChaCha20-Poly1305 page by page) if opened with a key.
///
/// A finished [#transaction] is on disk (write-ahead log, `synchronous=FULL`). Writers are let in
/// one after the other; one reader at a time runs beside them and sees the last finished
/// transaction. Usable from any thread. A call inside a transaction on the same thread joins it;
/// when the inner one throws, the outer one cannot succeed any more.
public final class Database implements Transactions, AutoCloseable {
    /// Octets of a key.
    public static final int KEY_LENGTH = 32;

    private static final String PRAGMAS = """
            pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;
            pragma temp_store = memory; pragma secure_delete = on; pragma cache_size = -32768;
            """;

    /// Milliseconds that SQLite waits for others who use the file.
    private static final int PATIENCE = 5000;

    private static final int INCREMENTAL = 2;
    /// Pages given back in one transaction.
    private static final int STEP = 256;

    private final Sql writer;
    private final Sql reader;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final ReentrantLock reading = new ReentrantLock(true);
    private boolean doomed;
    private volatile boolean closed;

    private Database(Sql writer, Sql reader) {
        this.writer = writer;
        this.reader = reader;
    }

    /// Opens the file, or makes it (mode 600 where the system knows modes), and brings it to the
    /// newest version.
    ///
    /// @param key 32 octets; empty for a file in the clear. It is not kept beyond this call by
    ///     this class.
    /// @param migrations the n-th (several statements, separated by semicolons) leads from
    ///     version n-1 to n; each runs in one transaction. Those once published are never edited.
    /// @throws StoreException `TOO_NEW` for a file of a later version, `WRONG_KEY`, `CORRUPT`,
    ///     `FULL` or `FAILED`; the file is left as it was
    public static Database open(Path file, Optional<byte[]> key, List<String> migrations) {
        key.ifPresent(k -> {
            if (k.length != KEY_LENGTH) {
                throw new IllegalArgumentException("a key has 32 octets");
            }
        });
        createPrivately(file);
        Sql writer = connect(file, key);
        try {
            migrate(writer, migrations, key.isPresent());
            return new Database(writer, connect(file, key));
        } catch (RuntimeException e) {
            closeAfter(e, writer);
            throw e;
        }
    }

    private static void createPrivately(Path file) {
        try {
            if (Files.notExists(file)) {
                Files.createFile(file);
                if (Files.getFileAttributeView(file, PosixFileAttributeView.class) != null) {
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
                }
            }
        } catch (IOException e) {
            throw new StoreException(Why.FAILED, "the file cannot be made", e);
        }
    }

    private static Sql connect(Path file, Optional<byte[]> key) {
        try {
            Properties properties = key.map(k -> SQLiteMCChacha20Config.getDefault()
                            .withRawUnsaltedKey(k)
                            .build()
                            .toProperties())
                    .orElseGet(Properties::new);
            properties.setProperty("busy_timeout", String.valueOf(PATIENCE));
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath(), properties);
            return new Sql(connection, key.isPresent());
        } catch (SQLException e) {
            throw StoreException.of(e, key.isPresent());
        }
    }

    private static void migrate(Sql sql, List<String> migrations, boolean keyed) {
        long version = sql.number("pragma user_version");
        if (version > migrations.size()) {
            throw new StoreException(Why.TOO_NEW, "version " + version + " of " + migrations.size());
        }
        try {
            sql.script(PRAGMAS);
            for (int next = (int) version + 1; next <= migrations.size(); next++) {
                sql.script("begin immediate");
                try {
                    sql.script(migrations.get(next - 1));
                    sql.script("pragma user_version = " + next);
                    sql.script("commit");
                } catch (SQLException e) {
                    rollback(sql, e);
                    throw e;
                }
            }
        } catch (SQLException e) {
            throw StoreException.of(e, keyed);
        }
    }

    /// Runs `work` in a transaction of its own: all of it or, if it throws, nothing.
    ///
    /// @throws StoreException `FULL`, `CORRUPT`, `BUSY` or `FAILED`; then nothing of it was kept
    @Override
    public <T, E extends Exception> T transaction(Work<T, E> work) throws E {
        if (reading.isHeldByCurrentThread() && !writing.isHeldByCurrentThread()) {
            throw new IllegalStateException("a transaction inside a read");
        }
        writing.lock();
        try {
            return writing.getHoldCount() > 1 ? join(work) : outermost(work);
        } finally {
            writing.unlock();
        }
    }

    /// [#transaction] for work that yields nothing.
    public <E extends Exception> void write(Work.Act<E> act) throws E {
        this.<Boolean, E>transaction(sql -> {
            act.run(sql);
            return true;
        });
    }

    /// Runs `work` on one consistent state. It must not change anything. Inside a transaction it
    /// sees the changes made there so far.
    @Override
    public <T, E extends Exception> T read(Work<T, E> work) throws E {
        if (writing.isHeldByCurrentThread()) {
            return join(work);
        }
        reading.lock();
        try {
            if (reading.getHoldCount() > 1) {
                return work.run(reader);
            }
            checkOpen();
            reader.update("begin");
            try {
                return work.run(reader);
            } finally {
                // Nothing was changed, so it makes no difference how the snapshot ends.
                reader.update("rollback");
            }
        } finally {
            reading.unlock();
        }
    }

    /// Reads the whole file and checks it.
    ///
    /// @throws StoreException `CORRUPT` if something is damaged
    public void check() {
        String verdict = read(sql ->
                sql.one("pragma quick_check(1)", row -> row.text("quick_check")).orElse(""));
        if (!verdict.equals("ok")) {
            throw new StoreException(Why.CORRUPT, "the file is damaged");
        }
    }

    /// Makes the file one that [#shrink] can make smaller, and orders it anew. A file that is not
    /// yet so takes as long as copying it, once.
    ///
    /// @throws StoreException `FULL` if there is no room for a copy; the file is left as it was
    public void makeShrinkable() {
        writing.lock();
        try {
            checkOpen();
            if (writer.number("pragma auto_vacuum") != INCREMENTAL) {
                writer.script("pragma auto_vacuum = incremental; vacuum");
            }
        } catch (SQLException e) {
            throw StoreException.of(e, false);
        } finally {
            writing.unlock();
        }
    }

    /// Gives pages that nothing is in back to the disk, for a file that was made shrinkable; the
    /// file itself gets smaller with [#foldLog]. In small steps, between which others write.
    ///
    /// @param spare pages that stay for what comes next
    /// @param most pages given back by one call
    public void shrink(int spare, int most) {
        int left = most;
        while (left > 0 && read(sql -> sql.number("pragma freelist_count")) > spare) {
            int step = Math.min(left, STEP);
            transaction(sql -> {
                try {
                    sql.script("pragma incremental_vacuum(" + step + ")");
                } catch (SQLException e) {
                    throw StoreException.of(e, false);
                }
                return step;
            });
            left -= step;
        }
    }

    /// Brings everything that is in the log into the file and empties the log: what was erased is
    /// in neither any more, and the log does not tell in which order things were written.
    ///
    /// @return false if somebody outside of this process reads just now; then part of the log stays
    public boolean foldLog() {
        writing.lock();
        reading.lock();
        try {
            checkOpen();
            // Nobody here waits for a reader outside.
            writer.script("pragma busy_timeout = 0");
            try {
                return writer.number("pragma wal_checkpoint(truncate)") == 0;
            } finally {
                writer.script("pragma busy_timeout = " + PATIENCE);
            }
        } catch (SQLException e) {
            throw StoreException.of(e, false);
        } finally {
            reading.unlock();
            writing.unlock();
        }
    }

    /// Copies one consistent state into `copy` while others go on reading and writing. Only for a
    /// database without a key.
    ///
    /// @param copy empty, or not there
    /// @throws StoreException `FULL`, `CORRUPT` or `FAILED`
    public void copyTo(Path copy) {
        checkOpen();
        String file = read(
                sql -> sql.one("pragma database_list", row -> row.text("file")).orElseThrow());
        Sql own = connect(Path.of(file), Optional.empty());
        try {
            own.update("vacuum into ?", copy.toAbsolutePath().toString());
        } finally {
            try {
                own.close();
            } catch (SQLException e) {
                throw StoreException.of(e, false);
            }
        }
    }

    /// Waits for what is running, then closes. Idempotent.
    @Override
    public void close() {
        if (writing.isHeldByCurrentThread() || reading.isHeldByCurrentThread()) {
            throw new IllegalStateException("closed from inside its own transaction");
        }
        writing.lock();
        reading.lock();
        try {
            if (!closed) {
                closed = true;
                reader.close();
                writer.close();
            }
        } catch (SQLException e) {
            throw StoreException.of(e, false);
        } finally {
            reading.unlock();
            writing.unlock();
        }
    }

    private <T, E extends Exception> T outermost(Work<T, E> work) throws E {
        checkOpen();
        doomed = false;
        writer.update("begin immediate");
        boolean done = false;
        try {
            T result = work.run(writer);
            if (doomed) {
                throw new StoreException(Why.FAILED, "a part of the transaction failed");
            }
            writer.update("commit");
            done = true;
            return result;
        } catch (Throwable e) {
            if (!done) {
                rollback(writer, e);
            }
            throw e;
        }
    }

    private <T, E extends Exception> T join(Work<T, E> work) throws E {
        boolean done = false;
        try {
            T result = work.run(writer);
            done = true;
            return result;
        } finally {
            doomed |= !done;
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new StoreException(Why.FAILED, "the database is closed");
        }
    }

    /// SQLite has rolled back by itself after some faults (a full disk); then this fails and that
    /// is noted only.
    private static void rollback(Sql sql, Throwable because) {
        try {
            sql.script("rollback");
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    private static void closeAfter(RuntimeException because, Sql sql) {
        try {
            sql.close();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }
}
