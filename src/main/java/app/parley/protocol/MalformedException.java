package app.parley.protocol;

import java.io.IOException;

/// Bytes from outside that are not what PROTOCOL.md §1 allows: too short, too long, out of range,
/// an unknown version or with something left over. The message names the rule, never the content.
public final class MalformedException extends IOException {
    private static final long serialVersionUID = 1L;

    public MalformedException(String rule) {
        super(rule);
    }
}
