package app.parley.protocol.content;

import app.parley.protocol.AccountId;
import app.parley.protocol.MalformedException;
import app.parley.protocol.OctetReader;
import app.parley.protocol.OctetWriter;
import app.parley.protocol.Octets;
import java.util.List;
import java.util.Optional;

/// What is sealed inside an envelope (PROTOCOL.md §4): one message, receipt or housekeeping note.
///
/// @param id 16 random octets, the same on every try to deliver it
/// @param conversation 32 octets, SHA-256("parley/1/conversation" and both account ids, smaller
///     first)
/// @param sentAt milliseconds since 1970 by the sender's clock, for display only
/// @param senderManifest SHA-256 of the sender's manifest
/// @param recipientManifest SHA-256 of the recipient's manifest as the sender knows it
/// @param parents ids of the messages the sender saw last in the conversation, at most eight
/// @param signature DSK's, purpose `content`, over [#signedPart]; empty if the conversation is
///     off the record
public record Content(
        Octets id,
        Octets conversation,
        long sentAt,
        Octets senderManifest,
        Octets recipientManifest,
        List<Octets> parents,
        Body body,
        Optional<Octets> signature) {
    public static final int ID_LENGTH = 16;
    public static final int MAX_PARENTS = 8;

    private static final int VERSION = 1;

    public Content {
        id.exactly(ID_LENGTH);
        conversation.exactly(32);
        senderManifest.exactly(32);
        recipientManifest.exactly(32);
        parents = List.copyOf(parents);
        if (parents.size() > MAX_PARENTS) {
            throw new IllegalArgumentException("at most eight parents");
        }
        parents.forEach(parent -> parent.exactly(ID_LENGTH));
        signature.ifPresent(octets -> octets.exactly(64));
    }

    /// The same, with a signature.
    public Content signed(byte[] signature) {
        return new Content(
                id,
                conversation,
                sentAt,
                senderManifest,
                recipientManifest,
                parents,
                body,
                Optional.of(Octets.of(signature)));
    }

    /// What the sender's DSK signs: both accounts, so that it cannot be shown as said to somebody
    /// else, and all fields.
    public byte[] signedPart(AccountId sender, AccountId recipient) {
        OctetWriter out = new OctetWriter();
        sender.write(out);
        recipient.write(out);
        writeFields(out);
        return out.toArray();
    }

    /// The fields, a flag, and the signature if there is one.
    public byte[] encode() {
        OctetWriter out = new OctetWriter();
        writeFields(out);
        out.flag(signature.isPresent());
        signature.ifPresent(out::octets);
        return out.toArray();
    }

    /// Reads one; the signature is not checked here.
    public static Content decode(byte[] bytes) throws MalformedException {
        return OctetReader.whole(bytes, Content::read);
    }

    private static Content read(OctetReader in) throws MalformedException {
        if (in.u8() != VERSION) {
            throw new MalformedException("an unknown content version");
        }
        int kind = in.u8();
        return new Content(
                in.octets(ID_LENGTH),
                in.octets(32),
                in.u64(),
                in.octets(32),
                in.octets(32),
                in.list(MAX_PARENTS, parent -> parent.octets(ID_LENGTH)),
                BodyCodec.decode(kind, in.opaque32(BodyCodec.MAX_LENGTH)),
                in.flag() ? Optional.of(in.octets(64)) : Optional.empty());
    }

    private void writeFields(OctetWriter out) {
        out.u8(VERSION).u8(BodyCodec.kind(body)).octets(id).octets(conversation).u64(sentAt);
        out.octets(senderManifest).octets(recipientManifest);
        out.list(parents, (parent, to) -> to.octets(parent));
        out.opaque32(BodyCodec.encode(body));
    }
}
