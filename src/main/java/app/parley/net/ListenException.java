package app.parley.net;

import java.io.IOException;

/// A listener could not begin to listen.
public final class ListenException extends IOException {
    private static final long serialVersionUID = 1L;

    /// What went wrong.
    public enum Why {
        /// another program listens there
        PORT_IN_USE,
        /// this machine has no such address
        NO_SUCH_ADDRESS,
        /// the system does not let this user listen there, as on ports under 1024
        NOT_PERMITTED,
        /// anything else
        FAILED
    }

    private final Why why;

    ListenException(Why why, Throwable cause) {
        super(why.name(), cause);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
