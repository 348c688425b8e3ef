package app.parley.relay;

import java.time.Duration;

/// What a relay lets through, so that nobody can use it up for the others.
///
/// @param codesPerNumber requested codes for one phone number
/// @param codesPerAddress requested codes from one network address
/// @param codesAtAll requested codes of the whole relay
/// @param triesPerNumber wrong codes for one number; a new code does not reset them, a right one
///     does
/// @param lookups numbers searched by one account
/// @param mailboxes made by one account
/// @param publishes of keys, manifests and profiles by one account
/// @param fetchesPerPair of one account's keys by one other account; in memory only, so that the
///     disk does not tell who writes to whom
/// @param fetchesPerTarget of one account's keys by everybody
/// @param diskBytes the database grows no further
/// @param connections at once
/// @param connectionsPerAddress at once from one network address
/// @param subscriptions mailboxes on one connection
/// @param wide for addresses, mailboxes and the relay as a whole
public record RelayLimits(
        Rate codesPerNumber,
        Rate codesPerAddress,
        Rate codesAtAll,
        Rate triesPerNumber,
        Rate lookups,
        Rate mailboxes,
        Rate publishes,
        Rate fetchesPerPair,
        Rate fetchesPerTarget,
        long diskBytes,
        int connections,
        int connectionsPerAddress,
        int subscriptions,
        Wide wide) {
    /// @throws IllegalArgumentException more tries than an answer can tell of, which is 255
    public RelayLimits {
        if (triesPerNumber.burst() > 0xff) {
            throw new IllegalArgumentException("more than 255 tries for a number");
        }
    }

    /// What many accounts, or many numbers, from one address or from everywhere may do together.
    /// Addresses are counted in memory only; this machine's own is not counted.
    ///
    /// @param triesPerAddress codes typed, right or wrong, for all numbers
    /// @param firstContactsPerMailbox envelopes that say they are a first contact; every message is
    ///     one until the other side was there, so a week of them from friends must fit
    public record Wide(
            Rate triesPerAddress,
            Rate triesAtAll,
            Rate lookupsPerAddress,
            Rate lookupsAtAll,
            Rate mailboxesPerAddress,
            Rate mailboxesAtAll,
            Rate fetchesPerAddress,
            Rate fetchesAtAll,
            Rate firstContactsPerMailbox,
            Rate firstContactsPerAddress,
            Rate firstContactsAtAll) {
        public static final Wide DEFAULT = new Wide(
                new Rate(30, Duration.ofMinutes(1)),
                new Rate(500, Duration.ofSeconds(1)),
                new Rate(100, Duration.ofSeconds(30)),
                new Rate(2000, Duration.ofMillis(500)),
                new Rate(5000, Duration.ofSeconds(1)),
                new Rate(50_000, Duration.ofMillis(100)),
                new Rate(1000, Duration.ofSeconds(5)),
                new Rate(20_000, Duration.ofMillis(50)),
                new Rate(1000, Duration.ofSeconds(5)),
                new Rate(2000, Duration.ofSeconds(1)),
                new Rate(20_000, Duration.ofMillis(50)));
    }

    /// With the usual wide limits.
    public RelayLimits(
            Rate codesPerNumber,
            Rate codesPerAddress,
            Rate codesAtAll,
            Rate triesPerNumber,
            Rate lookups,
            Rate mailboxes,
            Rate publishes,
            Rate fetchesPerPair,
            Rate fetchesPerTarget,
            long diskBytes,
            int connections,
            int connectionsPerAddress,
            int subscriptions) {
        this(
                codesPerNumber,
                codesPerAddress,
                codesAtAll,
                triesPerNumber,
                lookups,
                mailboxes,
                publishes,
                fetchesPerPair,
                fetchesPerTarget,
                diskBytes,
                connections,
                connectionsPerAddress,
                subscriptions,
                Wide.DEFAULT);
    }

    public static final RelayLimits DEFAULT = new RelayLimits(
            new Rate(5, Duration.ofMinutes(3)),
            new Rate(30, Duration.ofSeconds(30)),
            new Rate(200, Duration.ofSeconds(2)),
            new Rate(5, Duration.ofMinutes(12)),
            new Rate(20, Duration.ofMinutes(3)),
            new Rate(500, Duration.ofSeconds(10)),
            new Rate(60, Duration.ofSeconds(10)),
            new Rate(10, Duration.ofMinutes(10)),
            new Rate(120, Duration.ofMinutes(1)),
            20L << 30,
            20_000,
            512,
            4096);

    public RelayLimits withDiskBytes(long bytes) {
        return with(bytes, wide);
    }

    public RelayLimits withWide(Wide other) {
        return with(diskBytes, other);
    }

    private RelayLimits with(long bytes, Wide other) {
        return new RelayLimits(
                codesPerNumber,
                codesPerAddress,
                codesAtAll,
                triesPerNumber,
                lookups,
                mailboxes,
                publishes,
                fetchesPerPair,
                fetchesPerTarget,
                bytes,
                connections,
                connectionsPerAddress,
                subscriptions,
                other);
    }
}
