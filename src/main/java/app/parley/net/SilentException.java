package app.parley.net;

import java.io.IOException;

/// The other side was silent for too long, in spite of a ping.
public final class SilentException extends IOException {
    private static final long serialVersionUID = 1L;

    public SilentException() {
        super("the relay is silent");
    }
}
