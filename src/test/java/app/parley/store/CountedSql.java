package app.parley.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.sqlite.ProgressHandler;

/// Statements on a database in memory that tells how many steps its machine made for them: what grows with the
/// table
/// shows, however quick the machine is.
public final class CountedSql implements AutoCloseable {
    private final Connection connection;
    private final Sql sql;
    private long steps;

    public CountedSql(List<String> migrations) throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        sql = new Sql(connection, false);
        for (String migration : migrations) {
            sql.script(migration);
        }
        ProgressHandler.setHandler(connection, 1, new ProgressHandler() {
            @Override
            protected int progress() {
                steps++;
                return 0;
            }
        });
    }

    public Sql sql() {
        return sql;
    }

    /// The steps since the last call.
    public long steps() {
        long since = steps;
        steps = 0;
        return since;
    }

    @Override
    public void close() throws SQLException {
        ProgressHandler.clearHandler(connection);
        sql.close();
    }
}
