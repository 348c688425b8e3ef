package app.parley.relay.core;

import app.parley.protocol.AccountId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// How many octets each member uploaded today (UTC). In memory only: who sends how much is nobody's
/// to keep.
final class DailyBytes {
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final long each;
    private final InstantSource clock;
    private final Map<AccountId, Long> taken = new HashMap<>();
    private long day;

    DailyBytes(long each, InstantSource clock) {
        this.each = each;
        this.clock = clock;
    }

    synchronized boolean take(AccountId who, long octets) {
        long today = Math.floorDiv(clock.millis(), DAY);
        if (today != day) {
            day = today;
            taken.clear();
        }
        long after = taken.getOrDefault(who, 0L) + octets;
        if (after > each) {
            return false;
        }
        taken.put(who, after);
        return true;
    }

    synchronized void giveBack(AccountId who, long octets) {
        taken.computeIfPresent(who, (id, sum) -> Math.max(0, sum - octets));
    }

    Duration untilTomorrow() {
        return Duration.ofMillis(DAY - Math.floorMod(clock.millis(), DAY));
    }
}
