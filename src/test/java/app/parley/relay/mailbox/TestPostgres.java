package app.parley.relay.mailbox;

import app.parley.store.PostgresAddress;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/// A real PostgreSQL, one for all tests of a JVM; each test has a schema of its own. It stops with
/// the JVM.
public final class TestPostgres {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private TestPostgres() {}

    private static final class Shared {
        static final EmbeddedPostgres SERVER = start();
    }

    /// A server for one test alone, which may be killed. Durable, unlike the library's default.
    public static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("shared_buffers", "64MB")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static PostgresAddress address(EmbeddedPostgres server) {
        return address(server.getPort(), "");
    }

    private static PostgresAddress address(int port, String more) {
        return PostgresAddress.parse("postgres://postgres:postgres@127.0.0.1:" + port + "/postgres" + more)
                .orElseThrow();
    }

    /// An empty schema.
    public static PostgresAddress fresh() {
        return address(Shared.SERVER.getPort(), "?currentSchema=" + schema());
    }

    /// The same as `--store` takes it.
    public static String freshUrl() {
        return "postgres://postgres:postgres@127.0.0.1:" + Shared.SERVER.getPort() + "/postgres?currentSchema="
                + schema();
    }

    /// The one that was made last; tests of one JVM come one after the other.
    static String lastSchema() {
        return "t" + SCHEMAS.get();
    }

    private static String schema() {
        String name = "t" + SCHEMAS.incrementAndGet();
        execute("create schema " + name);
        return name;
    }

    /// Does something beside the relay.
    public static void execute(String statement) {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + Shared.SERVER.getPort() + "/postgres", "postgres", "");
                var it = connection.createStatement()) {
            it.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
