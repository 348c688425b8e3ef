package app.parley.relay.core;

import app.parley.net.RelayEndpoint;
import app.parley.net.TlsDialer;
import app.parley.net.TlsIdentity;
import app.parley.net.TlsListener;
import app.parley.protocol.RelayAddress;
import app.parley.protocol.wire.RelayFrame;
import java.io.IOException;
import java.security.SecureRandom;

/// Another door of a relay, to which clients on this machine come from the network addresses that
/// a test says they have. All share its threads, as they share those of the relay's own.
final class Street implements AutoCloseable {
    private final TlsIdentity identity = TlsIdentity.create(new SecureRandom());
    private final TlsListener listener;
    private volatile String next = RelayEndpoint.LOCAL;

    Street(HostedRelay relay) throws IOException {
        listener = TlsListener.open(
                "127.0.0.1",
                0,
                identity,
                TlsListener.Limits.DEFAULT,
                out -> relay.endpoint().connected(new From(next, out)));
    }

    /// Returns once the relay's greeting came, and so has seen where this one comes from.
    Peer dial(String from) throws IOException {
        next = from;
        return new Peer(new TlsDialer().dial(new RelayAddress("127.0.0.1", listener.port()), identity.pin()));
    }

    @Override
    public void close() {
        listener.close();
    }

    private record From(String peer, RelayEndpoint.Outbound out) implements RelayEndpoint.Outbound {
        @Override
        public void send(RelayFrame frame) {
            out.send(frame);
        }

        @Override
        public boolean writable() {
            return out.writable();
        }

        @Override
        public void reading(boolean on) {
            out.reading(on);
        }

        @Override
        public void close() {
            out.close();
        }
    }
}
