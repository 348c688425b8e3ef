package app.parley.relay.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.protocol.Envelope;
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

/// One who reads slowly, floods, or writes where there is no room does not make others wait: the
/// 95th of a hundred round trips stays within twice what it is without.
///
/// With and without take turns in one run, so that whatever else the machine does falls on both;
/// and one of a few comparisons is enough, since what really slows others slows them in all.
@Timeout(120)
class OthersTest {
    private static final int TURNS = 6;
    private static final int EACH = 20;
    private static final int COMPARISONS = 5;
    /// What one address asks at once: everything it could without a bound of its own.
    private static final int CONNECTIONS = 24;

    private static final int REQUESTS = 64;
    private static final int BURSTS = 40;
    /// The threads of the crowd itself are on this machine too.
    private static final long UNNOTICED_IN_A_CROWD = 20_000_000;

    /// Below this nobody notices, and a comparison would be one of the scheduler's.
    private static final long UNNOTICED = 10_000_000;

    @TempDir
    Path dir;

    private RelayFixture fixture;

    @AfterEach
    void stop() {
        fixture.close();
    }

    /// What the others do and wait for.
    private interface RoundTrip {
        void run() throws IOException;
    }

    /// What somebody does to the relay between [#begin] and [#end].
    private interface Nuisance {
        void begin() throws IOException;

        void end() throws IOException;
    }

    private static void assertUnharmed(RoundTrip trip, Nuisance nuisance) throws IOException {
        assertUnharmed(trip, nuisance, TURNS, EACH, UNNOTICED);
    }

    private static void assertUnharmed(RoundTrip trip, Nuisance nuisance, int turns, int each, long unnoticed)
            throws IOException {
        took(trip, EACH);
        List<String> said = new ArrayList<>();
        for (int i = 0; i < COMPARISONS; i++) {
            List<Long> without = new ArrayList<>();
            List<Long> with = new ArrayList<>();
            for (int turn = 0; turn < turns; turn++) {
                without.addAll(took(trip, each));
                nuisance.begin();
                with.addAll(took(trip, each));
                nuisance.end();
            }
            long usual = p95(without);
            long now = p95(with);
            if (now <= Math.max(2 * usual, unnoticed)) {
                return;
            }
            said.add(now / 1000 + " µs, without " + usual / 1000);
        }
        assertTrue(false, said::toString);
    }

    private static List<Long> took(RoundTrip trip, int each) throws IOException {
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            long began = System.nanoTime();
            trip.run();
            all.add(System.nanoTime() - began);
        }
        return all;
    }

    private static long p95(List<Long> all) {
        return all.stream().sorted().skip(all.size() * 95L / 100).findFirst().orElseThrow();
    }

    private Peer.Box boxOf(String phone) throws IOException {
        try (Peer owner = Person.signedUp(fixture.relay, new Person(phone))) {
            return owner.makeBox();
        }
    }

    private static Envelope random() {
        return Envelope.of(Peer.octets(4096).toArray());
    }

    /// Sends to itself, and waits for the acceptance and the delivery.
    private record Talker(Peer peer, Peer.Box box) {
        void talk() throws IOException {
            peer.accepted(box, random());
            RelayFrame.Deliver came = peer.next(RelayFrame.Deliver.class);
            peer.connection.send(new ClientFrame.Ack(1, came.seq()));
        }
    }

    private Talker talker() throws IOException {
        Peer.Box box = boxOf("+12025550100");
        Peer peer = fixture.dial();
        peer.subscribe(1, box);
        return new Talker(peer, box);
    }

    /// A connection on which a thread asks as fast as it is let, and another reads the answers.
    private final class Flood implements Nuisance {
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
                    peer.connection.send(new ClientFrame.Send(tag, to.sid(), random()));
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
        Talker talker = talker();
        Flood flood = new Flood(fixture.dial(), to);
        try (Peer closing = talker.peer()) {
            assertUnharmed(talker::talk, flood);
            flood.close();
        }
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
                filler.connection.send(new ClientFrame.Send(100_000 + i, full.sid(), random()));
            }
            filler.answer(100_999);
            RelayFrame.Refused refused = assertInstanceOf(RelayFrame.Refused.class, filler.send(full, random()));
            assertTrue(refused.why() == Refusal.MAILBOX_FULL);
        }
        floodTo(full);
    }

    /// Many connections that seem to come from one network address, each with as many requests
    /// under way as a connection may have. They were asked before anybody waits, so that it is the
    /// relay that is compared and not this machine's other work.
    private final class Crowded implements Nuisance, AutoCloseable {
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
            assertUnharmed(() -> asks(other, box), crowded, BURSTS, 1, UNNOTICED_IN_A_CROWD);
        }
    }

    /// Something that reads the database.
    private static void asks(Peer peer, Peer.Box box) throws IOException {
        assertInstanceOf(RelayFrame.ExpiredList.class, peer.ask(tag -> new ClientFrame.QueryExpired(tag, box.sid())));
    }

    @Test
    void while_somebody_subscribes_to_a_thousand_envelopes_and_never_reads() throws Exception {
        fixture = new RelayFixture(dir);
        Peer.Box full = boxOf("+12025550101");
        try (Peer filler = fixture.dial()) {
            for (int i = 0; i < 1000; i++) {
                filler.connection.send(new ClientFrame.Send(100_000 + i, full.sid(), random()));
            }
            filler.answer(100_999);
        }
        Talker talker = talker();
        List<Peer> slow = new ArrayList<>();
        try (Peer closing = talker.peer()) {
            assertUnharmed(talker::talk, new Nuisance() {
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
            });
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
            await().until(() -> filler.send(box, random()) instanceof RelayFrame.Refused refused
                    && refused.why() == Refusal.RELAY_FULL);
            Flood flood = new Flood(fixture.dial(), box);
            assertUnharmed(() -> asks(other, box), flood);
            flood.close();
        }
    }
}
