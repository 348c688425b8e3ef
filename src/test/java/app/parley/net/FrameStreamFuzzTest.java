package app.parley.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.fuzz.Canonical;
import app.parley.protocol.MalformedException;
import app.parley.protocol.wire.FrameCodec;
import app.parley.protocol.wire.RelayFrame;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

/// Frames out of a stream that comes in pieces of any size, at the relay and at the client. The
/// first eight octets of the input say how it is cut up.
class FrameStreamFuzzTest {
    private static final int SEED = 8;

    /// What the relay makes of a stream is what is in it, however it is cut up.
    @FuzzTest
    void at_the_relay(byte[] data) {
        if (data.length < SEED) {
            return;
        }
        byte[] stream = Arrays.copyOfRange(data, SEED, data.length);
        byte[] inPieces = cut(stream, new Random(ByteBuffer.wrap(data).getLong()));
        assertArrayEquals(Arrays.copyOf(stream, inPieces.length), inPieces);
        assertArrayEquals(cut(stream, new Whole()), inPieces);
    }

    /// The whole frames in front of a stream, with their lengths.
    private static byte[] cut(byte[] stream, Random sizes) {
        return Canonical.find(stream, octets -> Optional.of(framesOf(octets, sizes)))
                .orElseThrow();
    }

    private static byte[] framesOf(byte[] stream, Random sizes) {
        EmbeddedChannel channel = new EmbeddedChannel(new FrameCutter(Duration.ofSeconds(10)));
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        try {
            for (int at = 0; at < stream.length; ) {
                int length = Math.min(stream.length - at, 1 + sizes.nextInt(stream.length));
                channel.writeInbound(Unpooled.copiedBuffer(stream, at, length));
                at += length;
            }
        } catch (DecoderException refused) {
            assertTrue(stream.length >= FrameCodec.PREFIX);
        }
        for (ByteBuf frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
            frames.writeBytes(ByteBuffer.allocate(FrameCodec.PREFIX)
                    .putInt(frame.readableBytes())
                    .array());
            byte[] body = new byte[frame.readableBytes()];
            frame.readBytes(body).release();
            frames.writeBytes(body);
        }
        closed(channel);
        return frames.toByteArray();
    }

    /// What is left of a frame that never ended is let go of.
    private static void closed(EmbeddedChannel channel) {
        try {
            channel.finishAndReleaseAll();
        } catch (DecoderException refused) {
            assertTrue(!channel.isOpen() || channel.isActive());
        }
    }

    /// No randomness: everything in one piece.
    private static final class Whole extends Random {
        private static final long serialVersionUID = 1L;

        @Override
        public int nextInt(int bound) {
            return bound - 1;
        }
    }

    @FuzzTest
    void at_the_client(byte[] data) {
        if (data.length < SEED) {
            return;
        }
        Random sizes = new Random(ByteBuffer.wrap(data).getLong());
        byte[] stream = Arrays.copyOfRange(data, SEED, data.length);
        DataInputStream in = new DataInputStream(new Trickle(stream, sizes));
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            while (true) {
                RelayFrame frame = TlsConnection.next(in);
                read.writeBytes(FrameCodec.encode(frame));
            }
        } catch (EOFException | MalformedException ended) {
            assertArrayEquals(Arrays.copyOf(stream, read.size()), read.toByteArray());
        } catch (IOException e) {
            throw new AssertionError("an array has no other troubles", e);
        }
    }

    /// A stream that gives a few octets at a time.
    private static final class Trickle extends InputStream {
        private final ByteArrayInputStream all;
        private final Random sizes;

        Trickle(byte[] bytes, Random sizes) {
            this.all = new ByteArrayInputStream(bytes);
            this.sizes = sizes;
        }

        @Override
        public int read() {
            return all.read();
        }

        @Override
        public int read(byte[] into, int at, int length) {
            return all.read(into, at, length == 0 ? 0 : 1 + sizes.nextInt(length));
        }
    }
}
