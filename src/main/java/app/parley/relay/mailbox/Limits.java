package app.parley.relay.mailbox;

import app.parley.protocol.Octets;
import app.parley.relay.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Counts what may be done only so often (the generic cell rate algorithm: one number per key).
public interface Limits {
    /// @param key a keyed hash: what is counted is never written down
    record Ask(Octets key, Rate rate) {}

    /// @param granted whether it may be done now
    /// @param retryAfter zero if granted
    /// @param left how many more of the scarcest at once, afterwards
    record Answer(boolean granted, Duration retryAfter, int left) {}

    /// Takes one of each, or none at all.
    CompletableFuture<Answer> tryAcquire(List<Ask> asks);

    /// What is left of one, without taking.
    CompletableFuture<Answer> peek(Ask ask);

    /// Forgets what was taken.
    CompletableFuture<Void> reset(Octets key);

    /// Drops keys that limit nothing any more.
    CompletableFuture<Void> sweep(Instant now);
}
