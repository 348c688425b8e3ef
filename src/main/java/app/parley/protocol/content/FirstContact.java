package app.parley.protocol.content;

import app.parley.protocol.Envelope;
import app.parley.protocol.KeyBundle;
import app.parley.protocol.MailboxId;
import app.parley.protocol.MalformedException;
import app.parley.protocol.Manifest;
import app.parley.protocol.OctetReader;
import app.parley.protocol.OctetWriter;
import app.parley.protocol.Octets;

/// What is sealed to a device's SEAL key to begin a session (PROTOCOL.md §4). The sender's
/// identity is only in here.
///
/// @param manifest the sender's, encoded
/// @param deviceId the sender's device
/// @param generation of the recipient's bundle that was used
/// @param oneTimeId of the recipient's one-time pair that was used; 0 if none was left
/// @param ephemeral EK, X25519, 32 octets
/// @param kemCiphertext ML-KEM-1024, 1568 octets
/// @param replyMailbox where the sender reads answers
/// @param envelope the first message of the session, a complete session envelope
public record FirstContact(
        Octets manifest,
        int deviceId,
        int generation,
        int oneTimeId,
        Octets ephemeral,
        Octets kemCiphertext,
        MailboxId.Send replyMailbox,
        Envelope envelope) {

    public byte[] encode() {
        OctetWriter out = new OctetWriter().opaque16(manifest.toArray()).u8(deviceId);
        out.u32(generation).u32(oneTimeId).octets(ephemeral).octets(kemCiphertext);
        replyMailbox.write(out);
        return out.opaque32(envelope.toArray()).toArray();
    }

    public static FirstContact decode(byte[] bytes) throws MalformedException {
        return OctetReader.whole(
                bytes,
                in -> new FirstContact(
                        Octets.of(in.opaque16(Manifest.MAX_LENGTH)),
                        in.u8(),
                        in.u32(),
                        in.u32(),
                        in.octets(32),
                        in.octets(KeyBundle.KEM_LENGTH),
                        MailboxId.Send.read(in),
                        Envelope.of(in.opaque32(Envelope.MAX))));
    }
}
