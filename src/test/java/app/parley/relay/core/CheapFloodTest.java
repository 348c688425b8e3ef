package app.parley.relay.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.net.RawLink;
import app.parley.net.RelayEndpoint;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.FrameCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Floods of what costs next to nothing to send, and is answered on the spot: others do not wait
/// for it either ([Unharmed]).
@Timeout(120)
class CheapFloodTest {
    private static final String BAD = "192.0.2.7";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int CONNECTIONS = 8;
    /// Handshakes begun at once: half of the connections that one address may have.
    private static final int HANDSHAKES = 256;

    @TempDir
    Path dir;

    private RelayFixture fixture;
    private Street street;

    @BeforeEach
    void start() throws IOException {
        fixture = new RelayFixture(dir);
        street = new Street(fixture.relay);
    }

    @AfterEach
    void stop() {
        street.close();
        fixture.close();
    }

    private static byte[] many(ClientFrame frame, int count) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            all.writeBytes(FrameCodec.encode(frame));
        }
        return all.toByteArray();
    }

    /// A connection that writes the same frames as fast as they are taken, and reads every answer.
    private static final class Pouring {
        private final RawLink link;
        private final byte[] frames;
        private final AtomicLong answered = new AtomicLong();
        private final Thread writer;
        private final Thread reader;
        private volatile boolean over;

        Pouring(RawLink link, byte[] frames) {
            this.link = link;
            this.frames = frames;
            this.writer = Thread.ofVirtual().start(this::write);
            this.reader = Thread.ofVirtual().start(this::read);
        }

        private void write() {
            try {
                while (!over) {
                    link.out().write(frames);
                }
            } catch (IOException e) {
                over = true;
            }
        }

        private void read() {
            byte[] some = new byte[65536];
            try {
                for (int n = link.in().read(some); n >= 0; n = link.in().read(some)) {
                    answered.addAndGet(n);
                }
            } catch (IOException e) {
                over = true;
            }
        }

        /// @return how many octets of answers it had
        long close() {
            over = true;
            link.close();
            boolean ended = false;
            try {
                ended = writer.join(PATIENCE) && reader.join(PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            assertTrue(ended);
            return answered.get();
        }
    }

    /// As many connections as somebody likes, all new in each turn: what still waits on the way of
    /// the old ones would be there for minutes.
    private final class Flood implements Unharmed.Nuisance {
        private final int connections;
        private final String from;
        private final byte[] frames;
        private final List<Pouring> all = new ArrayList<>();
        private long answered;

        Flood(int connections, String from, byte[] frames) {
            this.connections = connections;
            this.from = from;
            this.frames = frames;
        }

        @Override
        public void begin() throws IOException {
            street.from(from);
            List<RawLink> links = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                RawLink link = RawLink.dial(street.port(), street.pin());
                assertTrue(link.in().read() >= 0, "its welcome");
                links.add(link);
            }
            links.forEach(link -> all.add(new Pouring(link, frames)));
        }

        @Override
        public void end() {
            for (Pouring each : all) {
                answered += each.close();
            }
            all.clear();
        }
    }

    private void pourOn(Flood flood) throws Exception {
        try (Unharmed.Talker talker = new Unharmed.Talker(fixture, street)) {
            Unharmed.by(flood, talker::talk);
        }
        assertTrue(flood.answered > 0, "it is served, too");
    }

    @Test
    void while_one_connection_pings_without_end() throws Exception {
        pourOn(new Flood(1, RelayEndpoint.LOCAL, many(new ClientFrame.Ping(), 3000)));
    }

    @Test
    void while_all_connections_of_one_address_ping_without_end() throws Exception {
        pourOn(new Flood(CONNECTIONS, BAD, many(new ClientFrame.Ping(), 3000)));
    }

    @Test
    void while_one_address_asks_what_it_may_not_without_end() throws Exception {
        pourOn(new Flood(CONNECTIONS, BAD, many(new ClientFrame.SetPresence(7, true), 1500)));
    }

    /// Handshakes that are begun, answered and dropped.
    private final class Knocking implements Unharmed.Nuisance {
        private final byte[] hello;
        private final List<Socket> sockets = new ArrayList<>();
        private int heard;
        private int turnedAway;

        Knocking() throws IOException {
            hello = RawLink.hello(street.pin());
        }

        /// Connected before anybody waits; then all say hello at once.
        @Override
        public void begin() throws IOException {
            street.from(BAD);
            for (int i = 0; i < HANDSHAKES; i++) {
                Socket socket = new Socket();
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), street.port()));
                sockets.add(socket);
            }
            for (Socket socket : sockets) {
                try {
                    socket.getOutputStream().write(hello);
                    heard++;
                } catch (IOException e) {
                    turnedAway++;
                }
            }
        }

        @Override
        public void end() throws IOException {
            for (Socket socket : sockets) {
                socket.close();
            }
            sockets.clear();
        }
    }

    @Test
    void while_one_address_begins_handshakes_and_drops_them() throws Exception {
        try (Unharmed.Talker talker = new Unharmed.Talker(fixture, street)) {
            Knocking knocking = new Knocking();
            Unharmed.byBursts(knocking, talker::talk);
            assertTrue(knocking.heard > knocking.turnedAway, "it was a flood");
        }
        try (Peer another = street.dial("192.0.2.9")) {
            assertEquals(1, another.connection.welcome().version());
        }
    }
}
