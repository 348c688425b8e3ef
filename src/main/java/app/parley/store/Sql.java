package app.parley.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The statements of one transaction. Values are always bound, never put into the text.
///
/// Arguments may be `Long`, `Integer`, `Boolean` (0 or 1), `String`, `byte[]`, `null`, or an
/// `Optional` of these (NULL when empty); on PostgreSQL also `Long[]` and `byte[][]`, for
/// `unnest` and `any`.
public final class Sql {
    private static final int CACHED = 128;

    private final Connection connection;
    private final boolean keyed;
    private final Map<String, PreparedStatement> idle = new LinkedHashMap<>(16, 0.75f, true);

    Sql(Connection connection, boolean keyed) {
        this.connection = connection;
        this.keyed = keyed;
    }

    private interface Use<T, E extends Exception> {
        T run(PreparedStatement statement) throws SQLException, E;
    }

    /// Runs a changing statement and yields the number of changed rows.
    public int update(String sql, @Nullable Object... args) {
        return this.<Integer, RuntimeException>use(sql, args, PreparedStatement::executeUpdate);
    }

    /// Runs an `insert` and yields the rowid of the new row. After an `insert or ignore` that was
    /// ignored the result means nothing: use [#update] there.
    public long insert(String sql, @Nullable Object... args) {
        update(sql, args);
        return number("select last_insert_rowid()");
    }

    /// All rows of a query.
    public <T, E extends Exception> List<T> list(String sql, Row.Mapper<T, E> mapper, @Nullable Object... args)
            throws E {
        return this.<List<T>, E>use(sql, args, statement -> {
            List<T> out = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                Row row = new Row(rows, keyed);
                while (rows.next()) {
                    out.add(mapper.map(row));
                }
            }
            return out;
        });
    }

    /// The first row of a query, if there is one.
    public <T, E extends Exception> Optional<T> one(String sql, Row.Mapper<T, E> mapper, @Nullable Object... args)
            throws E {
        return this.<Optional<T>, E>use(sql, args, statement -> {
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(mapper.map(new Row(rows, keyed))) : Optional.empty();
            }
        });
    }

    /// The first column of the first row as a number: for `count(*)`, `max(…)` and pragmas. 0 if
    /// there is none.
    public long number(String sql, @Nullable Object... args) {
        return this.<Long, RuntimeException>use(sql, args, statement -> {
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0L;
            }
        });
    }

    /// Runs several statements without arguments, separated by semicolons.
    void script(String text) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(text);
        }
    }

    /// A statement in use is out of the cache, so that the same text may be run again from inside
    /// a mapper.
    private <T, E extends Exception> T use(String sql, @Nullable Object[] args, Use<T, E> use) throws E {
        try {
            PreparedStatement cached = idle.remove(sql);
            PreparedStatement statement = cached == null ? connection.prepareStatement(sql) : cached;
            boolean reusable = false;
            try {
                for (int i = 0; i < args.length; i++) {
                    bind(statement, i + 1, args[i]);
                }
                T result = use.run(statement);
                statement.clearParameters();
                reusable = true;
                return result;
            } finally {
                putBack(sql, statement, reusable);
            }
        } catch (SQLException e) {
            throw StoreException.of(e, keyed);
        }
    }

    private void putBack(String sql, PreparedStatement statement, boolean reusable) throws SQLException {
        PreparedStatement surplus = reusable ? idle.put(sql, statement) : statement;
        if (surplus != null) {
            surplus.close();
        }
        if (idle.size() > CACHED) {
            var eldest = idle.entrySet().iterator();
            PreparedStatement closing = eldest.next().getValue();
            eldest.remove();
            closing.close();
        }
    }

    private void bind(PreparedStatement statement, int at, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setObject(at, null);
            case Long number -> statement.setLong(at, number);
            case Integer number -> statement.setInt(at, number);
            case Boolean flag -> statement.setInt(at, flag ? 1 : 0);
            case String text -> statement.setString(at, text);
            case byte[] bytes -> statement.setBytes(at, bytes);
            case Long[] numbers -> statement.setArray(at, connection.createArrayOf("bigint", numbers));
            case byte[][] strings -> statement.setArray(at, connection.createArrayOf("bytea", strings));
            case Optional<?> optional -> bind(statement, at, optional.orElse(null));
            default ->
                throw new IllegalArgumentException(
                        "cannot store a " + value.getClass().getSimpleName());
        }
    }

    /// Lets go of the connection, which stays open.
    void release() throws SQLException {
        for (PreparedStatement statement : idle.values()) {
            statement.close();
        }
        idle.clear();
    }

    void close() throws SQLException {
        release();
        connection.close();
    }
}
