package app.parley.relay.mailbox;

import app.parley.protocol.Octets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Personal invites: each is for one number, once.
public interface InviteStore {
    /// @param phoneTag the blinded number it is for
    /// @param codeTag a keyed hash of its code
    record Personal(Octets phoneTag, Octets codeTag) {}

    /// @param admissionHash SHA-256 of its admission
    CompletableFuture<Void> add(Octets admissionHash, Personal invite, Instant expires);

    /// An invite that is neither used nor expired.
    CompletableFuture<Optional<Personal>> find(Octets admissionHash, Instant now);

    /// @return false if it was gone already
    CompletableFuture<Boolean> use(Octets admissionHash);

    CompletableFuture<Void> sweep(Instant now);
}
