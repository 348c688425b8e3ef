package app.parley.net;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.protocol.Envelope;
import app.parley.protocol.Octets;
import app.parley.protocol.RelayAddress;
import app.parley.protocol.RelayPin;
import app.parley.protocol.wire.ClientFrame.SetPresence;
import app.parley.protocol.wire.RelayFrame;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class MemoryDialerTest {
    private static final RelayPin PIN = new RelayPin(Octets.of(new byte[32]));
    private static final RelayAddress HERE = new RelayAddress("memory", 1);

    private final EchoEndpoint endpoint = new EchoEndpoint();
    private final MemoryDialer dialer = new MemoryDialer(endpoint, PIN);

    @Test
    void frames_go_there_and_back() throws IOException {
        try (Connection connection = dialer.dial(HERE, PIN)) {
            assertEquals(1, connection.welcome().version());
            connection.send(new SetPresence(3, true));
            assertEquals(new RelayFrame.Done(3), connection.receive());
        }
        await().until(() -> endpoint.closed.get() == 1);
        assertEquals(0, dialer.connected());
    }

    @Test
    void another_pin_or_no_way_there_is_refused() {
        byte[] other = new byte[32];
        other[0] = 1;
        assertEquals(
                DialException.Why.WRONG_KEY,
                assertThrows(DialException.class, () -> dialer.dial(HERE, new RelayPin(Octets.of(other))))
                        .why());
        dialer.reachable(false);
        assertEquals(
                DialException.Why.UNREACHABLE,
                assertThrows(DialException.class, () -> dialer.dial(HERE, PIN)).why());
    }

    @Test
    void a_cut_ends_both_sides() throws IOException {
        Connection connection = dialer.dial(HERE, PIN);
        dialer.cut();
        assertThrows(IOException.class, connection::receive);
        assertThrows(IOException.class, connection::receive);
        assertThrows(IOException.class, () -> connection.send(new SetPresence(3, true)));
        await().until(() -> endpoint.closed.get() == 1);
    }

    @Test
    void a_stalled_line_carries_nothing_until_it_flows_again() throws Exception {
        try (Connection connection = dialer.dial(HERE, PIN)) {
            dialer.stall(true);
            connection.send(new SetPresence(4, true));
            CompletableFuture<RelayFrame> answer = CompletableFuture.supplyAsync(() -> {
                try {
                    return connection.receive();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThrows(java.util.concurrent.TimeoutException.class, () -> answer.get(200, TimeUnit.MILLISECONDS));
            dialer.stall(false);
            assertEquals(new RelayFrame.Done(4), answer.get(5, TimeUnit.SECONDS));
        }
    }

    @Test
    void a_slow_reader_is_noticed() throws Exception {
        try (Connection connection = dialer.dial(HERE, PIN)) {
            RelayEndpoint.Outbound out = endpoint.connected.take();
            int sent = 0;
            while (out.writable()) {
                out.send(new RelayFrame.Deliver(1, ++sent, Envelope.of(new byte[4096])));
            }
            assertTrue(sent > 100);
            for (int i = 0; i < sent; i++) {
                connection.receive();
            }
            await().until(() -> endpoint.writableAgain.get() == 1 && out.writable());
        }
    }
}
