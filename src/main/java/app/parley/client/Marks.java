package app.parley.client;

import java.time.Instant;

/// How this person keeps a conversation. Nobody else is told.
///
/// @param pinned stands above the others
/// @param mutedUntil nothing is announced before; [Instant#EPOCH] if it is not muted
/// @param archived lies apart until somebody writes again
/// @param unread marked as if something in it had not been seen
public record Marks(boolean pinned, Instant mutedUntil, boolean archived, boolean unread) {
    /// As a conversation begins.
    public static final Marks NONE = new Marks(false, Instant.EPOCH, false, false);

    /// Muted until it is said otherwise.
    public static final Instant FOREVER = Instant.ofEpochMilli(Long.MAX_VALUE);

    public boolean mutedAt(Instant now) {
        return now.isBefore(mutedUntil);
    }

    public Marks pinned(boolean on) {
        return new Marks(on, mutedUntil, archived, unread);
    }

    /// @param until [Instant#EPOCH] ends it; rounded down to milliseconds
    public Marks mutedUntil(Instant until) {
        return new Marks(pinned, until, archived, unread);
    }

    public Marks archived(boolean on) {
        return new Marks(pinned, mutedUntil, on, unread);
    }

    public Marks unread(boolean on) {
        return new Marks(pinned, mutedUntil, archived, on);
    }
}
