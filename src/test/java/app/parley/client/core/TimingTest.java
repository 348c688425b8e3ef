package app.parley.client.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.crypto.Randomness;
import java.time.Instant;
import java.util.LongSummaryStatistics;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimingTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void a_receipt_leaves_one_to_ten_seconds_after_its_reason_and_not_at_a_guessable_time() {
        Timing timing = Timing.standard(Randomness.system());
        LongSummaryStatistics late = LongStream.range(0, 20_000)
                .map(any -> timing.receiptDue(NOW) - NOW.toEpochMilli())
                .summaryStatistics();
        assertTrue(late.getMin() >= 1_000 && late.getMax() <= 10_000, late::toString);
        // Spread over the whole time: 20,000 draws miss a tenth of a second at either end about never.
        assertTrue(late.getMin() < 1_100 && late.getMax() > 9_900, late::toString);
        assertEquals(5_500, late.getAverage(), 100);
    }
}
