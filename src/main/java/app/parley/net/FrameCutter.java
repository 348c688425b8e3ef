package app.parley.net;

import app.parley.protocol.wire.FrameCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
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
/// While the client is to wait nothing is cut: what was read already stays as it came, until
/// [#goOn]. That time does not count.
final class FrameCutter extends LengthFieldBasedFrameDecoder {
    private final long within;
    /// All below are owned by the event loop.
    private boolean begun;

    private long since;
    private @Nullable ScheduledFuture<?> watch;
    private @Nullable ChannelHandlerContext context;
    private boolean goesOn;

    /// @param within from a frame's first octet to its last
    FrameCutter(Duration within) {
        super(FrameCodec.PREFIX + FrameCodec.MAX_FRAME, 0, FrameCodec.PREFIX, 0, FrameCodec.PREFIX);
        this.within = within.toNanos();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) throws Exception {
        super.handlerAdded(context);
        this.context = context;
    }

    private static boolean waits(ChannelHandlerContext context) {
        return !context.channel().config().isAutoRead();
    }

    /// The client need not wait any more: cuts what is there. In a moment, since this may be called
    /// by whoever is handling a frame just now.
    void goOn() {
        ChannelHandlerContext here = context;
        if (here != null && !goesOn) {
            goesOn = true;
            here.executor().execute(() -> {
                goesOn = false;
                if (!waits(here) && !here.isRemoved() && actualReadableBytes() > 0) {
                    cutAgain(here);
                }
            });
        }
    }

    private void cutAgain(ChannelHandlerContext here) {
        try {
            channelRead(here, Unpooled.EMPTY_BUFFER);
            channelReadComplete(here);
        } catch (Exception e) {
            here.fireExceptionCaught(e);
        }
    }

    /// Not as inherited, which would read on if nothing was cut.
    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        if (waits(context)) {
            discardSomeReadBytes();
            context.fireChannelReadComplete();
        } else {
            super.channelReadComplete(context);
        }
    }

    @Override
    protected @Nullable Object decode(ChannelHandlerContext context, ByteBuf in) throws Exception {
        if (waits(context)) {
            return null;
        }
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
        if (waits(context)) {
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
        this.context = null;
        if (watch != null) {
            watch.cancel(false);
            watch = null;
        }
    }
}
