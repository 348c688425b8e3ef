package app.parley.relay.mailbox;

import app.parley.protocol.Envelope;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.Octets;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/// What a [MailFile] says of one envelope, in 64 octets: `u64 box | u64 seq | u64 batch | [16] id |
/// u64 print | u32 expires | u32 size | u32 turn | u32 CRC-32C of the 60 before`.
///
/// @param box the mailbox
/// @param seq the envelope's number there
/// @param batch envelopes of one batch were synced together
/// @param turn how many of its batch were written before it
/// @param id the first 16 octets of SHA-256 over the envelope
/// @param print eight octets of the envelope
/// @param expires hours since 1970
/// @param size octets of the envelope
record MailHeader(long box, long seq, long batch, int turn, EnvelopeId id, long print, long expires, int size) {
    static final int LENGTH = 64;
    private static final int CHECKED = 60;

    MailHeader in(long otherBatch, int otherTurn) {
        return new MailHeader(box, seq, otherBatch, otherTurn, id, print, expires, size);
    }

    void write(ByteBuffer out) {
        ByteBuffer octets = ByteBuffer.allocate(LENGTH)
                .putLong(box)
                .putLong(seq)
                .putLong(batch)
                .put(id.octets().toArray())
                .putLong(print)
                .putInt((int) expires)
                .putInt(size)
                .putInt(turn);
        octets.putInt(check(octets.array()));
        out.put(octets.flip());
    }

    private static int check(byte[] octets) {
        CRC32C crc = new CRC32C();
        crc.update(octets, 0, CHECKED);
        return (int) crc.getValue();
    }

    /// Reads the next 64 octets.
    ///
    /// @return nothing if there is no whole header
    static Optional<MailHeader> read(ByteBuffer in) {
        byte[] octets = new byte[LENGTH];
        in.get(octets);
        ByteBuffer from = ByteBuffer.wrap(octets);
        if (from.getInt(CHECKED) != check(octets) || from.getInt(CHECKED - 8) == 0) {
            return Optional.empty();
        }
        long box = from.getLong();
        long seq = from.getLong();
        long batch = from.getLong();
        byte[] id = new byte[EnvelopeId.LENGTH];
        from.get(id);
        long print = from.getLong();
        long expires = Integer.toUnsignedLong(from.getInt());
        int size = from.getInt();
        int turn = from.getInt();
        return Envelope.SIZES.contains(size)
                ? Optional.of(
                        new MailHeader(box, seq, batch, turn, new EnvelopeId(Octets.of(id)), print, expires, size))
                : Optional.empty();
    }
}
