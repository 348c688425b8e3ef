package app.parley.relay.core;

import app.parley.protocol.wire.Refusal;
import app.parley.protocol.wire.RelayFrame;
import app.parley.relay.RelayCounts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// Counts what a relay did since it started, without saying to whom.
final class Metrics {
    /// How long a refusal for want of room is told to the owner.
    private static final Duration FULL_TOLD = Duration.ofMinutes(10);

    private final InstantSource clock;
    private final Runnable becameFull;
    private final Instant started;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder signedIn = new LongAdder();
    private final Map<Refusal, LongAdder> refused = new EnumMap<>(Refusal.class);
    private volatile Instant lastFull = Instant.MIN;

    /// @param becameFull called when the first in a while is refused for want of room
    Metrics(InstantSource clock, Runnable becameFull) {
        this.clock = clock;
        this.becameFull = becameFull;
        this.started = clock.instant();
        for (Refusal why : Refusal.values()) {
            refused.put(why, new LongAdder());
        }
    }

    void answered(RelayFrame frame) {
        if (frame instanceof RelayFrame.Accepted) {
            accepted.increment();
        } else if (frame instanceof RelayFrame.SignedIn) {
            signedIn.increment();
        } else if (frame instanceof RelayFrame.Refused why) {
            LongAdder count = refused.get(why.why());
            if (count != null) {
                count.increment();
            }
            Recorded.Refused recorded = new Recorded.Refused();
            if (recorded.shouldCommit()) {
                recorded.reason = why.why().name();
                recorded.commit();
            }
            if (why.why() == Refusal.RELAY_FULL) {
                boolean news = !full();
                lastFull = clock.instant();
                if (news) {
                    becameFull.run();
                }
            }
        }
    }

    /// Whether something was refused lately because there is no room for it.
    boolean full() {
        return lastFull.isAfter(clock.instant().minus(FULL_TOLD));
    }

    Instant started() {
        return started;
    }

    RelayCounts counts() {
        Map<String, Long> reasons = new HashMap<>();
        refused.forEach((why, count) -> reasons.put(why.name(), count.sum()));
        return RelayCounts.of(accepted.sum(), signedIn.sum(), reasons);
    }
}
