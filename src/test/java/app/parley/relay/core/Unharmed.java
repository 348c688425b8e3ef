package app.parley.relay.core;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.protocol.Envelope;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.RelayFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Compares what others wait for with and without a nuisance: the 95th of a hundred round trips
/// stays within twice what it is without.
///
/// With and without take turns in one run, so that whatever else the machine does falls on both;
/// and one of a few comparisons is enough, since what really slows others slows them in all.
final class Unharmed {
    private static final int TURNS = 6;
    private static final int EACH = 20;
    private static final int COMPARISONS = 5;
    /// Turns of one round trip each, right after a nuisance that comes in bursts began.
    private static final int BURSTS = 40;
    /// Below this nobody notices, and a comparison would be one of the scheduler's: the threads of the nuisance are on
    /// this machine too, and a trip brings something to the disk.
    private static final long UNNOTICED = 20_000_000;

    private Unharmed() {}

    /// What the others do and wait for.
    interface RoundTrip {
        void run() throws IOException;
    }

    /// What somebody does to the relay between [#begin] and [#end].
    interface Nuisance {
        void begin() throws IOException;

        void end() throws IOException;
    }

    /// By one that goes on as long as it is let.
    static void by(Nuisance nuisance, RoundTrip trip) throws IOException {
        compare(trip, nuisance, TURNS, EACH, UNNOTICED);
    }

    /// By one that comes all at once, and is over soon.
    static void byBursts(Nuisance nuisance, RoundTrip trip) throws IOException {
        compare(trip, nuisance, BURSTS, 1, UNNOTICED);
    }

    private static void compare(RoundTrip trip, Nuisance nuisance, int turns, int each, long unnoticed)
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

    /// One of the others. Sends to itself as clients do, acknowledging what is delivered when it
    /// comes, and to somebody who is not there, which the relay has to bring to the disk.
    static final class Talker implements AutoCloseable {
        /// More than all comparisons send, at a thousand each.
        private static final int ABSENT = 4;

        private final Peer peer;
        private final Peer.Box mine;
        private final List<Peer.Box> absent = new ArrayList<>();
        private int tag = 1_000_000;
        private int trips;

        Talker(RelayFixture fixture) throws IOException {
            this(fixture, fixture::dial);
        }

        /// From an address of its own.
        Talker(RelayFixture fixture, Street street) throws IOException {
            this(fixture, () -> street.dial("192.0.2.1"));
        }

        private interface Dial {
            Peer dial() throws IOException;
        }

        private Talker(RelayFixture fixture, Dial dial) throws IOException {
            try (Peer owner = Person.signedUp(fixture.relay, new Person("+12025550100"))) {
                mine = owner.makeBox();
                for (int i = 0; i < ABSENT; i++) {
                    absent.add(owner.makeBox());
                }
            }
            peer = dial.dial();
            peer.subscribe(1, mine);
        }

        void talk() throws IOException {
            trips++;
            peer.connection.send(new ClientFrame.Send(++tag, mine.sid(), random()));
            peer.connection.send(
                    new ClientFrame.Send(++tag, absent.get(trips % ABSENT).sid(), random()));
            int left = 3;
            while (left > 0) {
                RelayFrame frame = peer.connection.receive();
                if (frame instanceof RelayFrame.Deliver came) {
                    peer.connection.send(new ClientFrame.Ack(1, came.seq()));
                } else {
                    assertInstanceOf(RelayFrame.Accepted.class, frame);
                }
                left--;
            }
        }

        @Override
        public void close() {
            peer.close();
        }
    }

    static Envelope random() {
        return Envelope.of(Peer.octets(4096).toArray());
    }

    /// Something that reads the database.
    static void asks(Peer peer, Peer.Box box) throws IOException {
        assertInstanceOf(RelayFrame.ExpiredList.class, peer.ask(tag -> new ClientFrame.QueryExpired(tag, box.sid())));
    }
}
