package app.parley.crypto;

import java.util.Optional;

/// What an envelope is, by its first four bytes `ver1 type1 suite2` (PROTOCOL.md §4).
public enum EnvelopeKind {
    /// Type 1: a message of an established session.
    SESSION(1),
    /// Type 2: a first contact, sealed to the recipient's X-Wing key.
    FIRST_CONTACT(2);

    /// Length of the prefix `ver1 type1 suite2` in bytes.
    public static final int PREFIX_SIZE = 4;

    private final byte type;

    EnvelopeKind(int type) {
        this.type = (byte) type;
    }

    /// The four bytes that every envelope of this kind begins with: version 1, the type, suite
    /// 0x0001.
    public byte[] prefix() {
        return new byte[] {1, type, 0, 1};
    }

    /// The kind of an envelope; empty if its length is not one of the three or its prefix is not
    /// one we know.
    public static Optional<EnvelopeKind> of(byte[] envelope) {
        if (EnvelopeSize.ofTotal(envelope.length).isEmpty()
                || envelope[0] != 1
                || envelope[2] != 0
                || envelope[3] != 1) {
            return Optional.empty();
        }
        for (EnvelopeKind kind : values()) {
            if (kind.type == envelope[1]) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
