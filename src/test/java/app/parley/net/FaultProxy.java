package app.parley.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// A bad network between clients and a relay on this machine: it carries octets, and does to them
/// what it is told to, also while connections are open.
///
/// A fault is in force for one direction of all connections, those open and those that come, until
/// another one takes its place. What a fault draws (jitter, the bit that is flipped) depends on the
/// seed, the number of the connection and the direction alone.
public final class FaultProxy implements AutoCloseable {
    /// Small, so that what is held back here is felt by the senders.
    private static final int BUFFER = 64 * 1024;

    private final InetSocketAddress target;
    private final long seed;
    private final ServerSocket server;
    private final Set<ProxiedLink> links = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile InForce up = new InForce(new Fault.Clear());
    private volatile InForce down = new InForce(new Fault.Clear());
    private volatile boolean refusing;

    /// Which way octets go.
    public enum Way {
        /// from the client to the relay
        UP,
        DOWN
    }

    /// What happens to octets on their way.
    public sealed interface Fault {
        record Clear() implements Fault {}

        /// Each piece comes later, and never before the one in front of it.
        ///
        /// @param jitter up to so much more
        record Latency(Duration least, Duration jitter) implements Fault {}

        /// At most so many octets a second, in pieces of a twentieth of that.
        record Throttle(int octetsPerSecond) implements Fault {}

        /// Nothing passes, and nobody is told. What waits goes on once the fault is over.
        record Stall() implements Fault {}

        /// One bit of each connection is turned around, in the octet after so many.
        record FlipBit(int after) implements Fault {}

        /// So many octets pass, then the connection ends.
        ///
        /// @param rudely with a reset, not with an orderly end
        record CutAfter(int octets, boolean rudely) implements Fault {}
    }

    /// A fault since it was set; a new one is a new object, which is how counts begin anew.
    static final class InForce {
        final Fault fault;

        private InForce(Fault fault) {
            this.fault = fault;
        }
    }

    /// @param target where the relay listens
    /// @param seed draws what faults leave open
    public FaultProxy(InetSocketAddress target, long seed) throws IOException {
        this.target = target;
        this.seed = seed;
        this.server = new ServerSocket();
        server.setReceiveBufferSize(BUFFER);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        Thread.ofVirtual().name("fault-proxy").start(this::listen);
    }

    /// In front of a relay that listens on this machine.
    public static FaultProxy before(int port, long seed) throws IOException {
        return new FaultProxy(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), seed);
    }

    /// Where clients are to connect to.
    public int port() {
        return server.getLocalPort();
    }

    /// How many connections came, in all.
    public int accepted() {
        return accepted.get();
    }

    /// How many are open.
    public int open() {
        return links.size();
    }

    /// From now on this happens to what goes that way.
    public void set(Way way, Fault fault) {
        switch (way) {
            case UP -> up = new InForce(fault);
            case DOWN -> down = new InForce(fault);
        }
        links.forEach(ProxiedLink::faultChanged);
    }

    /// From now on this happens to what goes either way.
    public void set(Fault fault) {
        set(Way.UP, fault);
        set(Way.DOWN, fault);
    }

    /// Whether connections that come are reset at once; those that are open stay.
    public void refuse(boolean on) {
        refusing = on;
    }

    /// All faults are over; what waits goes on.
    public void clear() {
        refusing = false;
        set(new Fault.Clear());
    }

    /// Ends the open connections with a reset on both sides.
    public void reset() {
        links.forEach(ProxiedLink::reset);
    }

    /// Says to the receivers of one direction that no more comes, while the other direction goes
    /// on; what still comes is thrown away.
    public void halfClose(Way way) {
        links.forEach(link -> link.halfClose(way));
    }

    InForce inForce(Way way) {
        return switch (way) {
            case UP -> up;
            case DOWN -> down;
        };
    }

    Random random(int connection, Way way) {
        return new Random(seed * 31 + connection * 2L + way.ordinal());
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                int number = accepted.incrementAndGet();
                Thread.ofVirtual().start(() -> carry(client, number));
            } catch (IOException e) {
                // The proxy was closed, or a client was gone again before it was taken.
                continue;
            }
        }
    }

    private void carry(Socket client, int number) {
        Socket relay = new Socket();
        if (refusing || !connects(relay)) {
            ProxiedLink.reset(client);
            return;
        }
        ProxiedLink link = new ProxiedLink(this, number, client, relay);
        Consumer<ProxiedLink> over = links::remove;
        links.add(link);
        link.start(over);
        if (server.isClosed()) {
            link.reset();
        }
    }

    private boolean connects(Socket relay) {
        try {
            relay.setTcpNoDelay(true);
            relay.setReceiveBufferSize(BUFFER);
            relay.connect(target, 5000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// Resets what is open and takes no more. Idempotent.
    @Override
    public void close() throws IOException {
        server.close();
        reset();
    }
}
