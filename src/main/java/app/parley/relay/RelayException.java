package app.parley.relay;

import java.io.IOException;

/// A relay could not start. What is on disk is left as it was.
public final class RelayException extends IOException {
    private static final long serialVersionUID = 1L;

    /// What went wrong.
    public enum Why {
        /// another program listens there
        PORT_IN_USE,
        /// this machine has no such address
        NO_SUCH_ADDRESS,
        /// the system does not let this user listen there, or use that directory
        NOT_PERMITTED,
        /// another relay runs on the same directory
        DATA_IN_USE,
        DISK_FULL,
        /// the database or one of the secrets is damaged or missing
        CORRUPT,
        /// a file of that name is there already, and is kept
        ALREADY_THERE,
        /// what the relay keeps is in a database server, which has backups of its own
        KEPT_ELSEWHERE,
        /// the directory or database was used by a newer version
        TOO_NEW,
        /// the database server cannot be reached
        DATABASE_AWAY,
        /// the database server does not accept the user or password, or does not let the user make
        /// tables
        DATABASE_REFUSES,
        NO_SUCH_DATABASE,
        /// the database server is set up to lose what it says it has kept
        DATABASE_UNSAFE,
        /// the database, or the directory, belongs to a relay with another identity
        OTHER_IDENTITY,
        /// the identity file may be read by others
        IDENTITY_EXPOSED,
        /// the identity file is not there, or is none
        NO_IDENTITY,
        FAILED
    }

    private final Why why;

    public RelayException(Why why, Throwable cause) {
        super(why.name(), cause);
        this.why = why;
    }

    public RelayException(Why why, String what) {
        super(why + ": " + what);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
