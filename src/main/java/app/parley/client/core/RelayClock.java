package app.parley.client.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The time that a circle agrees on: this machine's clock, corrected by what the relay said last.
/// What others judge (when a bundle expires, when keys are old) goes by it, so that a wrong clock
/// on one machine stops nobody.
final class RelayClock {
    private final InstantSource local;
    private volatile Duration ahead = Duration.ZERO;

    RelayClock(InstantSource local) {
        this.local = local;
    }

    /// Takes the relay's time.
    ///
    /// @return how far this machine's clock is ahead of it; negative if behind
    Duration heard(Instant relayTime) {
        ahead = Duration.between(relayTime, local.instant());
        return ahead;
    }

    Instant now() {
        return local.instant().minus(ahead);
    }
}
