package app.parley.protocol.content;

import app.parley.protocol.EnvelopeId;
import app.parley.protocol.MailboxId;
import app.parley.protocol.MalformedException;
import app.parley.protocol.OctetReader;
import app.parley.protocol.OctetWriter;
import app.parley.protocol.Octets;
import java.util.List;
import java.util.Optional;

/// How each kind of [Body] is written.
final class BodyCodec {
    /// The longest body, in octets.
    static final int MAX_LENGTH = Body.MAX_TEXT + 64;

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
            case Body.Reaction b -> 10;
            case Body.Edit b -> 11;
            case Body.Deleted b -> 12;
            case Body.Timer b -> 13;
            case Body.Typing b -> 14;
        };
    }

    static byte[] encode(Body body) {
        OctetWriter out = new OctetWriter();
        switch (body) {
            case Body.Text text -> writeText(text, out);
            case Body.Delivered(List<Octets> messages) -> out.list(messages, (id, to) -> to.octets(id));
            case Body.Seen(List<Octets> messages) -> out.list(messages, (id, to) -> to.octets(id));
            case Body.Mailbox(MailboxId.Send sid) -> sid.write(out);
            case Body.ResendRequest(List<EnvelopeId> envelopes) -> out.list(envelopes, EnvelopeId::write);
            case Body.ResendAnswer(List<EnvelopeId> again, List<EnvelopeId> gone) ->
                out.list(again, EnvelopeId::write).list(gone, EnvelopeId::write);
            case Body.Renewed(Body.Renewed.Reason reason) -> out.u8(reason.ordinal());
            case Body.Invited(Octets proof) -> out.octets(proof);
            case Body.OffTheRecord(boolean on, int turn) -> out.flag(on).u32(turn);
            case Body.Reaction(Body.Target target, String emoji, int turn) -> {
                writeTarget(target, out);
                out.text(emoji).u32(turn);
            }
            case Body.Edit(Octets message, int version, String text) ->
                out.octets(message).u32(version).longText(text);
            case Body.Deleted(List<Octets> messages) -> out.list(messages, (id, to) -> to.octets(id));
            case Body.Timer(int seconds, int turn) -> out.u32(seconds).u32(turn);
            case Body.Typing(boolean on) -> out.flag(on);
        }
        return out.toArray();
    }

    static Body decode(int kind, byte[] bytes) throws MalformedException {
        return OctetReader.whole(bytes, in -> switch (kind) {
            case 1 -> readText(in);
            case 2 -> new Body.Delivered(in.list(Body.MAX_IDS, id -> id.octets(Content.ID_LENGTH)));
            case 3 -> new Body.Seen(in.list(Body.MAX_IDS, id -> id.octets(Content.ID_LENGTH)));
            case 4 -> new Body.Mailbox(MailboxId.Send.read(in));
            case 5 -> new Body.ResendRequest(in.list(Body.MAX_IDS, EnvelopeId::read));
            case 6 ->
                new Body.ResendAnswer(in.list(Body.MAX_IDS, EnvelopeId::read), in.list(Body.MAX_IDS, EnvelopeId::read));
            case 7 -> new Body.Renewed(readReason(in));
            case 8 -> new Body.Invited(in.octets(32));
            case 9 -> new Body.OffTheRecord(in.flag(), in.u32());
            case 10 -> new Body.Reaction(readTarget(in), in.text(Body.MAX_REACTION), in.u32());
            case 11 -> new Body.Edit(in.octets(Content.ID_LENGTH), in.u32(), in.longText(Body.MAX_TEXT));
            case 12 -> new Body.Deleted(in.list(Body.MAX_IDS, id -> id.octets(Content.ID_LENGTH)));
            case 13 -> new Body.Timer(in.u32(), in.u32());
            case 14 -> new Body.Typing(in.flag());
            default -> throw new MalformedException("an unknown kind of content");
        });
    }

    private static void writeText(Body.Text text, OctetWriter out) {
        out.longText(text.text()).flag(text.replyTo().isPresent());
        text.replyTo().ifPresent(target -> writeTarget(target, out));
        out.flag(text.forwarded()).u32(text.timer());
    }

    private static Body.Text readText(OctetReader in) throws MalformedException {
        String text = in.longText(Body.MAX_TEXT);
        Optional<Body.Target> replyTo = in.flag() ? Optional.of(readTarget(in)) : Optional.empty();
        return new Body.Text(text, replyTo, in.flag(), in.u32());
    }

    private static void writeTarget(Body.Target target, OctetWriter out) {
        out.flag(target.bySender()).octets(target.id());
    }

    private static Body.Target readTarget(OctetReader in) throws MalformedException {
        return new Body.Target(in.flag(), in.octets(Content.ID_LENGTH));
    }

    private static Body.Renewed.Reason readReason(OctetReader in) throws MalformedException {
        int code = in.u8();
        if (code >= Body.Renewed.Reason.values().length) {
            throw new MalformedException("an unknown reason");
        }
        return Body.Renewed.Reason.values()[code];
    }
}
