package app.parley.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What somebody wrote, as it stands now.
///
/// @param replyTo the message it answers
/// @param forwarded somebody else wrote it first
/// @param edits how often it was changed since it was written
/// @param reactions of both people, at most one each
/// @param timer how long after it was sent, and on the other end seen, it disappears; zero if it stays
/// @param goneAt when it disappears here, once that is certain
public record Said(
        String text,
        Optional<Quote> replyTo,
        boolean forwarded,
        int edits,
        List<Reaction> reactions,
        Duration timer,
        Optional<Instant> goneAt) {
    /// A message that another one answers.
    ///
    /// @param mine whether this person wrote it
    /// @param text what it says now; empty if it is not here: it never came, disappeared or was deleted
    public record Quote(MessageId id, boolean mine, Optional<String> text) {}

    /// @param mine whether it is this person's
    /// @param emoji one emoji, usually; whatever the other client sent, at most 64 octets
    public record Reaction(boolean mine, String emoji) {}

    public Said {
        reactions = List.copyOf(reactions);
    }

    /// Just a text.
    public static Said of(String text) {
        return new Said(text, Optional.empty(), false, 0, List.of(), Duration.ZERO, Optional.empty());
    }

    /// The same words as an answer.
    public Said replyingTo(Quote quote) {
        return new Said(text, Optional.of(quote), forwarded, edits, reactions, timer, goneAt);
    }

    /// The same, somebody else's.
    public Said asForwarded() {
        return new Said(text, replyTo, true, edits, reactions, timer, goneAt);
    }

    /// The same, to disappear `after` it was sent and seen.
    public Said disappearing(Duration after) {
        return new Said(text, replyTo, forwarded, edits, reactions, after, goneAt);
    }
}
