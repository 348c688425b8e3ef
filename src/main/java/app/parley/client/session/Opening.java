package app.parley.client.session;

import app.parley.protocol.KeyBundle;
import app.parley.protocol.MailboxId;
import app.parley.protocol.MalformedException;
import app.parley.protocol.OctetReader;
import app.parley.protocol.OctetWriter;
import app.parley.protocol.Octets;

/// What the initiator of a session repeats around each message until the peer answered: all of it
/// is public or was already sent.
///
/// @param generation of the peer's bundle
/// @param oneTimeId of the peer's one-time pair, 0 for none
/// @param kemCiphertext ML-KEM-1024, 1568 octets
/// @param sealKey the peer's SEAL key, 1216 octets
/// @param intro the peer's intro mailbox
record Opening(int generation, int oneTimeId, Octets kemCiphertext, Octets sealKey, MailboxId.Send intro) {
    byte[] encode() {
        OctetWriter out = new OctetWriter().u32(generation).u32(oneTimeId);
        out.octets(kemCiphertext).octets(sealKey);
        intro.write(out);
        return out.toArray();
    }

    static Opening decode(byte[] bytes) {
        try {
            return OctetReader.whole(
                    bytes,
                    in -> new Opening(
                            in.u32(),
                            in.u32(),
                            in.octets(KeyBundle.KEM_LENGTH),
                            in.octets(KeyBundle.SEAL_LENGTH),
                            MailboxId.Send.read(in)));
        } catch (MalformedException e) {
            throw new IllegalStateException("a stored session is damaged", e);
        }
    }
}
