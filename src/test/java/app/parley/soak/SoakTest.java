package app.parley.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.core.Messenger;
import app.parley.client.core.Timing;
import app.parley.crypto.Randomness;
import app.parley.net.FaultProxy;
import app.parley.net.ProxyDialer;
import app.parley.net.TlsDialer;
import app.parley.relay.RelayConfig;
import app.parley.relay.core.HostedRelay;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A small town talks through a relay for an hour, over networks that get bad and better again:
/// memory stays flat, nothing is lost, nothing comes twice.
///
/// `soak.minutes`, `soak.people` and `soak.seed` change the run; the seed that was used is printed.
@Tag("soak")
class SoakTest {
    private static final int NETWORKS = 10;
    private static final int READINGS = 24;
    /// The most that the heap may grow over the last two thirds of the run.
    private static final double MAX_GROWTH = 0.15;

    @TempDir
    Path folder;

    private final int people = Integer.getInteger("soak.people", 200);
    private final double minutes = Double.parseDouble(System.getProperty("soak.minutes", "60"));
    private final long seed = Long.getLong("soak.seed", System.nanoTime() & 0xffff_ffffL);
    private final Tally tally = new Tally();
    private final Gauge gauge = new Gauge();
    private final List<FaultProxy> networks = new ArrayList<>();
    private final List<SoakPerson> town = new ArrayList<>();

    @Test
    void two_hundred_people_talk_for_an_hour() throws Exception {
        System.out.printf("soak run: -Dsoak.seed=%d -Dsoak.people=%d -Dsoak.minutes=%s%n", seed, people, minutes);
        RelayConfig config = RelayConfig.of(folder.resolve("relay"), "127.0.0.1", 0, Instant::now, new SecureRandom());
        try (HostedRelay relay = HostedRelay.start(config)) {
            for (int i = 0; i < NETWORKS; i++) {
                networks.add(FaultProxy.before(relay.address().port(), seed + i));
            }
            settleIn(relay);
            try {
                live(relay);
                comeToRest(relay);
                town.forEach(SoakPerson::judge);
                verdict();
            } finally {
                town.forEach(SoakPerson::end);
                town.forEach(SoakPerson::leave);
                for (FaultProxy network : networks) {
                    network.close();
                }
            }
        }
    }

    /// Everybody signs up, meets four to eight others, and comes in.
    private void settleIn(HostedRelay relay) throws Exception {
        for (int n = 0; n < people; n++) {
            Messenger.Surroundings around = new Messenger.Surroundings(
                    new ProxyDialer(networks.get(n % NETWORKS), TlsDialer.Timing.DEFAULT),
                    Instant::now,
                    Randomness.system(),
                    Timing.standard(Randomness.system()));
            town.add(new SoakPerson(n, folder, around, tally, seed));
        }
        Random random = new Random(seed);
        for (SoakPerson person : town) {
            person.signUp(relay);
            int friends = 2 + random.nextInt(3);
            for (int i = 0; i < friends; i++) {
                SoakPerson other = town.get(random.nextInt(people));
                person.knows(other);
                other.knows(person);
            }
        }
        System.out.printf("soak run: %d have signed up%n", people);
        for (SoakPerson person : town) {
            person.arrive();
        }
        Awaitility.await()
                .atMost(5, TimeUnit.MINUTES)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> town.stream().allMatch(SoakPerson::knowsAll));
        System.out.printf("soak run: everybody is there%n");
    }

    private void live(HostedRelay relay) throws InterruptedException {
        List<Thread> lives = new ArrayList<>();
        town.forEach(person -> lives.add(Thread.ofVirtual().start(person)));
        Weather weather = new Weather(networks, seed);
        Thread blowing = Thread.ofVirtual().start(weather);
        System.out.println("minute  online  written  arrived  at relay   heap MiB  RSS MiB  threads  files"
                + "   p50 ms    p99 ms");
        long start = System.nanoTime();
        long all = (long) (minutes * TimeUnit.MINUTES.toNanos(1));
        for (int i = 1; i <= READINGS; i++) {
            long next = start + all / READINGS * i;
            blowing.join(Duration.ofNanos(Math.max(1, next - System.nanoTime())));
            report(relay, gauge.read((System.nanoTime() - start) / (double) TimeUnit.MINUTES.toNanos(1)));
        }
        weather.clearUp();
        blowing.join();
    }

    private void report(HostedRelay relay, Gauge.Reading now) {
        System.out.printf(
                "%6.1f  %6d  %7d  %7d  %8d  %9.1f  %7.0f  %7d  %5d  %7d  %8d%n",
                now.minute(),
                town.stream().filter(SoakPerson::online).count(),
                tally.sentSoFar(),
                tally.arrivedSoFar(),
                relay.status().envelopes(),
                now.heap(),
                now.resident(),
                now.threads(),
                now.files(),
                tally.millis(0.5),
                tally.millis(0.99));
    }

    private void comeToRest(HostedRelay relay) {
        town.forEach(SoakPerson::settle);
        try {
            Awaitility.await()
                    .atMost(5, TimeUnit.MINUTES)
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> town.stream().allMatch(SoakPerson::online)
                            && town.stream().allMatch(SoakPerson::settled)
                            && relay.status().envelopes() == 0);
        } catch (ConditionTimeoutException e) {
            tally.odd("it did not come to rest: %d online, %d envelopes wait"
                    .formatted(
                            town.stream().filter(SoakPerson::online).count(),
                            relay.status().envelopes()));
        }
    }

    private void verdict() {
        double growth = gauge.growth();
        int connections = networks.stream().mapToInt(FaultProxy::accepted).sum();
        System.out.printf(
                "soak run: %d texts written and compared, %d connections made, heap %+.1f %% over the last two"
                        + " thirds%n",
                tally.judgedSoFar(), connections, growth * 100);
        tally.oddities().forEach(odd -> System.out.println("soak run: " + odd));
        assertEquals(List.of(), tally.oddities());
        assertEquals(tally.sentSoFar(), tally.judgedSoFar());
        assertTrue(tally.sentSoFar() > 0, "somebody wrote something");
        assertTrue(growth < MAX_GROWTH, "the heap grows by " + growth);
    }
}
