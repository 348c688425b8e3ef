package app.parley.net;

import java.io.IOException;

/// No connection came about.
public final class DialException extends IOException {
    private static final long serialVersionUID = 1L;

    /// What went wrong.
    public enum Why {
        NO_SUCH_HOST,
        UNREACHABLE,
        /// the relay's key is not the pinned one; there is no way around this
        WRONG_KEY,
        /// something else answers there, or another protocol version
        NOT_A_RELAY
    }

    private final Why why;

    public DialException(Why why) {
        super(why.name());
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
