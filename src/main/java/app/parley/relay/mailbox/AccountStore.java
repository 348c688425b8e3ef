package app.parley.relay.mailbox;

import app.parley.protocol.AccountId;
import app.parley.protocol.KeyBundle;
import app.parley.protocol.Manifest;
import app.parley.protocol.Octets;
import app.parley.protocol.OneTimeKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/// Members, their signed manifests, encrypted profiles and public keys (PROTOCOL.md §3).
/// Signatures were checked before anything comes here. When somebody was last seen is known to
/// the day only.
public interface AccountStore {
    /// Public keys are kept this long after their owner was last seen.
    Duration KEYS_KEPT = Duration.ofDays(14);

    /// A number stays with its account for this long after another one claimed it.
    Duration HOLD = Duration.ofDays(7);

    /// The note that somebody was removed or refused is kept this long.
    Duration GONE_KEPT = Duration.ofDays(90);

    /// A newcomer whom the owner does not answer waits this long.
    Duration WAITS = Duration.ofDays(14);

    /// Why an account is none of this relay's.
    enum Gone {
        /// it was a member, and the owner removed it
        REMOVED,
        /// the owner did not let it in
        REFUSED
    }

    /// Somebody who showed a right code and whom the owner has not let in yet.
    ///
    /// @param sealedPhone the number, sealed under the relay's secrets, so that the owner can be
    ///     told who waits
    /// @param since the start of that hour
    record Newcomer(AccountId id, Octets phoneTag, Octets sealedPhone, Manifest manifest, Instant since) {}

    /// @param phoneTag the blinded number
    /// @param profile encrypted under the circle's key; empty if there is none
    /// @param hidden whether the others are told nothing of its presence
    /// @param lastSeen the start of that day
    record Account(
            AccountId id, Octets phoneTag, Manifest manifest, Octets profile, boolean hidden, Instant lastSeen) {}

    /// What became of a registration.
    sealed interface Registered {
        /// @param replaced the account that had the number before and is gone now
        record Joined(Optional<AccountId> replaced) implements Registered {}

        /// The number belongs to another account for now.
        record Held(AccountId holder, Duration retryAfter) implements Registered {}

        /// The account has a later manifest, or one that this does not continue.
        record Stale(Manifest known) implements Registered {}
    }

    /// @param bundleCounter 0 if there is no unexpired bundle
    record Device(long manifestSeq, long bundleCounter, int oneTimeLeft) {}

    record Taken(Octets bundle, Optional<OneTimeKey> oneTime, int left) {}

    CompletableFuture<Optional<Account>> find(AccountId id);

    CompletableFuture<Optional<AccountId>> holder(Octets phoneTag);

    /// Members whose id comes after `after`, in order, as many as fit in `maxBytes` of manifests
    /// and profiles.
    CompletableFuture<List<Account>> after(AccountId after, int maxBytes);

    /// Adds an account, or gives an existing one this number. Public keys of devices that are not
    /// in the manifest as they were are erased. Who joined waits no more, and is not gone any more.
    ///
    /// @param online says whether the number's holder is connected, which keeps the number theirs
    CompletableFuture<Registered> register(
            AccountId id, Octets phoneTag, Manifest manifest, Instant now, Predicate<AccountId> online);

    /// Notes the day, and that nobody else has a claim on the number of an account that is alive.
    CompletableFuture<Void> seen(AccountId id, Instant now);

    CompletableFuture<Device> device(AccountId id, int device, Instant now);

    /// @return false if it does not directly continue the account's manifest
    CompletableFuture<Boolean> publishManifest(AccountId id, Manifest manifest);

    CompletableFuture<Void> publishProfile(AccountId id, Octets profile);

    CompletableFuture<Void> hide(AccountId id, boolean hidden);

    /// Replaces the bundle and adds the pairs whose id the device does not have, up to 50 in all.
    ///
    /// @return false if the counter is not higher than the kept bundle's
    CompletableFuture<Boolean> publishKeys(KeyBundle bundle, List<OneTimeKey> oneTime, Instant now);

    /// The device's unexpired bundle and one pair, which is erased: nobody else ever gets it.
    CompletableFuture<Optional<Taken>> takeKeys(AccountId id, int device, Instant now);

    /// Has somebody wait for the owner's yes; the same account again replaces what was kept.
    CompletableFuture<Void> await(Newcomer newcomer);

    CompletableFuture<Optional<Newcomer>> newcomer(AccountId id);

    /// Who waits, by account id.
    CompletableFuture<List<Newcomer>> newcomers();

    /// Erases an account with its keys, its profile and the claims on its number, or a newcomer,
    /// and notes that for [#GONE_KEPT].
    ///
    /// @return false if there was neither
    CompletableFuture<Boolean> remove(AccountId id, Gone why, Instant now);

    /// Why an account is gone, if it was sent away.
    CompletableFuture<Optional<Gone>> gone(AccountId id);

    /// How many accounts were ever removed by the owner. Each time, what members prove their
    /// membership with changes.
    CompletableFuture<Long> removals();

    /// Erases keys, newcomers and notes that are over their time.
    CompletableFuture<Void> sweep(Instant now);

    int count();
}
