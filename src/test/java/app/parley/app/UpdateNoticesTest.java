package app.parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.app.update.Publisher;
import app.parley.ui.Updates.Outcome;
import app.parley.ui.Updates.State;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Asking for new versions over real https, days after days.
@Timeout(60)
class UpdateNoticesTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path folder;

    private Publisher publisher;
    private UpdateNotices updates;
    private Instant now = Instant.parse("2026-11-24T10:00:00Z");
    private final AtomicInteger told = new AtomicInteger();

    @BeforeEach
    void start() throws Exception {
        publisher = new Publisher("127.0.0.1");
        updates = restarted("0.1.0");
    }

    @AfterEach
    void stop() {
        updates.close();
        publisher.close();
    }

    private UpdateNotices restarted(String version) {
        UpdateNotices fresh = new UpdateNotices(
                new UpdateFile(folder), () -> now, () -> publisher.fetch(Duration.ofSeconds(20)), Set.of(), version);
        fresh.onChange(told::incrementAndGet);
        return fresh;
    }

    private void on() throws Exception {
        assertTrue(updates.choose(true, publisher.address()).isPresent());
    }

    private void later(Duration time) throws Exception {
        now = now.plus(time);
        updates.askIfDue();
    }

    @Test
    void nobody_is_asked_unless_somebody_wants_it() throws Exception {
        later(Duration.ofDays(3));
        assertTrue(updates.choose(false, publisher.address()).isPresent());
        later(Duration.ofDays(3));
        assertFalse(updates.choose(true, " ").orElseThrow().on());
        later(Duration.ofDays(3));
        assertEquals(0, publisher.asked.size());
        assertEquals(Optional.empty(), updates.state().asked());
    }

    @Test
    void a_newer_one_is_told_and_kept_over_a_restart_and_gone_once_it_is_installed() throws Exception {
        publisher.publish(publisher.statement("0.2.0", 7, now));
        on();
        later(Duration.ZERO);
        State state = updates.state();
        assertEquals(Outcome.NEWER, state.outcome());
        assertEquals("0.2.0", state.newer().orElseThrow().version());
        assertEquals("Es ist schneller.", state.newer().orElseThrow().news("de"));
        assertFalse(state.told());
        assertEquals(1, told.get());
        updates = restarted("0.1.0");
        assertTrue(updates.state().newer().isPresent());
        assertTrue(updates.told("0.2.0").told());
        updates = restarted("0.1.0");
        assertTrue(updates.state().told());
        updates = restarted("0.2.0");
        assertEquals(Outcome.NEWEST, updates.state().outcome());
        assertEquals(Optional.empty(), updates.state().newer());
    }

    @Test
    void it_asks_once_a_day_also_over_restarts() throws Exception {
        publisher.publish(publisher.statement("0.1.0", 7, now));
        on();
        for (int hour = 0; hour < 24; hour++) {
            later(hour == 0 ? Duration.ZERO : HOUR);
            updates = restarted("0.1.0");
        }
        assertEquals(1, publisher.asked.size());
        later(HOUR);
        assertEquals(2, publisher.asked.size());
        assertEquals(Outcome.NEWEST, updates.state().outcome());
        assertEquals(0, told.get());
    }

    @Test
    void a_clock_that_was_put_back_does_not_end_the_asking() throws Exception {
        publisher.publish(publisher.statement("0.1.0", 7, now));
        on();
        later(Duration.ZERO);
        later(Duration.ofDays(-300));
        later(Duration.ofHours(1));
        assertEquals(2, publisher.asked.size());
    }

    @Test
    void without_a_network_nothing_is_said_but_when_it_asked_and_it_asks_again_after_an_hour() throws Exception {
        String address = publisher.address();
        publisher.close();
        assertTrue(updates.choose(true, address).isPresent());
        later(Duration.ZERO);
        State state = updates.state();
        assertEquals(Outcome.QUIET, state.outcome());
        assertEquals(Optional.of(now), state.asked());
        assertEquals(Optional.empty(), state.newer());
        later(Duration.ofMinutes(59));
        assertEquals(
                Optional.of(now.minus(Duration.ofMinutes(59))), updates.state().asked());
        later(Duration.ofMinutes(1));
        assertEquals(Optional.of(now), updates.state().asked());
        assertEquals(0, told.get());
    }

    /// Who keeps the address cannot bring people back to what was there before, also not over a restart.
    @Test
    void a_replayed_older_one_is_refused_and_what_is_known_stays() throws Exception {
        byte[] six = publisher.statement("0.1.5", 6, now);
        publisher.publish(publisher.statement("0.2.0", 7, now));
        on();
        later(Duration.ZERO);
        publisher.publish(six);
        updates = restarted("0.1.0");
        later(Duration.ofDays(1));
        State state = updates.state();
        assertEquals(Outcome.OLDER, state.outcome());
        assertEquals("0.2.0", state.newer().orElseThrow().version());
    }

    /// Who keeps back what is new is found out when the last one is over.
    @Test
    void an_address_that_stands_still_is_found_out() throws Exception {
        publisher.publish(publisher.statement("0.2.0", 7, now));
        on();
        later(Duration.ZERO);
        later(Duration.ofDays(89));
        assertEquals(Outcome.NEWER, updates.state().outcome());
        later(Duration.ofDays(2));
        assertEquals(Outcome.EXPIRED, updates.state().outcome());
        assertEquals(Optional.empty(), updates.state().newer());
    }

    @Test
    void nothing_of_another_key_is_believed() throws Exception {
        try (Publisher other = new Publisher("127.0.0.1")) {
            publisher.publish(other.statement("9.0.0", 99, now));
        }
        on();
        later(Duration.ZERO);
        assertEquals(Outcome.FOREIGN_KEY, updates.state().outcome());
        assertEquals(Optional.empty(), updates.state().newer());
        assertFalse(Files.exists(folder.resolve("updates.signed")));
        // Without a key in the address, and none built in, there is nobody to believe.
        assertTrue(updates.choose(true, publisher.place().toString()).isPresent());
        assertEquals(Outcome.NO_KEY, updates.ask().outcome());
    }

    /// A file that somebody with access to the folder wrote counts no more than what comes from an address.
    @Test
    void a_kept_statement_is_checked_again() throws Exception {
        on();
        try (Publisher other = new Publisher("127.0.0.1")) {
            Files.write(folder.resolve("updates.signed"), other.statement("9.0.0", 99, now));
        }
        assertEquals(Optional.empty(), updates.state().newer());
        Files.writeString(folder.resolve("updates.signed"), "nonsense");
        assertEquals(Optional.empty(), updates.state().newer());
        publisher.publish(publisher.statement("0.2.0", 7, now));
        later(Duration.ZERO);
        assertEquals(Outcome.NEWER, updates.state().outcome());
    }

    @Test
    void another_address_forgets_what_came_of_the_first() throws Exception {
        publisher.publish("<html>".getBytes(StandardCharsets.UTF_8));
        on();
        later(Duration.ZERO);
        assertEquals(Outcome.UNSIGNED, updates.state().outcome());
        State state = updates.choose(true, "https://example.org/u").orElseThrow();
        assertEquals(Outcome.NEVER, state.outcome());
        assertEquals(Optional.empty(), updates.choose(true, "http://example.org/u"));
        assertEquals("https://example.org/u", updates.state().address());
    }

    @Test
    void a_damaged_choice_asks_nobody() throws Exception {
        on();
        Files.writeString(folder.resolve("updates.json"), "{\"on\": 3}");
        later(Duration.ofDays(2));
        assertEquals(0, publisher.asked.size());
        assertEquals(State.none(), updates.state());
    }
}
