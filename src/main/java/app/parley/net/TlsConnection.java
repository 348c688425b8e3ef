package app.parley.net;

import app.parley.protocol.MalformedException;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.FrameCodec;
import app.parley.protocol.wire.RelayFrame;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLSocket;

/// Frames over one TLS socket.
///
/// Silence, which a [Heartbeat] finds, is ended by closing the socket underneath.
final class TlsConnection implements Connection, Heartbeat.Peer {
    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final Heartbeat heartbeat;
    private final RelayFrame.Welcome welcome;

    private final ReentrantLock sending = new ReentrantLock();
    private final AtomicBoolean pinging = new AtomicBoolean();
    private volatile boolean silent;

    private TlsConnection(Socket socket, SSLSocket tls, Heartbeat heartbeat) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(tls.getInputStream(), 16_384));
        this.out = tls.getOutputStream();
        this.heartbeat = heartbeat;
        this.welcome = readWelcome();
    }

    /// Reads the welcome.
    ///
    /// @throws MalformedException if what comes is none of version 1
    static TlsConnection open(Socket socket, SSLSocket tls, Heartbeat heartbeat) throws IOException {
        return new TlsConnection(socket, tls, heartbeat);
    }

    private RelayFrame.Welcome readWelcome() throws IOException {
        if (read() instanceof RelayFrame.Welcome first && first.version() == RelayFrame.Welcome.VERSION) {
            return first;
        }
        throw new MalformedException("not a welcome of this version");
    }

    @Override
    public RelayFrame.Welcome welcome() {
        return welcome;
    }

    @Override
    public void send(ClientFrame frame) throws IOException {
        byte[] bytes = FrameCodec.encode(frame);
        sending.lock();
        try {
            if (heartbeat.stopped()) {
                throw ended(new IOException("the connection is closed"));
            }
            // Before the answer can be here.
            heartbeat.sent();
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            close();
            throw ended(e);
        } finally {
            sending.unlock();
        }
    }

    @Override
    public RelayFrame receive() throws IOException {
        try {
            while (true) {
                RelayFrame frame = read();
                if (!(frame instanceof RelayFrame.Pong)) {
                    return frame;
                }
            }
        } catch (IOException e) {
            close();
            throw ended(e);
        }
    }

    private RelayFrame read() throws IOException {
        RelayFrame frame = next(in);
        heartbeat.received();
        return frame;
    }

    /// Reads one frame. Its length is checked before anything is allocated.
    ///
    /// @throws MalformedException if it is none
    static RelayFrame next(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 1 || length > FrameCodec.MAX_FRAME) {
            throw new MalformedException("a frame has a length out of bounds");
        }
        byte[] typeAndBody = new byte[length];
        in.readFully(typeAndBody);
        return FrameCodec.decodeRelay(typeAndBody);
    }

    /// Begins to watch for silence.
    void watch() {
        heartbeat.watch(this);
    }

    @Override
    public void silent() {
        silent = true;
        close();
    }

    /// On another thread, since a stuck write must not stop the watch.
    @Override
    public void ping() {
        if (pinging.compareAndSet(false, true)) {
            Thread.ofVirtual().start(() -> {
                try {
                    send(new ClientFrame.Ping());
                } catch (IOException e) {
                    close();
                } finally {
                    pinging.set(false);
                }
            });
        }
    }

    private IOException ended(IOException e) {
        return silent ? new SilentException() : e;
    }

    /// Closes the socket below TLS: a farewell could block behind a write that is stuck.
    @Override
    public void close() {
        heartbeat.stop();
        TlsDialer.close(socket);
    }
}
