package app.parley.store;

import app.parley.store.StoreException.Why;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PostgreSQL database that other processes use as well.
///
/// A finished [#transaction] is durable, on the standbys too if the server waits for them. The
/// isolation is READ COMMITTED: what must not change meanwhile is locked, or done [#alone]. When the server goes
/// away, everything fails at once with `UNREACHABLE` until it is back; nothing has to be opened
/// again. Usable from any thread; transactions are not nested.
public final class PostgresDatabase implements Transactions, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresDatabase.class);
    /// Transactions at once: a server does no more work with more of them, it only waits more.
    private static final int CONNECTIONS = 12;

    private static final Duration TURN = Duration.ofSeconds(10);
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration PROBE = Duration.ofMillis(300);
    private static final int ATTEMPTS = 40;
    private static final int ASIDE = 3;
    private static final Duration APART = Duration.ofMillis(4);
    /// Held while the tables are made or changed.
    private static final long MIGRATING = 0x7061726c6579L;

    /// Never less than what makes a commit durable, whatever is the server's default. And always
    /// by an index: a plan that was made while a table was empty is otherwise kept until it hurts.
    private static final String SESSION = """
            select set_config('synchronous_commit', case when current_setting('synchronous_commit')
              in ('off', 'local') then 'on' else current_setting('synchronous_commit') end, false),
              set_config('lock_timeout', '10s', false), set_config('statement_timeout', '60s', false),
              set_config('enable_seqscan', 'off', false), set_config('enable_hashjoin', 'off', false),
              set_config('enable_mergejoin', 'off', false)""";

    private final PostgresAddress address;
    private final HikariDataSource pool;
    private final String channel;
    private final Semaphore turns = new Semaphore(CONNECTIONS, true);
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final List<PostgresListener> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock crowd = new ReentrantLock(true);
    private volatile boolean away;
    private volatile boolean closed;

    private PostgresDatabase(PostgresAddress address, HikariDataSource pool, String channel) {
        this.address = address;
        this.pool = pool;
        this.channel = channel;
    }

    /// Connects, and brings the tables to the newest version.
    ///
    /// @param migrations as those of [Database#open]; several processes may open at once
    /// @throws StoreException `UNREACHABLE`, `NOT_PERMITTED`, `NO_SUCH_DATABASE`, `TOO_NEW`,
    ///     `UNSAFE` or `FAILED`
    public static PostgresDatabase open(PostgresAddress address, List<String> migrations) {
        try (Connection connection = connect(address)) {
            connection.setAutoCommit(false);
            Sql sql = new Sql(connection, false);
            if (text(sql, "select current_setting('fsync')").equals("off")) {
                throw new StoreException(Why.UNSAFE, "fsync is off");
            }
            migrate(sql, migrations);
            String schema = text(sql, "select current_schema()");
            connection.commit();
            return new PostgresDatabase(address, pool(address), "parley_" + schema);
        } catch (SQLException e) {
            throw StoreException.of(e, false);
        }
    }

    private static String text(Sql sql, String query) {
        return sql.one(query + "::text as it", row -> row.text("it")).orElseThrow();
    }

    /// One connection outside of the pool.
    static Connection connect(PostgresAddress address) throws SQLException {
        Connection connection = DriverManager.getConnection(address.jdbc(), properties(address));
        try (var statement = connection.createStatement()) {
            statement.execute(SESSION);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static Properties properties(PostgresAddress address) {
        Properties properties = address.properties();
        properties.setProperty("ApplicationName", "parley");
        properties.setProperty("connectTimeout", "3");
        properties.setProperty("loginTimeout", "5");
        // Longer than any statement may take: this ends the wait for a server that vanished.
        properties.setProperty("socketTimeout", "65");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("logServerErrorDetail", "false");
        return properties;
    }

    private static HikariDataSource pool(PostgresAddress address) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("relay-database");
        config.setJdbcUrl(address.jdbc());
        config.setDataSourceProperties(properties(address));
        config.setConnectionInitSql(SESSION);
        config.setAutoCommit(false);
        config.setIsolateInternalQueries(true);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(2);
        config.setConnectionTimeout(CONNECT.toMillis());
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    private static void migrate(Sql sql, List<String> migrations) throws SQLException {
        sql.one("select pg_advisory_xact_lock(?)", row -> true, MIGRATING);
        sql.script("create table if not exists parley_schema(version integer not null)");
        long version = sql.number("select coalesce(max(version), 0) from parley_schema");
        if (version > migrations.size()) {
            throw new StoreException(Why.TOO_NEW, "version " + version + " of " + migrations.size());
        }
        for (int next = (int) version + 1; next <= migrations.size(); next++) {
            sql.script(migrations.get(next - 1));
            sql.update("insert into parley_schema(version) values(?)", next);
        }
    }

    /// Runs `work` in a transaction: all of it or, if it throws, nothing. Two that are in each
    /// other's way are run again, so `work` must change nothing but the database.
    ///
    /// @throws StoreException `UNREACHABLE`, `BUSY`, `FULL` or `FAILED`
    @Override
    public <T, E extends Exception> T transaction(Work<T, E> work) throws E {
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt <= ASIDE ? once(work) : inTurn(work);
            } catch (StoreException e) {
                boolean again = e.getCause() instanceof SQLException cause && PostgresFault.again(cause);
                if (!again || attempt == ATTEMPTS) {
                    throw e;
                }
                // Apart, so that they do not meet again.
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(attempt * APART.toNanos()));
            }
        }
    }

    /// What collided several times goes on one at a time, so that of this process' work only one
    /// piece can collide with others'.
    private <T, E extends Exception> T inTurn(Work<T, E> work) throws E {
        crowd.lock();
        try {
            return once(work);
        } finally {
            crowd.unlock();
        }
    }

    /// [#transaction], as if nobody else did anything meanwhile: work that reads, decides and then
    /// writes needs no locks in here.
    public <T, E extends Exception> T alone(Work<T, E> work) throws E {
        return transaction(sql -> {
            sql.update("set transaction isolation level serializable");
            return work.run(sql);
        });
    }

    @Override
    public <T, E extends Exception> T read(Work<T, E> work) throws E {
        return transaction(sql -> {
            sql.update("set transaction isolation level repeatable read read only");
            return work.run(sql);
        });
    }

    private <T, E extends Exception> T once(Work<T, E> work) throws E {
        if (away || closed) {
            throw new StoreException(Why.UNREACHABLE, "the database server is away");
        }
        takeTurn();
        try (Connection connection = pool.getConnection()) {
            Sql sql = new Sql(connection, false);
            boolean done = false;
            try {
                T result = work.run(sql);
                sql.release();
                connection.commit();
                done = true;
                return result;
            } finally {
                if (!done) {
                    rollback(connection);
                }
            }
        } catch (SQLException e) {
            throw noted(StoreException.of(e, false));
        } catch (StoreException e) {
            throw noted(e);
        } finally {
            turns.release();
        }
    }

    private void takeTurn() {
        try {
            if (!turns.tryAcquire(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StoreException(Why.BUSY, "the database server has too much to do");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(Why.FAILED, "interrupted", e);
        }
    }

    private static void rollback(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.debug("a transaction could not be rolled back; its connection is dropped: {}", PostgresFault.state(e));
        }
    }

    private StoreException noted(StoreException e) {
        if (e.why() == Why.UNREACHABLE) {
            lost();
        }
        return e;
    }

    /// Fails everything at once from now on, and looks until the server is back.
    void lost() {
        synchronized (this) {
            if (away || closed) {
                return;
            }
            away = true;
        }
        LOG.warn("the database does not answer: requests are refused until it does");
        pool.getHikariPoolMXBean().softEvictConnections();
        watchers.forEach(Runnable::run);
        Thread.ofVirtual().name("relay-database-probe").start(this::probe);
    }

    private void probe() {
        while (!closed && !answers()) {
            LockSupport.parkNanos(PROBE.toNanos());
        }
        away = false;
        if (!closed) {
            LOG.warn("the database answers again");
            watchers.forEach(Runnable::run);
        }
    }

    /// Whether something can be written.
    private boolean answers() {
        try (Connection connection = pool.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select not pg_is_in_recovery()")) {
            return rows.next() && rows.getBoolean(1);
        } catch (SQLException e) {
            LOG.debug("the database is still away: {}", PostgresFault.state(e));
            return false;
        }
    }

    /// False while the server is away.
    public boolean reachable() {
        return !away;
    }

    /// Calls `changed` whenever [#reachable] changes, on any thread.
    public void onChange(Runnable changed) {
        watchers.add(changed);
    }

    /// The channel on which the processes that share this database talk.
    public String channel() {
        return channel;
    }

    /// Hears what is said with `pg_notify` on [#channel], by this process as well, until the
    /// database is closed.
    public void listen(PostgresListener.Ear ear) {
        PostgresListener listener = new PostgresListener(address, channel, ear, this::lost);
        listeners.add(listener);
        listener.start();
    }

    /// Ends what is running. Idempotent.
    @Override
    public void close() {
        closed = true;
        listeners.forEach(PostgresListener::close);
        pool.close();
    }
}
