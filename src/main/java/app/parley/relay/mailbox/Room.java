package app.parley.relay.mailbox;

/// How much of the disk the relay's database and its envelopes may take together.
final class Room {
    private final long most;
    private volatile long elsewhere;

    /// @param most octets
    Room(long most) {
        this.most = most;
    }

    /// The database has as many octets now.
    void elsewhere(long octets) {
        elsewhere = octets;
    }

    /// Whether a file may be so long.
    boolean isFor(long length) {
        return length + elsewhere <= most;
    }

    /// What is left to the database while the envelopes take `length`.
    long besides(long length) {
        return most - length;
    }
}
