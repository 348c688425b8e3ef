package app.parley.relay.core;

import app.parley.net.RawLink;
import app.parley.net.RelayEndpoint;
import app.parley.net.TlsDialer;
import app.parley.net.TlsIdentity;
import app.parley.net.TlsListener;
import app.parley.protocol.RelayAddress;
import app.parley.protocol.RelayPin;
import java.io.IOException;
import java.security.SecureRandom;

/// Another door of a relay, to which clients on this machine come from the network addresses that
/// a test says they have. All share its threads, as they share those of the relay's own.
final class Street implements AutoCloseable {
    private final TlsIdentity identity = TlsIdentity.create(new SecureRandom());
    private final TlsListener listener;
    private volatile String next = RelayEndpoint.LOCAL;

    Street(HostedRelay relay) throws IOException {
        listener = RawLink.listen(identity, relay.endpoint(), address -> next);
    }

    /// Returns once the relay's greeting came, and so has seen where this one comes from.
    Peer dial(String from) throws IOException {
        next = from;
        return new Peer(new TlsDialer().dial(new RelayAddress("127.0.0.1", port()), pin()));
    }

    /// Whoever connects from now on comes from there.
    void from(String address) {
        next = address;
    }

    int port() {
        return listener.port();
    }

    RelayPin pin() {
        return identity.pin();
    }

    @Override
    public void close() {
        listener.close();
    }
}
