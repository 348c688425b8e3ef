package app.parley.app;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;

/// The clock everything else is given.
final class AppClock {
    /// For tests only: an ISO-8601 duration by which this process' clock is wrong, such as
    /// `P365D` or `-PT2H`.
    static final String OFFSET = "parley.clock.offset";

    private AppClock() {}

    /// @throws IllegalArgumentException if the offset is no duration
    static InstantSource system() {
        String offset = System.getProperty(OFFSET, "");
        if (offset.isEmpty()) {
            return Clock.systemUTC();
        }
        try {
            return Clock.offset(Clock.systemUTC(), Duration.parse(offset));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(OFFSET + " is no ISO-8601 duration", e);
        }
    }
}
