package app.parley.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.postgresql.util.PSQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// The storage could not do what it was asked. The message names the kind of fault, never a value
/// that was stored or searched, nor a password. What is stored is always kept as it is.
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// What went wrong.
    public enum Why {
        /// no room on the disk; the transaction left no trace and may be tried again later
        FULL,
        /// the file is damaged, or it is no database at all
        CORRUPT,
        /// the key is not the file's, or the very first page of the file is damaged: the two look
        /// the same
        WRONG_KEY,
        /// another process holds the file, or a database server has too much to do
        BUSY,
        /// the database server cannot be reached, or went away in the middle: whether the
        /// transaction was kept is not known then. It may be tried again later.
        UNREACHABLE,
        /// the database server does not accept the user name and password, or does not let this
        /// user do what is needed
        NOT_PERMITTED,
        /// the database server has no such database
        NO_SUCH_DATABASE,
        /// the database server is set up to lose what it said it has kept
        UNSAFE,
        /// written by a newer version of the program
        TOO_NEW,
        /// anything else: broken statement, violated constraint, failing disk, closed database
        FAILED
    }

    private final Why why;

    public StoreException(Why why, String what) {
        super(why + ": " + what);
        this.why = why;
    }

    public StoreException(Why why, String what, Throwable cause) {
        super(why + ": " + what, cause);
        this.why = why;
    }

    public Why why() {
        return why;
    }

    /// @param keyed whether the file is opened with a key
    static StoreException of(SQLException e, boolean keyed) {
        if (e instanceof PSQLException || e instanceof SQLTransientConnectionException) {
            Why why = PostgresFault.why(e);
            return new StoreException(why, "the database server says " + PostgresFault.state(e), PostgresFault.bare(e));
        }
        if (!(e instanceof SQLiteException sqlite)) {
            return new StoreException(Why.FAILED, "the statement failed", e);
        }
        SQLiteErrorCode code = sqlite.getResultCode();
        Why why = switch (code) {
            case SQLITE_IOERR_CORRUPTFS, SQLITE_IOERR_DATA, SQLITE_IOERR_SHORT_READ -> Why.CORRUPT;
            case SQLITE_IOERR_SHMSIZE -> Why.FULL;
            default ->
                switch (code.code & 0xff) {
                    case 5, 6 -> Why.BUSY;
                    case 11 -> Why.CORRUPT;
                    case 13 -> Why.FULL;
                    case 26 -> keyed ? Why.WRONG_KEY : Why.CORRUPT;
                    default -> Why.FAILED;
                };
        };
        return new StoreException(why, code.name(), e);
    }
}
