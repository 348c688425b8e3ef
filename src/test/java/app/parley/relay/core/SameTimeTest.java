package app.parley.relay.core;

import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.net.MemoryDialer;
import app.parley.protocol.PhoneNumber;
import app.parley.protocol.wire.ClientFrame;
import app.parley.relay.Rate;
import app.parley.relay.RelayLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Known and unknown numbers take the relay the same time: in random turns, compared by the rank
/// sum test of Mann and Whitney.
@Timeout(120)
class SameTimeTest {
    private static final int EACH = 150;
    private static final int COMPARISONS = 6;
    /// So far from the middle of all ranks comes one honest comparison in 400.
    private static final double STRANGE = 3.0;

    @TempDir
    Path dir;

    /// Asks once and waits for the answer.
    private interface Question {
        void ask() throws IOException;
    }

    private static RelayLimits generous() {
        Rate many = new Rate(1_000_000, Duration.ofMillis(1));
        RelayLimits d = RelayLimits.DEFAULT;
        return new RelayLimits(
                many,
                many,
                many,
                new Rate(100, Duration.ofMillis(1)),
                many,
                many,
                many,
                many,
                many,
                d.diskBytes(),
                d.connections(),
                d.connectionsPerAddress(),
                d.subscriptions());
    }

    @Test
    void codes_and_lookups_take_the_same_for_known_and_unknown_numbers() throws IOException {
        try (RelayFixture fixture = new RelayFixture(dir, generous());
                Peer peer = Peer.dial(new MemoryDialer(fixture.relay.endpoint(), fixture.relay.pin()), fixture.relay)) {
            Person alice = new Person("+12025550100");
            alice.signUp(peer, fixture.relay);
            Person known = new Person("+12025550100");
            Person unknown = new Person("+12025550101");
            assertAlike(
                    () -> known.requestCode(peer, fixture.relay.invite()),
                    () -> unknown.requestCode(peer, fixture.relay.invite()));
            PhoneNumber nobody = unknown.phone;
            assertAlike(
                    () -> peer.ask(t -> new ClientFrame.FindByNumber(t, alice.phone)),
                    () -> peer.ask(t -> new ClientFrame.FindByNumber(t, nobody)));
        }
    }

    /// One comparison that shows no difference is enough: a real one shows in all of them.
    private static void assertAlike(Question known, Question unknown) throws IOException {
        compare(known, unknown, new Random(0));
        double least = Double.MAX_VALUE;
        for (int i = 1; i <= COMPARISONS && least > STRANGE; i++) {
            least = Math.min(least, Math.abs(compare(known, unknown, new Random(i))));
        }
        assertTrue(least <= STRANGE, "told apart with z = " + least);
    }

    private record Took(boolean known, long nanos) {}

    /// @return how many standard deviations the ranks of the known are from what chance gives
    private static double compare(Question known, Question unknown, Random random) throws IOException {
        List<Boolean> turns = new ArrayList<>(Collections.nCopies(EACH, true));
        turns.addAll(Collections.nCopies(EACH, false));
        Collections.shuffle(turns, random);
        List<Took> all = new ArrayList<>();
        for (boolean turn : turns) {
            long before = System.nanoTime();
            (turn ? known : unknown).ask();
            all.add(new Took(turn, System.nanoTime() - before));
        }
        all.sort((a, b) -> Long.compare(a.nanos(), b.nanos()));
        double ranks = 0;
        for (int i = 0; i < all.size(); i++) {
            ranks += all.get(i).known() ? i + 1 : 0;
        }
        double expected = EACH * (2.0 * EACH + 1) / 2;
        return (ranks - expected) / Math.sqrt(EACH * (double) EACH * (2 * EACH + 1) / 12);
    }
}
