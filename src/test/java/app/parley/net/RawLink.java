package app.parley.net;

import app.parley.protocol.RelayPin;
import app.parley.relay.RelayLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/// For tests of what others do to a relay: octets of one's own inside TLS, or before it.
public final class RawLink implements AutoCloseable {
    private final Socket below;
    private final SSLSocket socket;

    private RawLink(Socket below, SSLSocket socket) {
        this.below = below;
        this.socket = socket;
    }

    private static SSLContext context(RelayPin pin) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(null, new TrustManager[] {new PinnedTrust(pin)}, null);
        return context;
    }

    /// Connects and shakes hands; the relay's welcome is the first that can be read.
    public static RawLink dial(int port, RelayPin pin) throws IOException {
        try {
            Socket below = new Socket("127.0.0.1", port);
            SSLSocket socket = (SSLSocket) context(pin).getSocketFactory().createSocket(below, "127.0.0.1", port, true);
            socket.startHandshake();
            return new RawLink(below, socket);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The first octets of a handshake. Whoever repeats them gets an answer that costs the relay a
    /// key agreement and a signature, for nothing.
    public static byte[] hello(RelayPin pin) throws IOException {
        try {
            SSLEngine engine = context(pin).createSSLEngine();
            engine.setUseClientMode(true);
            engine.beginHandshake();
            ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), out);
            return Arrays.copyOf(out.array(), out.position());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Listens like a relay with the limits that people get, where a test says which address each
    /// client has.
    public static TlsListener listen(
            TlsIdentity identity, RelayEndpoint endpoint, Function<InetSocketAddress, String> peers)
            throws ListenException {
        TlsListener.Limits usual = TlsListener.Limits.DEFAULT;
        TlsListener.Limits limits = new TlsListener.Limits(
                RelayLimits.DEFAULT.connections(),
                RelayLimits.DEFAULT.connectionsPerAddress(),
                usual.handshake(),
                usual.idle(),
                usual.frame());
        return TlsListener.open("127.0.0.1", 0, identity, limits, endpoint, peers);
    }

    public OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    public InputStream in() throws IOException {
        return socket.getInputStream();
    }

    /// Below TLS, whose farewell would wait behind a write that is stuck.
    @Override
    public void close() {
        TlsDialer.close(below);
    }
}
