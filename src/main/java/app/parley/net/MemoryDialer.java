package app.parley.net;

import app.parley.net.DialException.Why;
import app.parley.protocol.RelayAddress;
import app.parley.protocol.RelayPin;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Joins clients to a [RelayEndpoint] in this process, for the demo and for tests. Every frame
/// goes through the codec both ways, as it would on a wire, and each connection has a thread of
/// its own on the relay's side.
public final class MemoryDialer implements Dialer {
    private final RelayEndpoint endpoint;
    private final RelayPin pin;
    private final Set<MemoryConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean reachable = true;
    private volatile boolean stalled;

    /// @param pin the relay's; dialling with another one fails with [Why#WRONG_KEY]
    public MemoryDialer(RelayEndpoint endpoint, RelayPin pin) {
        this.endpoint = endpoint;
        this.pin = pin;
    }

    @Override
    public Connection dial(RelayAddress address, RelayPin pin) throws DialException {
        if (!reachable) {
            throw new DialException(Why.UNREACHABLE);
        }
        if (!pin.equals(this.pin)) {
            throw new DialException(Why.WRONG_KEY);
        }
        MemoryConnection connection = new MemoryConnection(this, endpoint);
        connections.add(connection);
        if (!connection.greeted()) {
            connection.close();
            throw new DialException(Why.NOT_A_RELAY);
        }
        return connection;
    }

    /// Ends all connections, as if the line was cut. New ones are possible at once.
    public void cut() {
        connections.forEach(MemoryConnection::cut);
    }

    /// Whether new connections come about. Those that exist are left alone.
    public void reachable(boolean reachable) {
        this.reachable = reachable;
    }

    /// While true, nothing is carried in either direction; what was sent meanwhile arrives
    /// afterwards.
    public void stall(boolean stall) {
        synchronized (this) {
            stalled = stall;
            notifyAll();
        }
    }

    /// The connections that exist.
    public int connected() {
        return connections.size();
    }

    void flow() throws InterruptedException {
        if (stalled) {
            synchronized (this) {
                while (stalled) {
                    wait();
                }
            }
        }
    }

    void gone(MemoryConnection connection) {
        connections.remove(connection);
    }
}
