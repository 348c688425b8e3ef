package app.parley.relay.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.Refusal;
import app.parley.protocol.wire.RelayFrame;
import app.parley.relay.RelayLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// One who reads slowly, floods, or writes where there is no room does not make others wait
/// ([Unharmed]).
@Timeout(120)
class OthersTest {
    /// What one address asks at once: everything it could without a bound of its own.
    private static final int CONNECTIONS = 24;

    private static final int REQUESTS = 64;

    @TempDir
    Path dir;

    private RelayFixture fixture;

    @AfterEach
    void stop() {
        fixture.close();
    }

    private Peer.Box boxOf(String phone) throws IOException {
        try (Peer owner = Person.signedUp(fixture.relay, new Person(phone))) {
            return owner.makeBox();
        }
    }

    /// A connection on which a thread asks as fast as it is let, and another reads the answers.
    private final class Flood implements Unharmed.Nuisance {
        private final Peer peer;
        private final Peer.Box to;
        private final Semaphore go = new Semaphore(0);
        private final Thread writer;
        private final Thread reader;
        private final AtomicInteger unanswered = new AtomicInteger();
        private volatile boolean on;

        Flood(Peer peer, Peer.Box to) {
            this.peer = peer;
            this.to = to;
            this.writer = Thread.ofVirtual().start(this::write);
            this.reader = Thread.ofVirtual().start(this::read);
        }

        private void write() {
            try {
                for (int tag = 1; true; tag++) {
                    if (!on) {
                        go.acquire();
                    }
                    unanswered.incrementAndGet();
                    peer.connection.send(new ClientFrame.Send(tag, to.sid(), Unharmed.random()));
                }
            } catch (IOException | InterruptedException e) {
                on = false;
            }
        }

        private void read() {
            try {
                while (peer.connection.welcome().version() == 1) {
                    peer.connection.receive();
                    unanswered.decrementAndGet();
                }
            } catch (IOException e) {
                on = false;
            }
        }

        @Override
        public void begin() {
            on = true;
            go.release();
        }

        /// The relay has answered what it was asked.
        @Override
        public void end() {
            on = false;
            await().pollInterval(Duration.ofMillis(1)).until(() -> unanswered.get() == 0);
        }

        void close() throws InterruptedException {
            peer.close();
            writer.interrupt();
            writer.join();
            reader.join();
        }
    }

    private void floodTo(Peer.Box to) throws Exception {
        Flood flood = new Flood(fixture.dial(), to);
        try (Unharmed.Talker talker = new Unharmed.Talker(fixture)) {
            Unharmed.by(flood, talker::talk);
        }
        flood.close();
    }

    @Test
    void while_one_connection_floods_a_mailbox_that_does_not_exist() throws Exception {
        fixture = new RelayFixture(dir);
        floodTo(Peer.Box.random());
    }

    @Test
    void while_one_connection_goes_on_writing_to_a_mailbox_at_its_quota() throws Exception {
        fixture = new RelayFixture(dir);
        Peer.Box full = boxOf("+12025550101");
        try (Peer filler = fixture.dial()) {
            for (int i = 0; i < 1000; i++) {
                filler.connection.send(new ClientFrame.Send(100_000 + i, full.sid(), Unharmed.random()));
            }
            filler.answer(100_999);
            RelayFrame.Refused refused =
                    assertInstanceOf(RelayFrame.Refused.class, filler.send(full, Unharmed.random()));
            assertTrue(refused.why() == Refusal.MAILBOX_FULL);
        }
        floodTo(full);
    }

    /// Many connections that seem to come from one network address, each with as many requests
    /// under way as a connection may have. They were asked before anybody waits, so that it is the
    /// relay that is compared and not this machine's other work.
    private final class Crowded implements Unharmed.Nuisance, AutoCloseable {
        private final Peer.Box to;
        private final List<Peer> peers = new ArrayList<>();
        private final List<Thread> readers = new ArrayList<>();
        private final AtomicInteger unanswered = new AtomicInteger();

        Crowded(Street street, Peer.Box to) throws IOException {
            this.to = to;
            for (int i = 0; i < CONNECTIONS; i++) {
                Peer peer = street.dial("192.0.2.7");
                peers.add(peer);
                readers.add(Thread.ofVirtual().start(() -> read(peer)));
            }
        }

        private void read(Peer peer) {
            try {
                while (peer.connection.receive() instanceof RelayFrame.ExpiredList) {
                    unanswered.decrementAndGet();
                }
            } catch (IOException e) {
                unanswered.set(0);
            }
        }

        @Override
        public void begin() throws IOException {
            unanswered.set(CONNECTIONS * REQUESTS);
            for (Peer peer : peers) {
                for (int tag = 1; tag <= REQUESTS; tag++) {
                    peer.connection.send(new ClientFrame.QueryExpired(tag, to.sid()));
                }
            }
        }

        @Override
        public void end() {
            await().pollInterval(Duration.ofMillis(1)).until(() -> unanswered.get() == 0);
        }

        @Override
        public void close() throws InterruptedException {
            peers.forEach(Peer::close);
            for (Thread reader : readers) {
                reader.join();
            }
        }
    }

    @Test
    void while_one_address_floods_on_many_connections() throws Exception {
        fixture = new RelayFixture(dir);
        Peer.Box box = boxOf("+12025550100");
        try (Street street = new Street(fixture.relay);
                Peer other = street.dial("192.0.2.1");
                Crowded crowded = new Crowded(street, boxOf("+12025550101"))) {
            Unharmed.byBursts(crowded, () -> Unharmed.asks(other, box));
        }
    }

    @Test
    void while_somebody_subscribes_to_a_thousand_envelopes_and_never_reads() throws Exception {
        fixture = new RelayFixture(dir);
        Peer.Box full = boxOf("+12025550101");
        try (Peer filler = fixture.dial()) {
            for (int i = 0; i < 1000; i++) {
                filler.connection.send(new ClientFrame.Send(100_000 + i, full.sid(), Unharmed.random()));
            }
            filler.answer(100_999);
        }
        List<Peer> slow = new ArrayList<>();
        try (Unharmed.Talker talker = new Unharmed.Talker(fixture)) {
            Unharmed.by(
                    new Unharmed.Nuisance() {
                        @Override
                        public void begin() throws IOException {
                            slow.add(fixture.dial());
                            slow.getLast()
                                    .connection
                                    .send(new ClientFrame.Subscribe(
                                            1, List.of(new ClientFrame.Subscribe.Entry(1, full.rid()))));
                        }

                        @Override
                        public void end() {
                            slow.getLast().close();
                        }
                    },
                    talker::talk);
        }
    }

    /// Nobody's message can be kept then; but all the rest goes on as fast as ever: here asking
    /// what expired, which reads the database.
    @Test
    void while_the_disk_is_full_and_somebody_goes_on_writing() throws Exception {
        fixture = new RelayFixture(dir, RelayLimits.DEFAULT.withDiskBytes(600_000));
        Peer.Box box = boxOf("+12025550101");
        try (Peer other = fixture.dial();
                Peer filler = fixture.dial()) {
            await().until(() -> filler.send(box, Unharmed.random()) instanceof RelayFrame.Refused refused
                    && refused.why() == Refusal.RELAY_FULL);
            Flood flood = new Flood(fixture.dial(), box);
            Unharmed.by(flood, () -> Unharmed.asks(other, box));
            flood.close();
        }
    }
}
