package app.parley.relay.mailbox;

/// Everything a relay keeps, behind one door, so that another engine can stand in its place.
public interface RelayStore extends AutoCloseable {
    MailboxStore mail();

    AccountStore accounts();

    InviteStore invites();

    Limits limits();

    BlobStore blobs();

    /// The other relays on this store.
    default Neighbours neighbours() {
        return Neighbours.NONE;
    }

    /// False while what is behind it is away: everything fails then, and works again by itself.
    default boolean reachable() {
        return true;
    }

    /// Makes durable and answers what was asked so far, and refuses what comes after. Idempotent.
    void finish();

    /// [#finish], then lets go of the files.
    @Override
    void close();
}
