package app.parley.client;

import app.parley.protocol.Octets;

/// Names a message to everybody who has it: 16 random octets (PROTOCOL.md §4).
public record MessageId(Octets octets) {
    public static final int LENGTH = 16;

    public MessageId {
        octets.exactly(LENGTH);
    }

    public String hex() {
        return octets.hex();
    }
}
