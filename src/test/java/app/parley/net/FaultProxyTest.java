package app.parley.net;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.net.FaultProxy.Fault;
import app.parley.net.FaultProxy.Way;
import app.parley.protocol.RelayAddress;
import app.parley.protocol.wire.ClientFrame.SetPresence;
import app.parley.protocol.wire.RelayFrame;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The bad network is as bad as it says, and no worse.
@Timeout(60)
class FaultProxyTest {
    private static final Fault CLEAR = new Fault.Clear();

    private ServerSocket far;
    private FaultProxy proxy;

    @BeforeEach
    void open() throws IOException {
        far = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        proxy = FaultProxy.before(far.getLocalPort(), 1);
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        far.close();
    }

    /// Two ends of one connection through the proxy.
    private record Pair(Socket near, Socket far) implements AutoCloseable {
        void up(byte[] bytes) throws IOException {
            near.getOutputStream().write(bytes);
        }

        byte[] upArrived(int most) throws IOException {
            return far.getInputStream().readNBytes(most);
        }

        boolean nothingUp() throws IOException {
            return nothing(far);
        }

        static boolean nothing(Socket socket) throws IOException {
            socket.setSoTimeout(200);
            try {
                return socket.getInputStream().read() < -1;
            } catch (SocketTimeoutException e) {
                return true;
            } finally {
                socket.setSoTimeout(0);
            }
        }

        @Override
        public void close() throws IOException {
            near.close();
            far.close();
        }
    }

    private Pair connect() throws IOException {
        Socket near = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        return new Pair(near, far.accept());
    }

