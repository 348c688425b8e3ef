package app.parley.relay.mailbox;

import app.parley.protocol.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Sealed files on their way (PROTOCOL.md §8). As with mailboxes it knows the SHA-256 of
/// capabilities, never the capabilities, and nothing of accounts: `wid` writes and erases, `bid`
/// reads.
///
/// A blob is written from its start to its end, in parts of [#PART] octets, the last of which may
/// be shorter; whoever was interrupted asks how far it came. It can be read once it is whole.
/// Futures fail as those of a [MailboxStore] do.
public interface BlobStore {
    /// Octets of a part.
    int PART = 65_536;

    /// How long an upload that does not go on is kept.
    Duration UNFINISHED = Duration.ofDays(2);

    /// What became of a new blob.
    sealed interface Made {
        /// @param received octets that are there: 0, or more if it was made before
        record Ready(long received, long expiresAt) implements Made {}

        /// One of the two capabilities belongs to another blob, or this one has another size.
        record Taken() implements Made {}

        /// All blobs together would be more than the relay keeps.
        record NoRoom() implements Made {}
    }

    /// @param received octets from the start
    /// @param expiresAt seconds since 1970
    record State(long size, long received, long expiresAt) {
        public boolean whole() {
            return received == size;
        }
    }

    /// @param size of the whole blob
    record Part(long size, Octets octets) {}

    /// @param bytes promised to them, received or not
    record Load(long blobs, long bytes) {}

    /// Begins a blob, or finds the same one again.
    ///
    /// @param size octets, at least 1; set aside from now on
    /// @param most octets that all blobs together may have
    /// @param expires when it goes, to the next hour
    CompletableFuture<Made> create(Octets widHash, Octets bidHash, long size, long most, Instant expires);

    CompletableFuture<Optional<State>> state(Octets widHash);

    /// Adds a part. One that is not the next is not taken, and one that is not [#PART] octets and
    /// does not end the blob neither: the state that comes back says how far it is. Once the state
    /// is whole, all of it is on disk; before, a broken machine may throw it back somewhat.
    ///
    /// @return empty if there is no such blob
    CompletableFuture<Optional<State>> put(Octets widHash, long offset, Octets part);

    /// At most [#PART] octets from `offset` on; none at its end.
    ///
    /// @return empty if there is no such blob, or it is not whole
    CompletableFuture<Optional<Part>> read(Octets bidHash, long offset);

    /// Erases a blob.
    ///
    /// @return whether there was one
    CompletableFuture<Boolean> delete(Octets widHash);

    /// Erases what is over its time.
    ///
    /// @return how many
    CompletableFuture<Integer> sweep(Instant now);

    /// Without looking at the disk; what others did to the same store may come some minutes late.
    Load load();
}
