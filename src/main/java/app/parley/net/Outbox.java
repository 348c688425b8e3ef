package app.parley.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// What is on its way to one client: gathered into one write for each turn of its event loop, and
/// measured, so that one who reads slowly is noticed before memory fills.
final class Outbox {
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

    private final Channel channel;
    private final AtomicLong backlog;
    private final Owner owner;
    private final Queue<byte[]> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicLong pending = new AtomicLong();
    private volatile boolean congested;
    private volatile boolean closing;
    private volatile boolean overflown;

    /// Owned by the event loop: what goes out in this turn.
    private final List<byte[]> turn = new ArrayList<>();
    /// octets that the client had not taken when it was looked at last
    private long undrained;

    /// Who is told, on the event loop.
    interface Owner {
        /// Something left.
        ///
        /// @param relieved the client has caught up
        void settled(boolean relieved);
    }

    /// @param backlog octets on their way out on all connections of the listener
    Outbox(Channel channel, AtomicLong backlog, Owner owner) {
        this.channel = channel;
        this.backlog = backlog;
        this.owner = owner;
    }

    /// From any thread; ignored once the connection is over.
    void add(byte[] bytes) {
        if (closing) {
            return;
        }
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
    void flush() {
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
        owner.settled(relieved);
    }

    private void drop() {
        for (byte[] left = queue.poll(); left != null; left = queue.poll()) {
            backlog.addAndGet(-left.length);
        }
    }

    /// On the event loop: whether the client took anything since this was asked last.
    boolean drains() {
        ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
        long now = out == null ? 0 : out.totalPendingWriteBytes() - out.currentProgress();
        boolean moved = now != undrained;
        undrained = now;
        return moved;
    }

    boolean congested() {
        return congested;
    }

    /// Nothing is taken in any more.
    boolean closing() {
        return closing;
    }

    void closeSoon() {
        closing = true;
    }

    /// The connection is over.
    void end() {
        closing = true;
        drop();
    }
}
