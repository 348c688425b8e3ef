package app.parley.net;

import app.parley.protocol.wire.FrameCodec;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Cuts the stream into frames without their lengths. A length over the bound ends the connection
/// before anything is kept for it, and so does a frame that was begun and is not whole in time:
/// otherwise an octet now and then would keep a connection, and up to a frame of memory, for ever.
///
/// Time in which nothing is read, because the client is to wait, does not count.
final class FrameCutter extends LengthFieldBasedFrameDecoder {
    private final long within;
    /// All below are owned by the event loop.
    private boolean begun;

    private long since;
    private @Nullable ScheduledFuture<?> watch;

    /// @param within from a frame's first octet to its last
    FrameCutter(Duration within) {
        super(FrameCodec.PREFIX + FrameCodec.MAX_FRAME, 0, FrameCodec.PREFIX, 0, FrameCodec.PREFIX);
        this.within = within.toNanos();
    }

    @Override
    protected @Nullable Object decode(ChannelHandlerContext context, ByteBuf in) throws Exception {
        Object frame = super.decode(context, in);
        if (frame != null || !in.isReadable()) {
            begun = false;
        } else if (!begun) {
            begun = true;
            since = System.nanoTime();
            if (watch == null) {
                watch(context, within);
            }
        }
        return frame;
    }

    /// At most one task at a time, however many frames come in pieces.
    private void watch(ChannelHandlerContext context, long nanos) {
        watch = context.executor().schedule(() -> look(context), nanos, TimeUnit.NANOSECONDS);
    }

    private void look(ChannelHandlerContext context) {
        watch = null;
        if (!begun || context.isRemoved()) {
            return;
        }
        if (!context.channel().config().isAutoRead()) {
            since = System.nanoTime();
        }
        long left = within - (System.nanoTime() - since);
        if (left > 0) {
            watch(context, left);
        } else {
            context.close();
        }
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) throws Exception {
        super.handlerRemoved0(context);
        if (watch != null) {
            watch.cancel(false);
            watch = null;
        }
    }
}
