package app.parley.net;

import app.parley.net.DialException.Why;
import app.parley.protocol.MalformedException;
import app.parley.protocol.RelayAddress;
import app.parley.protocol.RelayPin;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Dials relays over TLS 1.3 on the caller's thread (PROTOCOL.md §7).
///
/// The pin is the relay's identity, so no host name is checked and none is sent in the clear (no
/// SNI). Every dial is a full handshake: a resumed session would let the relay join the
/// connection that signs in with the one that sends.
public final class TlsDialer implements Dialer {
    private static final Logger LOG = LoggerFactory.getLogger(TlsDialer.class);

    private final Timing timing;
    private final Heartbeat.Time time;

    /// @param dial for resolving, connecting, handshake and welcome together
    /// @param pingAfter this long without a frame in one of the two directions, the relay is
    ///     pinged
    /// @param silentAfter this long without a frame from the relay, the connection is over
    public record Timing(Duration dial, Duration pingAfter, Duration silentAfter) {
        public static final Timing DEFAULT =
                new Timing(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(45));

        /// How often a connection looks whether it is time for one of the two: so much later than
        /// they say, at most, is it done.
        Duration looks() {
            Duration shorter = pingAfter.compareTo(silentAfter) < 0 ? pingAfter : silentAfter;
            return shorter.dividedBy(4).plusNanos(1);
        }
    }

    public TlsDialer() {
        this(Timing.DEFAULT);
    }

    public TlsDialer(Timing timing) {
        this(timing, Heartbeat.SYSTEM);
    }

    /// @param time what heartbeats go by
    TlsDialer(Timing timing, Heartbeat.Time time) {
        this.timing = timing;
        this.time = time;
    }

    @Override
    public Connection dial(RelayAddress address, RelayPin pin) throws DialException {
        InetAddress[] found;
        try {
            found = InetAddress.getAllByName(address.host());
        } catch (UnknownHostException e) {
            throw new DialException(Why.NO_SUCH_HOST);
        }
        long deadline = System.nanoTime() + timing.dial().toNanos();
        return greet(connect(found, address.port(), deadline), address, pin, deadline);
    }

    /// Tries the host's addresses one after the other; the time left is shared among those left.
    private static Socket connect(InetAddress[] found, int port, long deadline) throws DialException {
        for (int i = 0; i < found.length; i++) {
            long left = millisUntil(deadline) / (found.length - i);
            Socket socket = new Socket();
            try {
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress(found[i], port), (int) Math.max(1, left));
                return socket;
            } catch (IOException e) {
                close(socket);
            }
        }
        throw new DialException(Why.UNREACHABLE);
    }

    private TlsConnection greet(Socket socket, RelayAddress address, RelayPin pin, long deadline) throws DialException {
        PinnedTrust trust = new PinnedTrust(pin);
        // Time limits of single reads do not bound a peer that dribbles; this closes what is not done in time.
        CompletableFuture<Void> guard = CompletableFuture.runAsync(
                () -> close(socket), CompletableFuture.delayedExecutor(millisUntil(deadline), TimeUnit.MILLISECONDS));
        try {
            TlsConnection connection =
                    TlsConnection.open(socket, tls(socket, address, trust), new Heartbeat(timing, time));
            if (guard.cancel(false)) {
                connection.watch();
                return connection;
            }
            throw new IOException("too late");
        } catch (IOException e) {
            guard.cancel(false);
            close(socket);
            throw new DialException(why(e, trust));
        }
    }

    private static SSLSocket tls(Socket socket, RelayAddress address, PinnedTrust trust) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(null, new TrustManager[] {trust}, null);
            SSLSocket tls =
                    (SSLSocket) context.getSocketFactory().createSocket(socket, address.host(), address.port(), true);
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setProtocols(new String[] {"TLSv1.3"});
            parameters.setServerNames(List.of());
            tls.setSSLParameters(parameters);
            tls.startHandshake();
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS 1.3", e);
        }
    }

    private static Why why(IOException e, PinnedTrust trust) {
        if (trust.sawOtherKey()) {
            return Why.WRONG_KEY;
        }
        boolean strange =
                e instanceof MalformedException || e instanceof SSLException && !(e.getCause() instanceof EOFException);
        return strange ? Why.NOT_A_RELAY : Why.UNREACHABLE;
    }

    private static long millisUntil(long deadline) {
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
    }

    /// Ends a socket; one that cannot be closed is gone already.
    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("a socket did not close");
        }
    }
}
