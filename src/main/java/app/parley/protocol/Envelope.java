package app.parley.protocol;

import java.util.Set;

/// A sealed envelope as the relay sees it: opaque, of one of three sizes (PROTOCOL.md §4).
public record Envelope(Octets octets) {
    /// The only sizes there are, in octets.
    public static final Set<Integer> SIZES = Set.of(4096, 16384, 65536);

    /// The largest of [#SIZES].
    public static final int MAX = 65536;

    public Envelope {
        if (!SIZES.contains(octets.length())) {
            throw new IllegalArgumentException("an envelope has 4096, 16384 or 65536 octets");
        }
    }

    public static Envelope of(byte[] bytes) {
        return new Envelope(Octets.of(bytes));
    }

    public byte[] toArray() {
        return octets.toArray();
    }

    @Override
    public String toString() {
        return "Envelope[" + octets.length() + "]";
    }
}
