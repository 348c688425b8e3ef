package app.parley.net;

import app.parley.protocol.MalformedException;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.FrameCodec;
import app.parley.protocol.wire.RelayFrame;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Both ends of a connection in memory.
final class MemoryConnection implements Connection, RelayEndpoint.Outbound {
    /// Octets under way to the client above which it counts as slow.
    private static final int HIGH = 512 * 1024;

    private static final int LOW = 128 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(MemoryConnection.class);
    private static final byte[] END = new byte[0];
    private static final int WELCOME_SECONDS = 10;

    private final MemoryDialer dialer;
    private final BlockingQueue<Runnable> atRelay = new LinkedBlockingQueue<>();
    private final BlockingQueue<byte[]> toClient = new LinkedBlockingQueue<>();
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicBoolean congested = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();
    private final RelayEndpoint.Inbound inbound;
    private volatile Optional<RelayFrame.Welcome> welcome = Optional.empty();

    MemoryConnection(MemoryDialer dialer, RelayEndpoint endpoint) {
        this.dialer = dialer;
        this.inbound = endpoint.connected(this);
        Thread.ofVirtual().name("memory-connection").start(this::serve);
    }

    private void serve() {
        try {
            while (!over.get() || !atRelay.isEmpty()) {
                Runnable next = atRelay.take();
                dialer.flow();
                next.run();
            }
        } catch (InterruptedException e) {
            over.set(true);
        } catch (RuntimeException e) {
            // As on a real wire: a fault of the relay ends this connection and no other.
            LOG.error("a frame could not be handled: {}", e.getClass().getName());
            close();
        }
        inbound.closed();
    }

    boolean greeted() {
        try {
            byte[] first = toClient.poll(WELCOME_SECONDS, TimeUnit.SECONDS);
            if (first != null && decode(first) instanceof RelayFrame.Welcome frame) {
                welcome = Optional.of(frame);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (MalformedException e) {
            return false;
        }
        return welcome.isPresent();
    }

    // The client's end.

    @Override
    public RelayFrame.Welcome welcome() {
        return welcome.orElseThrow();
    }

    @Override
    public void send(ClientFrame frame) throws IOException {
        if (over.get()) {
            throw new IOException("the connection is closed");
        }
        byte[] bytes = FrameCodec.encode(frame);
        ClientFrame received = FrameCodec.decodeClient(withoutPrefix(bytes));
        if (received instanceof ClientFrame.Ping) {
            return;
        }
        atRelay.add(() -> inbound.frame(received));
    }

    @Override
    public RelayFrame receive() throws IOException {
        try {
            while (true) {
                byte[] bytes = toClient.take();
                dialer.flow();
                if (bytes.length == 0) {
                    toClient.add(END);
                    throw new EOFException("the connection is over");
                }
                taken(bytes.length);
                RelayFrame frame = decode(bytes);
                if (!(frame instanceof RelayFrame.Pong)) {
                    return frame;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private void taken(int length) {
        if (pending.addAndGet(-length) <= LOW && congested.compareAndSet(true, false)) {
            atRelay.add(inbound::writableAgain);
        }
    }

    private static RelayFrame decode(byte[] bytes) throws MalformedException {
        return FrameCodec.decodeRelay(withoutPrefix(bytes));
    }

    private static byte[] withoutPrefix(byte[] bytes) {
        return Arrays.copyOfRange(bytes, FrameCodec.PREFIX, bytes.length);
    }

    // The relay's end.

    @Override
    public void send(RelayFrame frame) {
        if (!over.get()) {
            byte[] bytes = FrameCodec.encode(frame);
            if (pending.addAndGet(bytes.length) > HIGH) {
                congested.set(true);
            }
            toClient.add(bytes);
        }
    }

    @Override
    public boolean writable() {
        return !congested.get() && !over.get();
    }

    @Override
    public void reading(boolean on) {
        // Memory is not a wire: what was sent is with the relay already.
    }

    @Override
    public String peer() {
        return RelayEndpoint.LOCAL;
    }

    /// Either end: the other one reads what is under way, then the end.
    @Override
    public void close() {
        if (over.compareAndSet(false, true)) {
            dialer.gone(this);
            toClient.add(END);
            atRelay.add(() -> {});
        }
    }

    /// What is under way is lost.
    void cut() {
        toClient.clear();
        atRelay.clear();
        close();
    }
}
