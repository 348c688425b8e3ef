package app.parley.net;

import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.FrameCodec;
import app.parley.protocol.wire.RelayFrame;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.CodecException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One accepted connection: frames in, at the pace of its address and some at a time, so that the
/// others of its event loop have their turns; frames out through an [Outbox].
final class ListenerConnection extends ChannelInboundHandlerAdapter implements RelayEndpoint.Outbound, Outbox.Owner {
    /// Frames handled before the others of this event loop have their turn.
    private static final int TURN = 256;
    /// Frames after which their pace is looked at.
    private static final int COUNTED = 16;
    /// Looks in the time after which a silent client is gone.
    private static final int LOOKS = 4;

    private static final Logger LOG = LoggerFactory.getLogger(ListenerConnection.class);

    private final Channel channel;
    private final Crowd.Place place;
    private final RelayEndpoint endpoint;
    private final Outbox outbox;
    private final FrameCutter cutter;
    private volatile boolean reading = true;

    /// All below are owned by the event loop.
    private RelayEndpoint.@Nullable Inbound inbound;

    /// frames handled in this turn
    private int turn;

    private int uncounted;
    /// whether its next turn has not come yet
    private boolean resting;
    /// how often in a row nothing came from a client that ought to say something
    private int quiet;

    /// @param backlog octets on their way out on all connections of the listener
    ListenerConnection(
            Channel channel, Crowd.Place place, TlsListener.Limits limits, AtomicLong backlog, RelayEndpoint endpoint) {
        this.channel = channel;
        this.place = place;
        this.endpoint = endpoint;
        this.outbox = new Outbox(channel, backlog, this);
        this.cutter = new FrameCutter(limits.frame());
    }

    /// Everything between TLS and the endpoint.
    void joinTo(ChannelPipeline pipeline, TlsListener.Limits limits) {
        long look = limits.idle().toNanos() / LOOKS;
        pipeline.addLast(new IdleStateHandler(look, 0, 0, TimeUnit.NANOSECONDS), cutter, this);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent done && done.isSuccess()) {
            inbound = endpoint.connected(this);
        } else if (event instanceof SslHandshakeCompletionEvent) {
            channel.close();
        } else if (event instanceof IdleStateEvent idle && silent(idle.isFirst())) {
            channel.close();
        }
    }

    /// Nothing comes from a client that is made to wait; it is alive as long as it takes what was
    /// sent to it. Since that is seen only from one look to the next, it has one look less.
    private boolean silent(boolean sinceItSpoke) {
        boolean alive = !channel.config().isAutoRead() && outbox.drains();
        if (alive) {
            quiet = 1;
        } else {
            quiet = sinceItSpoke ? 1 : quiet + 1;
        }
        return quiet >= LOOKS;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws IOException {
        ByteBuf buffer = (ByteBuf) message;
        ClientFrame frame;
        try {
            frame = FrameCodec.decodeClient(buffer.nioBuffer());
        } finally {
            buffer.release();
        }
        if (inbound == null || outbox.closing()) {
            return;
        }
        inbound.frame(frame);
        turn++;
        uncounted++;
        long wait = 0;
        if (uncounted == COUNTED) {
            uncounted = 0;
            wait = place.frames().take(COUNTED, System.nanoTime());
        }
        if (wait > 0 || turn >= TURN) {
            rest(wait);
        } else if (outbox.congested()) {
            takeOrWait();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (!resting) {
            turn = 0;
        }
        context.fireChannelReadComplete();
    }

    /// As a timer and not as a task: tasks run until none is left, before anybody is read from.
    private void rest(long nanos) {
        if (!resting) {
            resting = true;
            takeOrWait();
            channel.eventLoop().schedule(this::rested, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void rested() {
        resting = false;
        turn = 0;
        takeOrWait();
    }

    /// Whatever a connection does wrong ends it. Faults of the other side are daily bread and not
    /// worth a line; an unchecked exception is a fault of ours.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof RuntimeException && !(cause instanceof CodecException)) {
            LOG.error("a frame could not be handled: {}", cause.getClass().getName());
        }
        outbox.closeSoon();
        channel.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        outbox.end();
        RelayEndpoint.Inbound ending = inbound;
        inbound = null;
        if (ending != null) {
            ending.closed();
        }
    }

    @Override
    public void send(RelayFrame frame) {
        if (!outbox.closing()) {
            outbox.add(FrameCodec.encode(frame));
        }
    }

    @Override
    public void settled(boolean relieved) {
        takeOrWait();
        if (relieved && inbound != null) {
            inbound.writableAgain();
        }
    }

    private void takeOrWait() {
        boolean take = reading && !resting && !outbox.congested();
        if (channel.config().isAutoRead() != take) {
            channel.config().setAutoRead(take);
            if (take) {
                cutter.goOn();
            }
        }
    }

    @Override
    public boolean writable() {
        return !outbox.congested() && !outbox.closing();
    }

    @Override
    public void reading(boolean on) {
        reading = on;
        if (channel.eventLoop().inEventLoop()) {
            takeOrWait();
        } else if (!channel.eventLoop().isShuttingDown()) {
            channel.eventLoop().execute(this::takeOrWait);
        }
    }

    @Override
    public String peer() {
        return place.peer();
    }

    @Override
    public void close() {
        if (channel.eventLoop().isShuttingDown()) {
            return;
        }
        channel.eventLoop().execute(() -> {
            outbox.flush();
            outbox.closeSoon();
            channel.close();
        });
    }
}
