package app.parley.crash;

import app.parley.client.MessageId;
import app.parley.protocol.Envelope;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.MailboxId;
import app.parley.protocol.MalformedException;
import app.parley.protocol.OctetReader;
import app.parley.protocol.OctetWriter;
import app.parley.protocol.PhoneNumber;

/// Something a process of the crash run saw, on its connections or at its API.
sealed interface Note {
    /// An envelope is about to be handed to the system for the relay.
    record Sent(Envelope envelope) implements Note {}

    /// The relay answered that it has it.
    record Accepted(EnvelopeId envelope) implements Note {}

    /// The relay delivered it.
    record Delivered(MailboxId.Read mailbox, long seq, EnvelopeId envelope) implements Note {}

    /// `send` returned: this message is kept.
    record Committed(PhoneNumber to, int number, MessageId id) implements Note {}

    /// The event of a new message.
    record Received(PhoneNumber from, int number, MessageId id) implements Note {}

    /// In the history at the end, in its order: a message that was sent.
    record SentRow(PhoneNumber to, int number, MessageId id, boolean confirmed) implements Note {}

    /// In the history at the end, in its order: a message that came.
    record ReceivedRow(PhoneNumber from, int number, MessageId id) implements Note {}

    /// Something that a kill must not cause: a grey row of a conversation, trouble with the disk.
    record Oddity(String what) implements Note {}

    default byte[] encode() {
        OctetWriter out = new OctetWriter();
        switch (this) {
            case Sent(Envelope envelope) -> out.u8(1).opaque32(envelope.toArray());
            case Accepted(EnvelopeId envelope) -> envelope.write(out.u8(2));
            case Delivered(MailboxId.Read mailbox, long seq, EnvelopeId envelope) -> {
                mailbox.write(out.u8(3));
                envelope.write(out.u64(seq));
            }
            case Committed(PhoneNumber to, int number, MessageId id) -> message(out.u8(4), to, number, id);
            case Received(PhoneNumber from, int number, MessageId id) -> message(out.u8(5), from, number, id);
            case SentRow(PhoneNumber to, int number, MessageId id, boolean confirmed) ->
                message(out.u8(6), to, number, id).u8(confirmed ? 1 : 0);
            case ReceivedRow(PhoneNumber from, int number, MessageId id) -> message(out.u8(7), from, number, id);
            case Oddity(String what) -> out.u8(8).text(what);
        }
        return out.toArray();
    }

    private static OctetWriter message(OctetWriter out, PhoneNumber with, int number, MessageId id) {
        with.write(out);
        return out.u32(number).octets(id.octets());
    }

    static Note decode(byte[] bytes) throws MalformedException {
        return OctetReader.whole(bytes, in -> switch (in.u8()) {
            case 1 -> new Sent(Envelope.of(in.opaque32(Envelope.MAX)));
            case 2 -> new Accepted(EnvelopeId.read(in));
            case 3 -> delivered(MailboxId.Read.read(in), in.u64(), EnvelopeId.read(in));
            case 4 -> new Committed(PhoneNumber.read(in), in.u32(), id(in));
            case 5 -> new Received(PhoneNumber.read(in), in.u32(), id(in));
            case 6 -> new SentRow(PhoneNumber.read(in), in.u32(), id(in), in.u8() == 1);
            case 7 -> new ReceivedRow(PhoneNumber.read(in), in.u32(), id(in));
            case 8 -> new Oddity(in.text(200));
            default -> throw new MalformedException("a note of an unknown kind");
        });
    }

    private static Delivered delivered(MailboxId.Read mailbox, long seq, EnvelopeId envelope) {
        return new Delivered(mailbox, seq, envelope);
    }

    private static MessageId id(OctetReader in) throws MalformedException {
        return new MessageId(in.octets(MessageId.LENGTH));
    }
}
