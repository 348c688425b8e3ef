package app.parley.relay.mailbox;

import app.parley.relay.mailbox.CommitQueue.Change;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Where changes are made durable.
interface Commits {
    /// Makes a change as if nobody else made one meanwhile. It may run several times, so it must
    /// touch nothing but the database and what it undoes. The future completes when it is durable.
    <T> CompletableFuture<T> submit(Function<Change, T> work);
}
