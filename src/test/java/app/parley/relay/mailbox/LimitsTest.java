package app.parley.relay.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.crypto.Randomness;
import app.parley.protocol.Octets;
import app.parley.relay.Rate;
import app.parley.relay.core.HandClock;
import app.parley.relay.mailbox.Limits.Answer;
import app.parley.relay.mailbox.Limits.Ask;
import app.parley.store.PostgresAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitsTest {
    @TempDir
    Path dir;

    private final HandClock clock = new HandClock();
    private final Ask three = new Ask(key(1), new Rate(3, Duration.ofMinutes(1)));
    private final Ask one = new Ask(key(2), new Rate(1, Duration.ofMinutes(5)));

    private static Octets key(int n) {
        return Octets.of(new byte[] {(byte) n});
    }

    private RelayStore open() {
        return SqliteRelayStore.open(dir.resolve("relay.db"), 1L << 30, clock, Randomness.system());
    }

    private void all(Consumer<Limits> test) {
        test.accept(new MemoryLimits(clock));
        try (RelayStore store = open()) {
            test.accept(store.limits());
        }
        try (RelayStore store = shared(TestPostgres.fresh())) {
            test.accept(store.limits());
        }
    }

    private RelayStore shared(PostgresAddress address) {
        return PostgresRelayStore.open(address, Samples.fill(32, 1), clock, Randomness.system());
    }

    private static Answer take(Limits limits, Ask... asks) {
        return limits.tryAcquire(List.of(asks)).join();
    }

    @Test
    void a_burst_passes_and_then_one_at_a_time() {
        all(limits -> {
            assertEquals(new Answer(true, Duration.ZERO, 2), take(limits, three));
            assertEquals(1, take(limits, three).left());
            assertEquals(0, take(limits, three).left());
            assertEquals(new Answer(false, Duration.ofMinutes(1), 0), take(limits, three));
            clock.pass(Duration.ofSeconds(40));
            assertEquals(Duration.ofSeconds(20), take(limits, three).retryAfter());
            clock.pass(Duration.ofSeconds(20));
            assertTrue(take(limits, three).granted());
            assertFalse(take(limits, three).granted());
            clock.pass(Duration.ofDays(1));
            assertEquals(3, limits.peek(three).join().left());
        });
    }

    @Test
    void all_or_nothing_is_taken() {
        all(limits -> {
            assertTrue(take(limits, three, one).granted());
            assertEquals(new Answer(false, Duration.ofMinutes(5), 0), take(limits, three, one));
            assertEquals(2, limits.peek(three).join().left());
            limits.reset(one.key()).join();
            assertTrue(take(limits, three, one).granted());
            limits.reset(one.key()).join();
            limits.reset(three.key()).join();
        });
    }

    @Test
    void a_clock_that_was_a_year_ahead_closes_no_door() {
        all(limits -> {
            clock.jump(Duration.ofDays(365));
            take(limits, three);
            take(limits, three);
            take(limits, three);
            clock.jump(Duration.ofDays(-365));
            assertTrue(take(limits, three).retryAfter().compareTo(Duration.ofMinutes(1)) <= 0);
            clock.pass(Duration.ofMinutes(3));
            assertTrue(limits.peek(three).join().retryAfter().compareTo(Duration.ofMinutes(3)) <= 0);
        });
    }

    @Test
    void what_was_taken_survives_a_restart_and_sweeping() {
        try (RelayStore store = open()) {
            take(store.limits(), one);
            store.limits().sweep(clock.instant()).join();
        }
        try (RelayStore store = open()) {
            assertFalse(take(store.limits(), one).granted());
        }
    }

    @Test
    void relays_that_share_a_database_share_what_is_left() throws InterruptedException {
        PostgresAddress address = TestPostgres.fresh();
        try (RelayStore store = shared(address);
                RelayStore other = shared(address)) {
            AtomicInteger granted = new AtomicInteger();
            List<Thread> threads = IntStream.range(0, 400)
                    .mapToObj(i -> Thread.ofVirtual().start(() -> {
                        if (take(i % 2 == 0 ? store.limits() : other.limits(), i % 3 == 0 ? one : three)
                                .granted()) {
                            granted.incrementAndGet();
                        }
                    }))
                    .toList();
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(4, granted.get());
            assertEquals(0, other.limits().peek(three).join().left());
        }
    }

    @Test
    void racers_never_get_more_than_there_is() throws InterruptedException {
        try (RelayStore store = open()) {
            AtomicInteger granted = new AtomicInteger();
            List<Thread> threads = IntStream.range(0, 50)
                    .mapToObj(i -> Thread.ofVirtual().start(() -> {
                        if (take(store.limits(), three).granted()) {
                            granted.incrementAndGet();
                        }
                    }))
                    .toList();
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(3, granted.get());
        }
    }
}
