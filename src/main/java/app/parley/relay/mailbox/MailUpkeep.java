package app.parley.relay.mailbox;

import app.parley.relay.mailbox.CommitQueue.Change;
import app.parley.relay.mailbox.MailPages.Held;
import app.parley.relay.mailbox.MailPages.Place;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Keeps the file of envelopes small and without traces, in small steps between which others write.
final class MailUpkeep {
    private final MailIndex index;
    private final MailFile mail;
    private final Commits commits;
    private final Runnable sync;

    MailUpkeep(MailIndex index, MailFile mail, Commits commits) {
        this.index = index;
        this.mail = mail;
        this.commits = commits;
        this.sync = mail::sync;
    }

    /// Overwrites what is gone, moves what lies behind much free room, and gives that back to the disk.
    CompletableFuture<Void> tidy() {
        return again(change -> mail.wipe())
                .thenCompose(wiped -> again(this::move))
                .thenCompose(moved -> again(change -> mail.wipe()))
                .thenCompose(wiped -> commits.submit(change -> {
                    mail.shorten();
                    return true;
                }))
                .thenAccept(done -> {});
    }

    /// A step, and the next one as long as there is more.
    private CompletableFuture<Boolean> again(Function<Change, Boolean> step) {
        return commits.submit(step).thenCompose(more -> more ? again(step) : CompletableFuture.completedFuture(false));
    }

    /// @return whether there may be more to move
    private boolean move(Change change) {
        boolean more = false;
        for (Held held : mail.toMove()) {
            Optional<Entry> entry = index.find(held);
            Optional<Place> to = entry.flatMap(found -> mail.move(held));
            if (to.isEmpty()) {
                // On its way out: the next time.
                return false;
            }
            change.undo(() -> mail.takeBack(to.get()));
            change.before(sync);
            change.committed(() -> {
                index.moved(entry.get(), to.get());
                mail.free(held.place());
            });
            more = true;
        }
        return more;
    }
}
