package app.parley.bench;

import app.parley.protocol.MalformedException;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.FrameCodec;
import app.parley.protocol.wire.RelayFrame;
import io.netty.buffer.ByteBuf;
import java.util.List;

/// Speaks Parley/1. Mail is written and read in place; what is rare goes through [FrameCodec].
final class ParleyLink extends Link {
    private static final int SEND = 10;
    private static final int ACK = 11;
    private static final int DELIVER = 135;
    private static final int ACCEPTED = 136;

    private final RelayHouse house;
    private final boolean signsIn;
    private long received;
    private long acknowledged;

    /// @param signsIn whether it signs in as the house's member before it is ready
    ParleyLink(int number, RelayHouse house, boolean signsIn) {
        super(number);
        this.house = house;
        this.signsIn = signsIn;
    }

    @Override
    void greet() {
        // The relay speaks first.
    }

    @Override
    void subscribe() {
        tell(new ClientFrame.Subscribe(
                0, List.of(new ClientFrame.Subscribe.Entry(0, house.box(number).rid()))));
        flush();
    }

    @Override
    void send(int slot, int to, Payload payload, long stamp) {
        byte[] sid = house.box(to).sidOctets();
        ByteBuf out = out();
        out.writeInt(1 + 4 + sid.length + 4 + Payload.LENGTH).writeByte(SEND).writeInt(slot);
        out.writeBytes(sid).writeInt(Payload.LENGTH);
        payload.write(out, stamp);
    }

    @Override
    void ping() {
        tell(new ClientFrame.Ping());
        flush();
    }

    private void tell(ClientFrame frame) {
        out().writeBytes(FrameCodec.encode(frame));
    }

    @Override
    boolean take(ByteBuf in) {
        int start = in.readerIndex();
        int length = in.readableBytes() < FrameCodec.PREFIX ? Integer.MAX_VALUE : in.getInt(start);
        if (in.readableBytes() - FrameCodec.PREFIX < length) {
            return false;
        }
        int type = in.getUnsignedByte(start + 4);
        if (type == DELIVER) {
            received = in.getLong(start + 9);
            listener().delivered(this, Payload.read(in, start + 21), Payload.stamp(in, start + 21));
        } else if (type == ACCEPTED) {
            listener().accepted(this, in.getInt(start + 5));
        } else {
            byte[] frame = new byte[length];
            in.getBytes(start + FrameCodec.PREFIX, frame);
            rare(frame);
        }
        in.skipBytes(FrameCodec.PREFIX + length);
        return true;
    }

    private void rare(byte[] typeAndBody) {
        try {
            switch (FrameCodec.decodeRelay(typeAndBody)) {
                case RelayFrame.Welcome welcome when signsIn -> tell(house.signIn(welcome.nonce()));
                case RelayFrame.Welcome welcome -> ready().complete(this);
                case RelayFrame.Subscribed state -> subscribed().complete(this);
                case RelayFrame.SignedIn in -> ready().complete(this);
                case RelayFrame.Refused refused -> throw new IllegalStateException("refused: " + refused.why());
                default -> {
                    // Presence and the like
                }
            }
        } catch (MalformedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// One acknowledgement for all that came in this turn.
    @Override
    void turnEnds() {
        if (received > acknowledged) {
            acknowledged = received;
            out().writeInt(1 + 4 + 8).writeByte(ACK).writeInt(0).writeLong(received);
        }
    }
}
