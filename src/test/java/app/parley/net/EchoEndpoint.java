package app.parley.net;

import app.parley.protocol.Octets;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.RelayFrame;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Welcomes, answers a query with `Done`, and keeps its connections for the test to see.
final class EchoEndpoint implements RelayEndpoint {
    final BlockingQueue<Outbound> connected = new LinkedBlockingQueue<>();
    final AtomicInteger closed = new AtomicInteger();
    final AtomicInteger writableAgain = new AtomicInteger();
    volatile boolean silent;

    static RelayFrame.Welcome welcome(int version) {
        return new RelayFrame.Welcome(version, Octets.of(new byte[32]), 0);
    }

    @Override
    public Inbound connected(Outbound out) {
        out.send(welcome(1));
        connected.add(out);
        return new Inbound() {
            @Override
            public void frame(ClientFrame frame) {
                if (silent) {
                    return;
                }
                if (frame instanceof ClientFrame.Ping) {
                    out.send(new RelayFrame.Pong());
                } else if (frame instanceof ClientFrame.SetPresence f) {
                    out.send(new RelayFrame.Done(f.tag()));
                }
            }

            @Override
            public void writableAgain() {
                writableAgain.incrementAndGet();
            }

            @Override
            public void closed() {
                closed.incrementAndGet();
            }
        };
    }
}
