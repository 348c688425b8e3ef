package app.parley.relay.mailbox;

import app.parley.protocol.Envelope;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The queues (PROTOCOL.md §7). It knows the SHA-256 of capabilities, never the capabilities, and
/// nothing of accounts.
///
/// Every future completes when its change is on disk. It fails with a `StoreException` (`FULL`:
/// nothing of it was kept, old envelopes are) or with `RejectedExecutionException` once the store
/// is closed.
public interface MailboxStore {
    /// Envelopes of one mailbox.
    int MAX_ENVELOPES = 1000;

    /// Octets of one mailbox.
    long MAX_BYTES = 16L * 1024 * 1024;

    /// How long an envelope is kept, and how long the notice of its expiry after that.
    Duration KEPT = Duration.ofDays(14);

    /// Leases go by the calendar, in periods of this many days, so that mailboxes renewed within
    /// four weeks look alike (docs/decisions/0008).
    int LEASE_DAYS = 28;

    /// The most expiry notices in one answer.
    int MAX_NOTICES = 1000;

    /// @param box names the mailbox inside the relay
    /// @param acked the highest number ever acknowledged
    /// @param last the highest number that waits, or `acked` if none does
    record State(long box, long acked, long last) {}

    record Stored(long seq, Envelope envelope) {}

    /// Who is there to take envelopes.
    interface Recipients {
        Recipients NOBODY = (box, seq, envelope) -> false;

        /// An envelope has its number and may be delivered. Said once for each, by any thread, while
        /// no lock of the store is held: before it is on disk if the store can, else after.
        ///
        /// @return whether its recipient is there and is being given it now
        boolean arrived(long box, long seq, Envelope envelope);
    }

    /// What became of an envelope.
    sealed interface Appended {
        /// @param expiresAt seconds since 1970
        /// @param fresh false if the mailbox held the same bytes already
        record Held(long box, long seq, long expiresAt, boolean fresh) implements Appended {}

        record NoSuchMailbox() implements Appended {}

        record MailboxFull() implements Appended {}
    }

    /// @param envelopes waiting
    /// @param bytes of those
    record Load(long mailboxes, long envelopes, long bytes) {}

    /// Makes a mailbox, leased until the end of the next period. Repeating it is harmless.
    ///
    /// @return false if one of the two belongs to another mailbox
    CompletableFuture<Boolean> create(Octets ridHash, Octets sidHash);

    /// Removes a mailbox and all it holds.
    ///
    /// @return its box, if there was one
    CompletableFuture<Optional<Long>> delete(Octets ridHash);

    /// Leases mailboxes until the end of the next period; those that do not exist are passed over.
    ///
    /// @param ridHashes of as many members as possible at once, so that the order on disk does not
    ///     tell which belong together
    CompletableFuture<Void> renew(Collection<Octets> ridHashes);

    /// What is known of each, in the order asked for.
    CompletableFuture<List<Optional<State>>> states(List<Octets> ridHashes);

    /// Queues an envelope under a number above all the mailbox ever gave.
    ///
    /// The future completes when the envelope is on disk, or when `recipients` took it and it is
    /// acknowledged: then it may never have been written.
    ///
    /// @param sender the connection it came on: a crash must not keep a later one of its envelopes and lose an
    ///     earlier
    CompletableFuture<Appended> append(Octets sidHash, Envelope envelope, Sender sender, Recipients recipients);

    /// Queues an envelope for somebody who is not there.
    default CompletableFuture<Appended> append(Octets sidHash, Envelope envelope) {
        return append(sidHash, envelope, new Sender(), Recipients.NOBODY);
    }

    /// Envelopes from number `from` on, in order: at most `max` of them, and at most about
    /// `maxBytes`.
    CompletableFuture<List<Stored>> read(long box, long from, int max, long maxBytes);

    /// Erases everything up to and including `upTo`. Repeating it is harmless; a number never
    /// given is taken as the last one. For what was never written the number itself may reach the
    /// disk later.
    CompletableFuture<Void> ack(long box, long upTo);

    /// The envelopes that expired in a mailbox; empty if there is no such mailbox.
    CompletableFuture<Optional<List<EnvelopeId>>> expired(Octets sidHash);

    /// Erases what is over its time and leaves a notice for each envelope, and removes mailboxes
    /// whose lease is over with all they hold.
    ///
    /// @return how many envelopes and mailboxes went
    CompletableFuture<Integer> sweep(Instant now);

    Load load();

    /// The last period of a lease that is made or renewed now.
    static long lease(Instant now) {
        return period(now) + 1;
    }

    /// @return days since 1970 by [#LEASE_DAYS]
    static long period(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), LEASE_DAYS * 86_400L);
    }
}
