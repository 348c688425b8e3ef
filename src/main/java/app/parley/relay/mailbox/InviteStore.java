package app.parley.relay.mailbox;

import app.parley.protocol.Octets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Invites that the owner made, besides the open one: for one number, or for a group.
public interface InviteStore {
    /// @param phoneTag the blinded number it is for
    /// @param codeTag a keyed hash of its code
    record Personal(Octets phoneTag, Octets codeTag) {}

    /// @param admissionHash SHA-256 of its admission, which itself is not kept
    /// @param personal empty for a group's
    /// @param usesLeft how many more people it lets in, at least 1
    record Kept(Octets admissionHash, Optional<Personal> personal, int usesLeft, Instant expires) {}

    CompletableFuture<Void> add(Kept invite);

    /// An invite that is neither used up nor expired.
    CompletableFuture<Optional<Kept>> find(Octets admissionHash, Instant now);

    /// Those that are neither used up nor expired, the first to expire first.
    CompletableFuture<List<Kept>> list(Instant now);

    /// Takes one use of it. At the last one it is erased.
    ///
    /// @return false if it was gone already
    CompletableFuture<Boolean> use(Octets admissionHash);

    /// Erases it, however many uses are left.
    ///
    /// @return false if it was gone already
    CompletableFuture<Boolean> revoke(Octets admissionHash);

    /// How often the open invite was replaced; at first 0.
    CompletableFuture<Long> openGeneration();

    /// The open invite of before is good for nothing any more.
    ///
    /// @return the new generation
    CompletableFuture<Long> replaceOpen();

    CompletableFuture<Void> sweep(Instant now);
}
