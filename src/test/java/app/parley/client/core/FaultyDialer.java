package app.parley.client.core;

import app.parley.net.Connection;
import app.parley.net.DialException;
import app.parley.net.Dialer;
import app.parley.net.TlsDialer;
import app.parley.protocol.RelayAddress;
import app.parley.protocol.RelayPin;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.RelayFrame;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Real connections on whose way frames are dropped, changed or multiplied.
final class FaultyDialer implements Dialer {
    private final Dialer real = new TlsDialer();
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    volatile Function<ClientFrame, List<ClientFrame>> out = List::of;
    volatile Function<RelayFrame, List<RelayFrame>> in = List::of;

    @Override
    public Connection dial(RelayAddress address, RelayPin pin) throws DialException {
        Connection connection = new Faulty(real.dial(address, pin));
        open.add(connection);
        return connection;
    }

    void cut() {
        open.forEach(Connection::close);
        open.clear();
    }

    private final class Faulty implements Connection {
        private final Connection inner;
        private final Queue<RelayFrame> waiting = new ArrayDeque<>();

        Faulty(Connection inner) {
            this.inner = inner;
        }

        @Override
        public RelayFrame.Welcome welcome() {
            return inner.welcome();
        }

        @Override
        public void send(ClientFrame frame) throws IOException {
            for (ClientFrame each : out.apply(frame)) {
                inner.send(each);
            }
        }

        @Override
        public RelayFrame receive() throws IOException {
            while (waiting.isEmpty()) {
                RelayFrame frame = inner.receive();
                waiting.addAll(in.apply(frame));
            }
            return waiting.remove();
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
