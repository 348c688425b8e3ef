package app.parley.store;

import app.parley.store.StoreException.Why;
import java.io.IOException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/// What the five letters mean with which PostgreSQL says what went wrong (its appendix A).
final class PostgresFault {
    /// Two transactions in each other's way: one of them is simply run again.
    private static final Set<String> AGAIN = Set.of("40001", "40P01");

    private PostgresFault() {}

    static boolean again(SQLException e) {
        return AGAIN.contains(state(e));
    }

    static Why why(SQLException e) {
        if (e instanceof SQLTransientConnectionException || e.getCause() instanceof IOException) {
            return e.getCause() instanceof SQLException cause && !state(cause).startsWith("08")
                    ? why(cause)
                    : Why.UNREACHABLE;
        }
        String state = state(e);
        return switch (state) {
            case "53100" -> Why.FULL;
            case "53200", "53300", "55P03", "57014" -> Why.BUSY;
            // read-only: what was the primary has become a standby, and the address leads elsewhere soon
            case "25006" -> Why.UNREACHABLE;
            case "42501" -> Why.NOT_PERMITTED;
            case "3D000" -> Why.NO_SUCH_DATABASE;
            case "XX001", "XX002" -> Why.CORRUPT;
            default ->
                switch (state.substring(0, Math.min(2, state.length()))) {
                    case "08", "57", "58" -> Why.UNREACHABLE;
                    case "28" -> Why.NOT_PERMITTED;
                    case "40" -> Why.BUSY;
                    default -> Why.FAILED;
                };
        };
    }

    /// Five letters, or none.
    static String state(SQLException e) {
        String state = e instanceof BatchUpdateException batch && batch.getNextException() != null
                ? batch.getNextException().getSQLState()
                : e.getSQLState();
        return state == null ? "" : state;
    }

    /// The same without its words: the server's own may quote a stored value or a user name.
    static SQLException bare(SQLException e) {
        SQLException bare = new SQLException(e.getClass().getSimpleName(), state(e));
        bare.setStackTrace(e.getStackTrace());
        return bare;
    }
}
