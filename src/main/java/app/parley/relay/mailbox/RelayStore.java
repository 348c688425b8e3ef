package app.parley.relay.mailbox;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/// Everything a relay keeps, behind one door, so that another engine can stand in its place.
public interface RelayStore extends AutoCloseable {
    MailboxStore mail();

    AccountStore accounts();

    InviteStore invites();

    /// Limits that count at once, whatever happens: those of codes.
    Limits limits();

    /// Limits of what people do with each other. In one file their counts are written together and
    /// late, so that no two of them tell that they happened at one time; see there.
    Limits lateLimits();

    /// Gives back what is free, and lets nothing of what was erased, and no order of what was
    /// written, stay in the files. To be done every few minutes.
    default CompletableFuture<Void> tidy() {
        return CompletableFuture.completedFuture(null);
    }

    BlobStore blobs();

    /// The other relays on this store.
    default Neighbours neighbours() {
        return Neighbours.NONE;
    }

    /// False while what is behind it is away: everything fails then, and works again by itself.
    default boolean reachable() {
        return true;
    }

    /// Writes one consistent state into a file while the relay runs, blobs' octets aside.
    ///
    /// @param file empty
    /// @return false if what there is lies elsewhere and is backed up there
    default boolean copyTo(Path file) {
        return false;
    }

    /// Makes durable and answers what was asked so far, and refuses what comes after. Idempotent.
    void finish();

    /// [#finish], then lets go of the files.
    @Override
    void close();
}
