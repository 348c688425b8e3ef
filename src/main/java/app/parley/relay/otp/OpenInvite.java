package app.parley.relay.otp;

import app.parley.crypto.HmacSha256;
import app.parley.protocol.Invite;
import app.parley.protocol.Octets;
import app.parley.relay.mailbox.InviteStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/// The admission of the open invite. Each time the owner replaces it, the next one follows from
/// the first and the number of replacements, so that relays that share a store and their secrets
/// agree on it.
public final class OpenInvite {
    private final Octets first;
    private final InviteStore invites;
    private volatile long generation;

    OpenInvite(Octets first, InviteStore invites) {
        this.first = first;
        this.invites = invites;
    }

    /// As last heard from the store.
    public Octets admission() {
        return admission(generation);
    }

    private Octets admission(long number) {
        if (number == 0) {
            return first;
        }
        byte[] mac = HmacSha256.of(
                first.toArray(),
                "parley/1/open-invite".getBytes(StandardCharsets.US_ASCII),
                ByteBuffer.allocate(Long.BYTES).putLong(number).array());
        return Octets.of(Arrays.copyOf(mac, Invite.ADMISSION_LENGTH));
    }

    /// The one of before is good for nothing any more.
    public CompletableFuture<Void> replace() {
        return invites.replaceOpen().thenAccept(now -> generation = now);
    }

    /// Hears from the store which one counts.
    public CompletableFuture<Void> refresh() {
        return invites.openGeneration().thenAccept(now -> generation = now);
    }

    CompletableFuture<Boolean> recognises(Octets token) {
        return refresh().thenApply(done -> CodeMaker.same(token, admission()));
    }
}
