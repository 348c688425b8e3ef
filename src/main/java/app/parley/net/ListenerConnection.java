package app.parley.net;

import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.FrameCodec;
import app.parley.protocol.wire.RelayFrame;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.CodecException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One accepted connection: frames in, and frames out gathered into one write for each turn of
/// its event loop.
final class ListenerConnection extends ChannelInboundHandlerAdapter implements RelayEndpoint.Outbound {
    /// Octets on their way out above which deliveries wait and nothing is read, and below which
    /// both go on.
    private static final long HIGH = 512 * 1024;

    private static final long LOW = 128 * 1024;
    /// Instead of the first, once all connections together hold more than [#BUDGET]: many who read
    /// slowly must not fill the memory either.
    private static final long HIGH_OVER_BUDGET = 16 * 1024;

    private static final long BUDGET = 64 * 1024 * 1024;
    /// Above this the client is not reading at all, and what comes unasked would pile up.
    private static final long TOO_MUCH = 4 * 1024 * 1024;

    /// In one write.
    private static final int MOST_AT_ONCE = 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(ListenerConnection.class);

    private final Channel channel;
    private final String peer;
    private final RelayEndpoint endpoint;
    private final Queue<byte[]> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicLong pending = new AtomicLong();
    private final AtomicLong backlog;
    private volatile boolean congested;
    private volatile boolean closing;
    private volatile boolean overflown;
    private volatile boolean reading = true;

    /// Owned by the event loop.
    private RelayEndpoint.@Nullable Inbound inbound;

    /// frames that were read before it was known that the client is to wait
    private final Deque<ClientFrame> early = new ArrayDeque<>(0);

    private boolean handling;
    /// what goes out in this turn
    private final List<byte[]> turn = new ArrayList<>();
    /// octets that the client had not taken when it was looked at last
    private long undrained;

    /// @param backlog octets on their way out on all connections of the listener
    ListenerConnection(Channel channel, String peer, AtomicLong backlog, RelayEndpoint endpoint) {
        this.channel = channel;
        this.peer = peer;
        this.backlog = backlog;
        this.endpoint = endpoint;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent done && done.isSuccess()) {
            inbound = endpoint.connected(this);
        } else if (event instanceof SslHandshakeCompletionEvent || event instanceof IdleStateEvent && !drains()) {
            channel.close();
        }
    }

    /// Nothing comes from a client that is made to wait; it is alive as long as it takes what was
    /// sent to it.
    private boolean drains() {
        if (channel.config().isAutoRead()) {
            return false;
        }
        ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
        long now = out == null ? 0 : out.totalPendingWriteBytes() - out.currentProgress();
        boolean moved = now != undrained;
        undrained = now;
        return moved;
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
        if (!early.isEmpty() || !channel.config().isAutoRead()) {
            early.add(frame);
        } else {
            handle(frame);
        }
    }

    private void handle(ClientFrame frame) {
        if (inbound != null && !closing) {
            inbound.frame(frame);
            if (congested) {
                takeOrWait();
            }
        }
    }

    /// What was read early, as long as the client need not wait again.
    private void handleEarly() {
        if (handling) {
            return;
        }
        handling = true;
        try {
            for (ClientFrame next = early.peek();
                    next != null && channel.config().isAutoRead();
                    next = early.peek()) {
                early.remove();
                handle(next);
            }
        } catch (RuntimeException e) {
            failed(e);
        } finally {
            handling = false;
        }
    }

    /// Whatever a connection does wrong ends it. Faults of the other side are daily bread and not
    /// worth a line; an unchecked exception is a fault of ours.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        failed(cause);
    }

    private void failed(Throwable cause) {
        if (cause instanceof RuntimeException && !(cause instanceof CodecException)) {
            LOG.error("a frame could not be handled: {}", cause.getClass().getName());
        }
        closing = true;
        channel.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        closing = true;
        early.clear();
        drop();
        RelayEndpoint.Inbound ending = inbound;
        inbound = null;
        if (ending != null) {
            ending.closed();
        }
    }

    private void drop() {
        for (byte[] left = queue.poll(); left != null; left = queue.poll()) {
            backlog.addAndGet(-left.length);
        }
    }

    @Override
    public void send(RelayFrame frame) {
        if (closing) {
            return;
        }
        byte[] bytes = FrameCodec.encode(frame);
        queue.add(bytes);
        long now = pending.addAndGet(bytes.length);
        congested |= now > (backlog.addAndGet(bytes.length) > BUDGET ? HIGH_OVER_BUDGET : HIGH);
        if (now > TOO_MUCH) {
            closing = true;
            overflown = true;
        }
        schedule();
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            try {
                channel.eventLoop().execute(this::flush);
            } catch (RejectedExecutionException e) {
                // The listener is closed, and this connection with it.
                closing = true;
            }
        }
    }

    /// On the event loop: everything queued in one buffer and one write.
    private void flush() {
        scheduled.set(false);
        if (overflown) {
            // Below TLS, whose farewell would wait for a reader that is not reading.
            channel.unsafe().close(channel.voidPromise());
            return;
        }
        if (!channel.isActive()) {
            drop();
            return;
        }
        int size = 0;
        while (size < MOST_AT_ONCE && queue.poll() instanceof byte[] next) {
            turn.add(next);
            size += next.length;
        }
        if (size > 0) {
            ByteBuf buffer = channel.alloc().buffer(size);
            turn.forEach(buffer::writeBytes);
            turn.clear();
            long written = size;
            channel.writeAndFlush(buffer).addListener(done -> written(written));
        }
        if (!queue.isEmpty()) {
            schedule();
        }
        settle();
    }

    private void written(long bytes) {
        pending.addAndGet(-bytes);
        backlog.addAndGet(-bytes);
        settle();
    }

    /// Also called after each turn, since another thread may find the queue long just when it has
    /// become short.
    private void settle() {
        boolean relieved = congested && pending.get() <= (backlog.get() > BUDGET ? HIGH_OVER_BUDGET / 2 : LOW);
        if (relieved) {
            congested = false;
        }
        takeOrWait();
        if (relieved && inbound != null) {
            inbound.writableAgain();
        }
    }

    private void takeOrWait() {
        boolean take = reading && !congested;
        if (channel.config().isAutoRead() != take) {
            channel.config().setAutoRead(take);
            if (take) {
                handleEarly();
            }
        }
    }

    @Override
    public boolean writable() {
        return !congested && !closing;
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
        return peer;
    }

    @Override
    public void close() {
        if (channel.eventLoop().isShuttingDown()) {
            return;
        }
        channel.eventLoop().execute(() -> {
            flush();
            closing = true;
            channel.close();
        });
    }
}
