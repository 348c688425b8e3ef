package app.parley.relay;

import java.time.Duration;

/// How often something may be done.
///
/// @param burst how many at once
/// @param every after this long one more
public record Rate(int burst, Duration every) {
    public Rate {
        if (burst < 1 || every.toMillis() < 1) {
            throw new IllegalArgumentException("a rate lets something through");
        }
    }
}
