package app.parley.relay.mailbox;

import app.parley.protocol.Envelope;
import app.parley.relay.mailbox.MailboxStore.Appended;
import java.util.concurrent.CompletableFuture;

/// Where an envelope went.
sealed interface Placed {
    /// @param shown whether its recipient may have it before it is on disk
    record New(Box box, Entry entry, Envelope envelope, CompletableFuture<Appended> answer, boolean shown)
            implements Placed {}

    /// The mailbox holds the same octets.
    record Same(Box box, Entry entry, CompletableFuture<Appended> answer) implements Placed {}

    record Nowhere(Appended why) implements Placed {}
}
