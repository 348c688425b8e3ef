package app.parley.net;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.protocol.Envelope;
import app.parley.protocol.RelayAddress;
import app.parley.protocol.RelayPin;
import app.parley.protocol.wire.ClientFrame.SetPresence;
import app.parley.protocol.wire.FrameCodec;
import app.parley.protocol.wire.RelayFrame;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TlsTest {
    private static final TlsIdentity IDENTITY = TlsIdentity.create(new SecureRandom());
    private static final TlsListener.Limits LIMITS =
            new TlsListener.Limits(50, 20, Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(10));

    private final EchoEndpoint endpoint = new EchoEndpoint();
    private TlsListener listener;

    @BeforeEach
    void listen() throws IOException {
        listener = TlsListener.open("127.0.0.1", 0, IDENTITY, LIMITS, endpoint);
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    private Connection dial() throws IOException {
        return new TlsDialer().dial(here(listener.port()), IDENTITY.pin());
    }

    private static RelayAddress here(int port) {
        return new RelayAddress("127.0.0.1", port);
    }

    private static void assertAnswers(Connection connection) throws IOException {
        connection.send(new SetPresence(7, true));
        assertEquals(new RelayFrame.Done(7), connection.receive());
    }

    @Test
    void a_client_is_welcomed_and_answered() throws IOException {
        try (Connection connection = dial()) {
            assertEquals(1, connection.welcome().version());
            assertAnswers(connection);
        }
        await().until(() -> endpoint.closed.get() == 1);
    }

    @Test
    void a_relay_with_another_key_is_refused() {
        RelayPin other = TlsIdentity.create(new SecureRandom()).pin();
        DialException e = assertThrows(DialException.class, () -> new TlsDialer().dial(here(listener.port()), other));
        assertEquals(DialException.Why.WRONG_KEY, e.why());
        assertTrue(endpoint.connected.isEmpty(), "the relay saw no finished handshake");
    }

    @Test
    void nobody_there_and_no_such_host_are_told_apart() {
        int free = listener.port();
        listener.close();
        assertEquals(DialException.Why.UNREACHABLE, whyDialling(here(free)));
        assertEquals(DialException.Why.NO_SUCH_HOST, whyDialling(new RelayAddress("no-such-host.invalid", 1)));
    }

    private static DialException.Why whyDialling(RelayAddress address) {
        TlsDialer dialer = new TlsDialer(
                new TlsDialer.Timing(Duration.ofMillis(700), Duration.ofSeconds(20), Duration.ofSeconds(45)));
        return assertThrows(DialException.class, () -> dialer.dial(address, IDENTITY.pin()))
                .why();
    }

    @Test
    void something_else_that_answers_is_not_a_relay() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(other, "SSH-2.0-OpenSSH_9.9\r\nand more text\r\n".getBytes()));
            assertEquals(DialException.Why.NOT_A_RELAY, whyDialling(here(other.getLocalPort())));
        }
        TlsListener newer = TlsListener.open("127.0.0.1", 0, IDENTITY, LIMITS, out -> {
            out.send(EchoEndpoint.welcome(2));
            return endpoint.connected(new SilentOut(out));
        });
        try (newer) {
            assertEquals(DialException.Why.NOT_A_RELAY, whyDialling(here(newer.port())));
        }
    }

    private static void answer(ServerSocket server, byte[] text) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write(text);
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_host_that_says_nothing_is_given_up_in_time() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            long before = System.nanoTime();
            assertEquals(DialException.Why.UNREACHABLE, whyDialling(here(mute.getLocalPort())));
            assertTrue(System.nanoTime() - before < TimeUnit.SECONDS.toNanos(5));
        }
    }

    @Test
    void older_tls_is_refused() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new PinnedTrust(IDENTITY.pin())}, null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", listener.port())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            assertThrows(SSLException.class, socket::startHandshake);
        }
    }

    @Test
    void a_malformed_frame_ends_that_connection_only() throws Exception {
        try (Connection good = dial()) {
            byte[][] bad = {
                {0, 0, 0, 1, 99},
                {0, 0, 0, 0},
                {0, 0, 0, 2, 17, 0},
                {0, 0, 0, 3, 16, 0, 0},
                {0, 2, 0, 1, 10},
                {-1, -1, -1, -1, 10},
                ByteBuffer.allocate(5).putInt(1).put((byte) 145).array(),
            };
            for (byte[] bytes : bad) {
                try (SSLSocket raw = raw()) {
                    raw.getOutputStream().write(bytes);
                    raw.getOutputStream().flush();
                    assertEnds(raw);
                }
            }
            try (SSLSocket truncated = raw()) {
                truncated.getOutputStream().write(new byte[] {0, 0, 1, 0, 10, 1, 2});
                truncated.getOutputStream().flush();
            }
            assertAnswers(good);
            await().until(() -> endpoint.closed.get() == bad.length + 1);
        }
    }

    private SSLSocket raw() throws Exception {
        return raw(listener.port());
    }

    private static SSLSocket raw(int port) throws Exception {
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(null, new TrustManager[] {new PinnedTrust(IDENTITY.pin())}, null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
        socket.startHandshake();
        return socket;
    }

    private static void assertEnds(SSLSocket socket) {
        try {
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            assertFalse(socket.isClosed() && e.getMessage() == null, "a reset is an end too");
        }
    }

    @Test
    void garbage_instead_of_a_handshake_hurts_nobody() throws Exception {
        try (Connection good = dial()) {
            SecureRandom random = new SecureRandom();
            for (int i = 0; i < 15; i++) {
                try (Socket socket = new Socket("127.0.0.1", listener.port())) {
                    byte[] garbage = new byte[2000];
                    random.nextBytes(garbage);
                    socket.getOutputStream().write(garbage);
                }
            }
            assertAnswers(good);
        }
    }

    @Test
    void a_handshake_that_is_never_finished_is_ended() throws IOException {
        TlsListener.Limits impatient =
                new TlsListener.Limits(50, 20, Duration.ofMillis(300), Duration.ofSeconds(20), Duration.ofSeconds(10));
        try (TlsListener other = TlsListener.open("127.0.0.1", 0, IDENTITY, impatient, endpoint);
                Socket socket = new Socket("127.0.0.1", other.port())) {
            socket.setSoTimeout(10_000);
            assertEquals(-1, socket.getInputStream().read());
        }
    }

    @Test
    void a_handshake_that_is_dribbled_is_ended_in_the_same_time() throws Exception {
        TlsListener.Limits impatient =
                new TlsListener.Limits(50, 20, Duration.ofMillis(700), Duration.ofSeconds(20), Duration.ofSeconds(10));
        try (TlsListener other = TlsListener.open("127.0.0.1", 0, IDENTITY, impatient, endpoint);
                FaultProxy thin = FaultProxy.before(other.port(), 1)) {
            thin.set(FaultProxy.Way.UP, new FaultProxy.Fault.Throttle(20));
            assertThrows(
                    DialException.class,
                    () -> new TlsDialer().dial(new RelayAddress("127.0.0.1", thin.port()), IDENTITY.pin()));
            assertTrue(endpoint.connected.isEmpty());
        }
    }

    @Test
    void a_frame_that_is_dribbled_is_ended_and_one_in_pieces_is_not() throws Exception {
        TlsListener.Limits impatient =
                new TlsListener.Limits(50, 20, Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofMillis(1500));
        try (TlsListener other = TlsListener.open("127.0.0.1", 0, IDENTITY, impatient, endpoint);
                SSLSocket dribbling = raw(other.port());
                SSLSocket inPieces = raw(other.port())) {
            inPieces.getInputStream().readNBytes(FrameCodec.PREFIX + 43);
            byte[] ping = ByteBuffer.allocate(5).putInt(1).put((byte) 17).array();
            byte[] endless = ByteBuffer.allocate(4).putInt(60_000).array();
            dribbling.getOutputStream().write(endless);
            AtomicInteger sent = new AtomicInteger();
            AtomicInteger answered = new AtomicInteger();
            await().pollInterval(Duration.ofMillis(100)).until(() -> {
                inPieces.getOutputStream().write(ping, sent.get() % 5, 1);
                if (sent.incrementAndGet() % 5 == 0) {
                    assertEquals(5, inPieces.getInputStream().readNBytes(5).length);
                    answered.incrementAndGet();
                }
                dribbled(dribbling);
                return endpoint.closed.get() == 1 && answered.get() >= 4;
            });
        }
    }

    /// One octet more, if anybody takes it.
    private static void dribbled(SSLSocket socket) {
        try {
            socket.getOutputStream().write(1);
        } catch (IOException e) {
            assertFalse(socket.isInputShutdown(), "the relay ended it, which is what is waited for");
        }
    }

    @Test
    void a_slow_reader_is_kept_while_it_reads_and_ended_when_it_does_not() throws Exception {
        TlsListener.Limits impatient =
                new TlsListener.Limits(50, 20, Duration.ofSeconds(10), Duration.ofMillis(1500), Duration.ofSeconds(10));
        TlsDialer.Timing pinging =
                new TlsDialer.Timing(Duration.ofSeconds(10), Duration.ofMillis(300), Duration.ofSeconds(30));
        try (TlsListener other = TlsListener.open("127.0.0.1", 0, IDENTITY, impatient, endpoint);
                FaultProxy thin = FaultProxy.before(other.port(), 1);
                Connection connection = new ProxyDialer(thin, pinging).dial(here(1), IDENTITY.pin())) {
            RelayEndpoint.Outbound out = endpoint.connected.take();
            thin.set(FaultProxy.Way.DOWN, new FaultProxy.Fault.Throttle(400_000));
            Thread reader = Thread.ofVirtual()
                    .start(() -> assertThrows(IOException.class, () -> {
                        while (connection.welcome().version() == 1) {
                            connection.receive();
                        }
                    }));
            for (int i = 0; i < 4; i++) {
                fill(out);
                await().until(out::writable);
            }
            assertEquals(0, endpoint.closed.get(), "longer than the idle time, and never idle");
            thin.set(FaultProxy.Way.DOWN, new FaultProxy.Fault.Stall());
            fill(out);
            await().until(() -> endpoint.closed.get() == 1);
            thin.clear();
            assertTrue(reader.join(Duration.ofSeconds(10)));
        }
    }

    /// As much as the system and the relay keep for one connection.
    private static void fill(RelayEndpoint.Outbound out) {
        Envelope envelope = Envelope.of(new byte[65536]);
        await().pollInterval(Duration.ofMillis(20)).until(() -> {
            for (int i = 0; i < 8 && out.writable(); i++) {
                out.send(new RelayFrame.Deliver(1, i, envelope));
            }
            return !out.writable();
        });
    }

    @Test
    void an_idle_client_is_ended_and_one_with_a_heartbeat_is_not() throws IOException {
        TlsListener.Limits impatient =
                new TlsListener.Limits(50, 20, Duration.ofSeconds(5), Duration.ofMillis(600), Duration.ofSeconds(10));
        try (TlsListener other = TlsListener.open("127.0.0.1", 0, IDENTITY, impatient, endpoint);
                Connection beating = new TlsDialer(new TlsDialer.Timing(
                                Duration.ofSeconds(5), Duration.ofMillis(100), Duration.ofSeconds(5)))
                        .dial(here(other.port()), IDENTITY.pin());
                Connection idle = new TlsDialer().dial(here(other.port()), IDENTITY.pin())) {
            assertThrows(IOException.class, idle::receive);
            assertAnswers(beating);
        }
    }

    @Test
    void a_silent_relay_is_noticed() throws IOException {
        endpoint.silent = true;
        TlsDialer dialer = new TlsDialer(
                new TlsDialer.Timing(Duration.ofSeconds(5), Duration.ofMillis(100), Duration.ofMillis(400)));
        try (Connection connection = dialer.dial(here(listener.port()), IDENTITY.pin())) {
            assertThrows(SilentException.class, connection::receive);
            assertThrows(SilentException.class, () -> connection.send(new SetPresence(1, true)));
        }
    }

    @Test
    void closing_wakes_the_receiver() throws Exception {
        Connection connection = dial();
        Thread receiver = Thread.ofVirtual().start(() -> assertThrows(IOException.class, connection::receive));
        connection.close();
        connection.close();
        assertTrue(receiver.join(Duration.ofSeconds(5)));
        assertThrows(IOException.class, () -> connection.send(new SetPresence(1, true)));
    }

    @Test
    void no_more_connections_than_allowed() throws IOException {
        TlsListener.Limits two =
                new TlsListener.Limits(2, 50, Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(10));
        try (TlsListener other = TlsListener.open("127.0.0.1", 0, IDENTITY, two, endpoint)) {
            TlsDialer dialer = new TlsDialer();
            try (Connection first = dialer.dial(here(other.port()), IDENTITY.pin());
                    Connection second = dialer.dial(here(other.port()), IDENTITY.pin())) {
                assertEquals(DialException.Why.UNREACHABLE, whyDialling(here(other.port())));
                assertAnswers(first);
                assertAnswers(second);
            }
            await().ignoreExceptions().until(() -> {
                dialer.dial(here(other.port()), IDENTITY.pin()).close();
                return true;
            });
        }
    }

    @Test
    void a_port_in_use_and_a_foreign_address_are_told() {
        assertEquals(ListenException.Why.PORT_IN_USE, whyListening("127.0.0.1", listener.port()));
        assertEquals(ListenException.Why.NO_SUCH_ADDRESS, whyListening("192.0.2.1", 0));
        assertEquals(ListenException.Why.NO_SUCH_ADDRESS, whyListening("no-such-host.invalid", 0));
    }

    private ListenException.Why whyListening(String host, int port) {
        return assertThrows(ListenException.class, () -> TlsListener.open(host, port, IDENTITY, LIMITS, endpoint))
                .why();
    }

    @Test
    void a_slow_reader_is_noticed_and_gets_everything_when_it_reads() throws Exception {
        try (Connection connection = dial()) {
            RelayEndpoint.Outbound out = endpoint.connected.take();
            Envelope envelope = Envelope.of(new byte[65536]);
            int sent = 0;
            while (out.writable()) {
                out.send(new RelayFrame.Deliver(1, ++sent, envelope));
            }
            assertEquals(0, endpoint.writableAgain.get());
            for (int i = 1; i <= sent; i++) {
                RelayFrame.Deliver got = assertInstanceOf(RelayFrame.Deliver.class, connection.receive());
                assertEquals(i, got.seq());
            }
            await().until(() -> out.writable() && endpoint.writableAgain.get() == 1);
            assertAnswers(connection);
        }
    }

    @Test
    void one_that_never_reads_is_ended_before_memory_fills() throws Exception {
        try (Connection connection = dial()) {
            RelayEndpoint.Outbound out = endpoint.connected.take();
            Envelope envelope = Envelope.of(new byte[65536]);
            for (int i = 0; i < 10_000 && endpoint.closed.get() == 0; i++) {
                out.send(new RelayFrame.Deliver(1, i, envelope));
            }
            await().until(() -> endpoint.closed.get() == 1);
            assertEquals(1, connection.welcome().version());
        }
    }

    @Test
    void the_listener_sends_what_is_queued_before_it_closes() throws Exception {
        try (Connection connection = dial()) {
            endpoint.connected.take().send(new RelayFrame.Done(5));
            listener.close();
            assertEquals(new RelayFrame.Done(5), connection.receive());
            assertThrows(IOException.class, connection::receive);
        }
    }

    @Test
    void frames_as_large_as_allowed_pass() throws Exception {
        try (SSLSocket raw = raw()) {
            byte[] ping = ByteBuffer.allocate(5).putInt(1).put((byte) 17).array();
            raw.getOutputStream().write(ping);
            raw.getOutputStream().flush();
            byte[] welcome = raw.getInputStream().readNBytes(FrameCodec.PREFIX + 43);
            assertEquals(128, welcome[4] & 0xff);
            assertEquals(145, raw.getInputStream().readNBytes(5)[4] & 0xff);
        }
    }

    @Test
    void the_identity_survives_its_text_form_and_nothing_else_is_taken() {
        TlsIdentity back = TlsIdentity.parse(IDENTITY.toPem()).orElseThrow();
        assertEquals(IDENTITY.pin(), back.pin());
        assertEquals(IDENTITY.toPem(), back.toPem());
        assertTrue(TlsIdentity.parse("").isEmpty());
        assertTrue(TlsIdentity.parse(IDENTITY.toPem().replaceFirst("M", "N")).isEmpty());
        String otherKey = TlsIdentity.create(new SecureRandom()).toPem();
        String mixed = otherKey.substring(0, otherKey.indexOf("-----BEGIN CERT"))
                + IDENTITY.toPem().substring(IDENTITY.toPem().indexOf("-----BEGIN CERT"));
        assertTrue(TlsIdentity.parse(mixed).isEmpty());
        assertFalse(IDENTITY.toString().contains("KEY"));
    }

    /// Swallows the welcome of the endpoint, since another one was sent.
    private record SilentOut(RelayEndpoint.Outbound out) implements RelayEndpoint.Outbound {
        @Override
        public void send(RelayFrame frame) {
            if (!(frame instanceof RelayFrame.Welcome)) {
                out.send(frame);
            }
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
        public String peer() {
            return out.peer();
        }

        @Override
        public void close() {
            out.close();
        }
    }
}
