package app.parley.protocol.content;

import app.parley.protocol.AccountId;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.MailboxId;
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
    /// The longest text, in octets of UTF-8: a first contact has room for one.
    public static final int MAX_TEXT = 13_000;
    /// Message ids or envelope ids in one note.
    public static final int MAX_IDS = 256;

    private static final int VERSION = 1;

    /// The kinds there are; each is told by one octet.
    public sealed interface Body {}

    /// Kind 1: something a person wrote.
    public record Text(String text) implements Body {}

    /// Kind 2: these messages are stored on the sender's device.
    public record Delivered(List<Octets> messages) implements Body {}

    /// Kind 3: these messages were seen.
    public record Seen(List<Octets> messages) implements Body {}

    /// Kind 4: from now on write to this mailbox.
    public record Mailbox(MailboxId.Send sid) implements Body {
        @Override
        public String toString() {
            return "Mailbox[…]";
        }
    }

    /// Kind 5: these envelopes could not be opened; send what was in them again.
    public record ResendRequest(List<EnvelopeId> envelopes) implements Body {}

    /// Kind 6: answers a resend request.
    ///
    /// @param again what was, or may have been, in these was sent again
    /// @param gone what was in these is not there any more
    public record ResendAnswer(List<EnvelopeId> again, List<EnvelopeId> gone) implements Body {}

    /// Kind 7: this session replaces the ones before.
    public record Renewed(Reason reason) implements Body {
        /// Why, as one octet.
        public enum Reason {
            /// 0: an envelope could not be opened
            REPAIR,
            /// 1: the sender's profile was restored from an older copy, or runs twice
            ROLLED_BACK
        }
    }

    /// Kind 8: the invite that `proof` was made with reached the sender (PROTOCOL.md §2).
    ///
    /// @param proof HMAC-SHA256, 32 octets
    public record Invited(Octets proof) implements Body {
        public Invited {
            proof.exactly(32);
        }
    }

    /// Kind 9: from now on both ends sign, or do not sign, what they say in this conversation.
    ///
    /// @param turn counts the switches: the highest holds, and of two that are the same, `on`
    public record OffTheRecord(boolean on, int turn) implements Body {
        /// As often as anybody may switch.
        public static final int MAX_TURN = 1_000_000;

        public OffTheRecord {
            if (turn < 1 || turn > MAX_TURN) {
                throw new IllegalArgumentException("a turn is from 1 to a million");
            }
        }
    }

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
                readBody(kind, in.opaque32(MAX_TEXT + 4)),
                in.flag() ? Optional.of(in.octets(64)) : Optional.empty());
    }

    private void writeFields(OctetWriter out) {
        out.u8(VERSION).u8(kind()).octets(id).octets(conversation).u64(sentAt);
        out.octets(senderManifest).octets(recipientManifest);
        out.list(parents, (parent, to) -> to.octets(parent));
        out.opaque32(encodeBody());
    }

    private int kind() {
        return switch (body) {
            case Text b -> 1;
            case Delivered b -> 2;
            case Seen b -> 3;
            case Mailbox b -> 4;
            case ResendRequest b -> 5;
            case ResendAnswer b -> 6;
            case Renewed b -> 7;
            case Invited b -> 8;
            case OffTheRecord b -> 9;
        };
    }

    private byte[] encodeBody() {
        OctetWriter out = new OctetWriter();
        switch (body) {
            case Text(String text) -> out.longText(text);
            case Delivered(List<Octets> messages) -> out.list(messages, (id, to) -> to.octets(id));
            case Seen(List<Octets> messages) -> out.list(messages, (id, to) -> to.octets(id));
            case Mailbox(MailboxId.Send sid) -> sid.write(out);
            case ResendRequest(List<EnvelopeId> envelopes) -> out.list(envelopes, EnvelopeId::write);
            case ResendAnswer(List<EnvelopeId> again, List<EnvelopeId> gone) ->
                out.list(again, EnvelopeId::write).list(gone, EnvelopeId::write);
            case Renewed(Renewed.Reason reason) -> out.u8(reason.ordinal());
            case Invited(Octets proof) -> out.octets(proof);
            case OffTheRecord(boolean on, int turn) -> out.flag(on).u32(turn);
        }
        return out.toArray();
    }

    private static Body readBody(int kind, byte[] bytes) throws MalformedException {
        return OctetReader.whole(bytes, in -> switch (kind) {
            case 1 -> new Text(in.longText(MAX_TEXT));
            case 2 -> new Delivered(in.list(MAX_IDS, id -> id.octets(ID_LENGTH)));
            case 3 -> new Seen(in.list(MAX_IDS, id -> id.octets(ID_LENGTH)));
            case 4 -> new Mailbox(MailboxId.Send.read(in));
            case 5 -> new ResendRequest(in.list(MAX_IDS, EnvelopeId::read));
            case 6 -> new ResendAnswer(in.list(MAX_IDS, EnvelopeId::read), in.list(MAX_IDS, EnvelopeId::read));
            case 7 -> new Renewed(readReason(in));
            case 8 -> new Invited(in.octets(32));
            case 9 -> new OffTheRecord(in.flag(), in.u32());
            default -> throw new MalformedException("an unknown kind of content");
        });
    }

    private static Renewed.Reason readReason(OctetReader in) throws MalformedException {
        int code = in.u8();
        if (code >= Renewed.Reason.values().length) {
            throw new MalformedException("an unknown reason");
        }
        return Renewed.Reason.values()[code];
    }
}
