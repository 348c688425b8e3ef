package app.parley.bench;

import io.netty.buffer.ByteBuf;
import java.util.Random;

/// What tells one message of the load generator from all others. On its way it is filled up to 4 KiB with what
/// looks like an envelope.
///
/// @param run numbers the measurements
/// @param sender number of the link that sent it
/// @param n counts the sender's messages from 0
record Payload(int run, int sender, int n) {
    /// The smallest of the three sizes of envelopes.
    static final int LENGTH = 4096;

    private static final int HEAD = 20;
    private static final byte[] FILLING = new byte[LENGTH - HEAD];

    static {
        new Random(LENGTH).nextBytes(FILLING);
    }

    void write(ByteBuf out, long stamp) {
        out.writeInt(run).writeInt(sender).writeInt(n).writeLong(stamp).writeBytes(FILLING);
    }

    /// Reads the one that begins at `at`.
    static Payload read(ByteBuf in, int at) {
        return new Payload(in.getInt(at), in.getInt(at + 4), in.getInt(at + 8));
    }

    static long stamp(ByteBuf in, int at) {
        return in.getLong(at + 12);
    }
}
