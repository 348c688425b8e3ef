package app.parley.relay.mailbox;

import app.parley.relay.mailbox.MailboxStore.Appended;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// What was taken out of a mailbox.
///
/// @param kept those that are on disk, or will be
/// @param answers those for which a sender waits
record Removed(Box box, List<Entry> all, List<Entry> kept, List<Pending> answers) {
    record Pending(Entry entry, CompletableFuture<Appended> answer) {}
}