    private static byte[] octets(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        return bytes;
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    @Test
    void without_a_fault_everything_passes_both_ways_and_ends_pass_too() throws IOException {
        try (Pair pair = connect()) {
            byte[] much = octets(300_000);
            Thread.ofVirtual().start(() -> assertWritten(pair, much));
            assertArrayEquals(much, pair.upArrived(much.length));
            pair.far().getOutputStream().write(much, 0, 100);
            assertArrayEquals(
                    Arrays.copyOf(much, 100), pair.near().getInputStream().readNBytes(100));
            pair.near().close();
            assertEquals(-1, pair.far().getInputStream().read());
        }
        await().until(() -> proxy.open() == 0);
    }

    private static void assertWritten(Pair pair, byte[] much) {
        try {
            pair.up(much);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void latency_delays_one_direction_only() throws IOException {
        try (Pair pair = connect()) {
            proxy.set(Way.UP, new Fault.Latency(Duration.ofMillis(300), Duration.ofMillis(50)));
            long before = System.nanoTime();
            pair.up(octets(10));
            pair.upArrived(10);
            assertTrue(since(before).toMillis() >= 300, since(before).toString());
            assertEquals(proxy.inForce(Way.DOWN).fault, CLEAR);
        }
    }

    @Test
    void a_throttle_takes_its_time_and_can_be_lifted_under_way() throws IOException {
        try (Pair pair = connect()) {
            proxy.set(new Fault.Throttle(10_000));
            long before = System.nanoTime();
            pair.up(octets(12_000));
            assertArrayEquals(Arrays.copyOf(octets(12_000), 4000), pair.upArrived(4000));
            assertTrue(since(before).toMillis() >= 390, since(before).toString());
            proxy.clear();
            pair.upArrived(8000);
            assertTrue(since(before).toMillis() < 10_000, since(before).toString());
        }
    }

    @Test
    void a_stall_holds_everything_back_and_then_loses_nothing() throws IOException {
        try (Pair pair = connect()) {
            proxy.set(Way.UP, new Fault.Stall());
            pair.up(octets(5000));
            assertTrue(pair.nothingUp());
            pair.far().getOutputStream().write(7);
            assertEquals(7, pair.near().getInputStream().read(), "the other way is free");
            proxy.clear();
            assertArrayEquals(octets(5000), pair.upArrived(5000));
        }
    }

    @Test
    void a_reset_is_seen_as_one_on_both_sides() throws IOException {
        try (Pair pair = connect()) {
            await().until(() -> proxy.open() == 1);
            proxy.reset();
            assertThrows(
                    SocketException.class, () -> pair.near().getInputStream().read());
            assertThrows(
                    SocketException.class, () -> pair.far().getInputStream().read());
        }
        await().until(() -> proxy.open() == 0);
    }

    @Test
    void half_closed_one_way_goes_on_the_other() throws IOException {
        try (Pair pair = connect()) {
            await().until(() -> proxy.open() == 1);
            proxy.halfClose(Way.UP);
            assertEquals(-1, pair.far().getInputStream().read());
            pair.up(octets(10));
            pair.far().getOutputStream().write(9);
            assertEquals(9, pair.near().getInputStream().read());
        }
    }

    @Test
    void exactly_one_bit_is_flipped_and_the_seed_draws_the_same_again() throws IOException {
        byte[] first = flipped(7);
        assertArrayEquals(first, flipped(7));
        int bits = 0;
        for (int i = 0; i < first.length; i++) {
            int turned = Integer.bitCount((first[i] ^ octets(3000)[i]) & 0xff);
            assertEquals(i == 1234 ? 1 : 0, turned, "octet " + i);
            bits += turned;
        }
        assertEquals(1, bits);
    }

    private byte[] flipped(long seed) throws IOException {
        try (FaultProxy seeded = FaultProxy.before(far.getLocalPort(), seed)) {
            seeded.set(Way.UP, new Fault.FlipBit(1234));
            try (Pair pair = new Pair(new Socket(InetAddress.getLoopbackAddress(), seeded.port()), far.accept())) {
                pair.up(octets(3000));
                return pair.upArrived(3000);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_cut_lets_exactly_so_many_octets_through(boolean rudely) throws IOException {
        proxy.set(Way.UP, new Fault.CutAfter(777, rudely));
        try (Pair pair = connect()) {
            pair.up(octets(500));
            assertArrayEquals(octets(500), pair.upArrived(500));
            pair.up(octets(500));
            if (rudely) {
                assertThrows(
                        SocketException.class, () -> pair.far().getInputStream().readNBytes(500));
            } else {
                assertEquals(277, pair.upArrived(500).length);
            }
        }
    }

    @Test
    void refused_connections_end_at_once_and_open_ones_stay() throws IOException {
        try (Pair pair = connect()) {
            await().until(() -> proxy.open() == 1);
            proxy.refuse(true);
            try (Socket refused = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
                assertThrows(
                        SocketException.class, () -> refused.getInputStream().read());
            }
            pair.up(octets(3));
            assertArrayEquals(octets(3), pair.upArrived(3));
        }
    }

    @Test
    void a_flipped_bit_ends_a_tls_connection_and_yields_no_frame() throws IOException {
        TlsIdentity identity = TlsIdentity.create(new SecureRandom());
        EchoEndpoint endpoint = new EchoEndpoint();
        TlsListener.Limits limits =
                new TlsListener.Limits(50, 20, Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(10));
        try (TlsListener listener = TlsListener.open("127.0.0.1", 0, identity, limits, endpoint);
                FaultProxy bad = FaultProxy.before(listener.port(), 3)) {
            for (Way way : Way.values()) {
                try (Connection connection = dial(bad, identity)) {
                    connection.send(new SetPresence(1, true));
                    assertEquals(new RelayFrame.Done(1), connection.receive());
                    bad.set(way, new Fault.FlipBit(9));
                    connection.send(new SetPresence(2, true));
                    assertThrows(IOException.class, connection::receive);
                }
                bad.clear();
            }
            await().until(() -> endpoint.closed.get() == 2);
        }
    }

    @Test
    void a_relay_that_went_silent_without_a_word_is_noticed() throws IOException {
        TlsIdentity identity = TlsIdentity.create(new SecureRandom());
        TlsListener.Limits limits =
                new TlsListener.Limits(50, 20, Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofSeconds(10));
        EchoEndpoint endpoint = new EchoEndpoint();
        try (TlsListener listener = TlsListener.open("127.0.0.1", 0, identity, limits, endpoint);
                FaultProxy bad = FaultProxy.before(listener.port(), 3);
                Connection connection = dial(bad, identity)) {
            bad.set(new Fault.Stall());
            long before = System.nanoTime();
            assertInstanceOf(SilentException.class, assertThrows(IOException.class, connection::receive));
            assertTrue(since(before).compareTo(Duration.ofSeconds(20)) < 0);
            await().atMost(20, TimeUnit.SECONDS).until(() -> endpoint.closed.get() == 1);
        }
    }

    private static Connection dial(FaultProxy through, TlsIdentity identity) throws IOException {
        return new ProxyDialer(through, ProxyDialer.BRISK)
                .dial(new RelayAddress("127.0.0.1", through.port()), identity.pin());
    }
}
