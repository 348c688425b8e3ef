package app.parley.protocol.content;

import app.parley.protocol.EnvelopeId;
import app.parley.protocol.MailboxId;
import app.parley.protocol.MalformedException;
import app.parley.protocol.OctetReader;
import app.parley.protocol.OctetWriter;
import app.parley.protocol.Octets;
import java.util.List;

/// How each kind of [Body] is written.
final class BodyCodec {
    /// The longest body, in octets.
    static final int MAX_LENGTH = Body.MAX_TEXT + 4;

    private BodyCodec() {}

    static int kind(Body body) {
        return switch (body) {
            case Body.Text b -> 1;
            case Body.Delivered b -> 2;
            case Body.Seen b -> 3;
            case Body.Mailbox b -> 4;
            case Body.ResendRequest b -> 5;
            case Body.ResendAnswer b -> 6;
            case Body.Renewed b -> 7;
            case Body.Invited b -> 8;
            case Body.OffTheRecord b -> 9;
        };
    }

    static byte[] encode(Body body) {
        OctetWriter out = new OctetWriter();
        switch (body) {
            case Body.Text(String text) -> out.longText(text);
            case Body.Delivered(List<Octets> messages) -> out.list(messages, (id, to) -> to.octets(id));
            case Body.Seen(List<Octets> messages) -> out.list(messages, (id, to) -> to.octets(id));
            case Body.Mailbox(MailboxId.Send sid) -> sid.write(out);
            case Body.ResendRequest(List<EnvelopeId> envelopes) -> out.list(envelopes, EnvelopeId::write);
            case Body.ResendAnswer(List<EnvelopeId> again, List<EnvelopeId> gone) ->
                out.list(again, EnvelopeId::write).list(gone, EnvelopeId::write);
            case Body.Renewed(Body.Renewed.Reason reason) -> out.u8(reason.ordinal());
            case Body.Invited(Octets proof) -> out.octets(proof);
            case Body.OffTheRecord(boolean on, int turn) -> out.flag(on).u32(turn);
        }
        return out.toArray();
    }

    static Body decode(int kind, byte[] bytes) throws MalformedException {
        return OctetReader.whole(bytes, in -> switch (kind) {
            case 1 -> new Body.Text(in.longText(Body.MAX_TEXT));
            case 2 -> new Body.Delivered(in.list(Body.MAX_IDS, id -> id.octets(Content.ID_LENGTH)));
            case 3 -> new Body.Seen(in.list(Body.MAX_IDS, id -> id.octets(Content.ID_LENGTH)));
            case 4 -> new Body.Mailbox(MailboxId.Send.read(in));
            case 5 -> new Body.ResendRequest(in.list(Body.MAX_IDS, EnvelopeId::read));
            case 6 ->
                new Body.ResendAnswer(in.list(Body.MAX_IDS, EnvelopeId::read), in.list(Body.MAX_IDS, EnvelopeId::read));
            case 7 -> new Body.Renewed(readReason(in));
            case 8 -> new Body.Invited(in.octets(32));
            case 9 -> new Body.OffTheRecord(in.flag(), in.u32());
            default -> throw new MalformedException("an unknown kind of content");
        });
    }

    private static Body.Renewed.Reason readReason(OctetReader in) throws MalformedException {
        int code = in.u8();
        if (code >= Body.Renewed.Reason.values().length) {
            throw new MalformedException("an unknown reason");
        }
        return Body.Renewed.Reason.values()[code];
    }
}
