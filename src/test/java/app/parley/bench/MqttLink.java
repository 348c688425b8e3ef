package app.parley.bench;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/// Speaks MQTT 3.1.1 with QoS 1, the quality of service nearest to a relay's: taken over, delivered, acknowledged.
final class MqttLink extends Link {
    private static final int CONNACK = 2;
    private static final int PUBLISH = 3;
    private static final int PUBACK = 4;
    private static final int SUBACK = 9;
    private static final int PUBACK_HEAD = 0x4002;

    private final boolean lasting;

    /// @param lasting whether the broker keeps messages for it while it is away
    MqttLink(int number, boolean lasting) {
        super(number);
        this.lasting = lasting;
    }

    private static byte[] topic(int number) {
        return ("box/" + number).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    void greet() {
        byte[] name = ("link" + number).getBytes(StandardCharsets.US_ASCII);
        boolean clean = !lasting;
        ByteBuf out = head(0x10, 10 + 2 + name.length);
        out.writeShort(4).writeBytes("MQTT".getBytes(StandardCharsets.US_ASCII));
        // protocol level 4, flags, no keep-alive
        out.writeByte(4).writeByte(clean ? 2 : 0).writeShort(0);
        out.writeShort(name.length).writeBytes(name);
    }

    @Override
    void subscribe() {
        byte[] topic = topic(number);
        ByteBuf out = head(0x82, 2 + 2 + topic.length + 1);
        out.writeShort(1).writeShort(topic.length).writeBytes(topic).writeByte(1);
        flush();
    }

    @Override
    void send(int slot, int to, Payload payload, long stamp) {
        byte[] topic = topic(to);
        ByteBuf out = head(0x32, 2 + topic.length + 2 + Payload.LENGTH);
        out.writeShort(topic.length).writeBytes(topic).writeShort(slot + 1);
        payload.write(out, stamp);
    }

    @Override
    void ping() {
        out().writeShort(0xc000);
        flush();
    }

    private ByteBuf head(int typeAndFlags, int length) {
        ByteBuf out = out().writeByte(typeAndFlags);
        int left = length;
        while (left > 127) {
            out.writeByte(left & 127 | 128);
            left >>>= 7;
        }
        return out.writeByte(left);
    }

    @Override
    boolean take(ByteBuf in) {
        int at = in.readerIndex() + 1;
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            if (at >= in.writerIndex()) {
                return false;
            }
            int octet = in.getUnsignedByte(at++);
            length |= (octet & 127) << shift;
            if (octet < 128) {
                break;
            }
        }
        if (in.writerIndex() - at < length) {
            return false;
        }
        act(in.getUnsignedByte(in.readerIndex()) >>> 4, in, at);
        in.readerIndex(at + length);
        return true;
    }

    private void act(int type, ByteBuf in, int at) {
        switch (type) {
            case CONNACK -> {
                if (in.getByte(at + 1) != 0) {
                    throw new IllegalStateException("the broker refuses");
                }
                ready().complete(this);
            }
            case SUBACK -> subscribed().complete(this);
            case PUBACK -> listener().accepted(this, in.getUnsignedShort(at) - 1);
            case PUBLISH -> {
                int packet = at + 2 + in.getUnsignedShort(at);
                out().writeShort(PUBACK_HEAD).writeShort(in.getUnsignedShort(packet));
                listener().delivered(this, Payload.read(in, packet + 2), Payload.stamp(in, packet + 2));
            }
            default -> {
                // PINGRESP
            }
        }
    }

    @Override
    void turnEnds() {
        // Each message was acknowledged as it came: MQTT has nothing cumulative.
    }
}
