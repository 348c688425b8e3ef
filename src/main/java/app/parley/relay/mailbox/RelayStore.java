package app.parley.relay.mailbox;

/// Everything a relay keeps, behind one door, so that another engine can stand in its place.
public interface RelayStore extends AutoCloseable {
    MailboxStore mail();

    AccountStore accounts();

    InviteStore invites();

    Limits limits();

    BlobStore blobs();

    /// Makes durable and answers what was asked so far, and refuses what comes after. Idempotent.
    void finish();

    /// [#finish], then lets go of the files.
    @Override
    void close();
}
