package app.parley.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A connection of its own that waits for notifications, and is made again when it breaks.
public final class PostgresListener {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresListener.class);
    /// After this much silence the server is asked whether it is still there.
    private static final int QUIET_MILLIS = 5_000;

    private static final long PAUSE_NANOS = 200_000_000L;

    private final PostgresAddress address;
    private final String channel;
    private final Ear ear;
    private final Runnable lost;
    private volatile boolean closed;
    private volatile Optional<Connection> current = Optional.empty();

    /// What hears. Called on one thread, in the order in which transactions committed.
    public interface Ear {
        /// From now on everything is heard. What was said before may have been missed: this is
        /// called again each time the connection had broken.
        void listening();

        void heard(String said);
    }

    /// @param lost called when the connection broke
    PostgresListener(PostgresAddress address, String channel, Ear ear, Runnable lost) {
        this.address = address;
        this.channel = channel;
        this.ear = ear;
        this.lost = lost;
    }

    void start() {
        Thread.ofPlatform().name("relay-listener").daemon(true).start(this::loop);
    }

    private void loop() {
        while (!closed) {
            try (Connection connection = PostgresDatabase.connect(address);
                    var statement = connection.createStatement()) {
                current = Optional.of(connection);
                statement.execute("listen \"" + channel.replace("\"", "\"\"") + "\"");
                ear.listening();
                PGConnection notices = connection.unwrap(PGConnection.class);
                while (!closed) {
                    hear(notices.getNotifications(QUIET_MILLIS), connection);
                }
            } catch (SQLException e) {
                if (closed) {
                    return;
                }
                LOG.debug("the listening connection broke: {}", PostgresFault.state(e));
                lost.run();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void hear(PGNotification[] notices, Connection connection) throws SQLException {
        if (notices.length == 0) {
            try (var statement = connection.createStatement()) {
                statement.setQueryTimeout(5);
                statement.execute("select 1");
            }
        }
        for (PGNotification notice : notices) {
            if (!closed) {
                ear.heard(notice.getParameter());
            }
        }
    }

    /// Nothing is heard any more.
    void close() {
        closed = true;
        current.ifPresent(connection -> {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("the listening connection was broken already: {}", PostgresFault.state(e));
            }
        });
    }
}
