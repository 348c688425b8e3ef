package app.parley.crypto;

import java.util.Optional;

/// The three lengths an envelope can have, so that its length says next to nothing about its
/// content (PROTOCOL.md §4).
public enum EnvelopeSize {
    /// 4,096 bytes.
    SMALL(4096),
    /// 16,384 bytes.
    MEDIUM(16_384),
    /// 65,536 bytes.
    LARGE(65_536);

    /// What a session envelope spends beside its content: `ver1 type1 suite2`, header nonce 12,
    /// sealed header 2312 + 16, commitment 32, tag 16, length 4.
    public static final int SESSION_OVERHEAD = 4 + 12 + 2312 + 16 + 32 + 16 + 4;

    private final int total;

    EnvelopeSize(int total) {
        this.total = total;
    }

    /// Length of the whole envelope in bytes.
    public int total() {
        return total;
    }

    /// Most bytes of content in a session envelope of this size: 1,700, 13,988 or 63,140.
    public int capacity() {
        return total - SESSION_OVERHEAD;
    }

    /// The smallest size whose session envelope holds `contentLength` bytes.
    ///
    /// @throws IllegalArgumentException if not even [#LARGE] does; check against its capacity
    ///     first
    public static EnvelopeSize fitting(int contentLength) {
        for (EnvelopeSize size : values()) {
            if (contentLength <= size.capacity()) {
                return size;
            }
        }
        throw new IllegalArgumentException(contentLength + " bytes are more than one envelope holds");
    }

    /// The size with this total length, if it is one of the three.
    public static Optional<EnvelopeSize> ofTotal(int length) {
        for (EnvelopeSize size : values()) {
            if (size.total == length) {
                return Optional.of(size);
            }
        }
        return Optional.empty();
    }
}
