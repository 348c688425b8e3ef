package app.parley.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The current row of a query, its columns by the names (or `as` aliases) of the query. Valid
/// only inside the mapper.
///
/// The plain getters throw [StoreException] where the column is NULL; the `optional…` ones do
/// not.
public final class Row {
    private final ResultSet row;
    private final boolean keyed;

    Row(ResultSet row, boolean keyed) {
        this.row = row;
        this.keyed = keyed;
    }

    /// How one row becomes a value. It must not keep the row.
    @FunctionalInterface
    public interface Mapper<T, E extends Exception> {
        T map(Row row) throws E;
    }

    private interface Getter<T> {
        @Nullable
        T get(String column) throws SQLException;
    }

    public long number(String column) {
        return present(column, optionalNumber(column));
    }

    /// A number that fits an `int`.
    public int integer(String column) {
        return Math.toIntExact(number(column));
    }

    public boolean flag(String column) {
        return number(column) != 0;
    }

    public String text(String column) {
        return present(column, optionalText(column));
    }

    public byte[] bytes(String column) {
        return present(column, optionalBytes(column));
    }

    public Optional<Long> optionalNumber(String column) {
        return get(column, row::getLong);
    }

    public Optional<String> optionalText(String column) {
        return get(column, row::getString);
    }

    public Optional<byte[]> optionalBytes(String column) {
        return get(column, row::getBytes);
    }

    private <T> Optional<T> get(String column, Getter<T> getter) {
        try {
            T value = getter.get(column);
            return row.wasNull() ? Optional.empty() : Optional.ofNullable(value);
        } catch (SQLException e) {
            throw StoreException.of(e, keyed);
        }
    }

    private static <T> T present(String column, Optional<T> value) {
        return value.orElseThrow(() -> new StoreException(StoreException.Why.FAILED, column + " is NULL"));
    }
}
