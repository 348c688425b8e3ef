package app.parley.relay;

import app.parley.protocol.RelayAddress;
import app.parley.store.PostgresAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// How a relay is to run.
///
/// @param data the relay's directory: `relay.db`, and apart from it `secrets/`; made if it does
///     not exist
/// @param host where to listen: a name or address of this machine, or `0.0.0.0` or `::` for all
///     of them
/// @param port 0 for any free one
/// @param advertised what invites say; empty for what the machine knows of itself
/// @param clock the wall clock
/// @param nanoTime a clock that only goes forward, in nanoseconds
/// @param policy how it takes people in
/// @param blobs what it takes in attachments
/// @param shared what it shares with other relays, if anything
public record RelayConfig(
        Path data,
        String host,
        int port,
        List<RelayAddress> advertised,
        RelayLimits limits,
        InstantSource clock,
        LongSupplier nanoTime,
        SecureRandom random,
        AdmissionPolicy policy,
        BlobLimits blobs,
        Shared shared) {
    /// What several relays have in common.
    ///
    /// @param database where all is kept; empty for `relay.db` in the directory
    /// @param identity a file with the secrets of the relay; empty for those in the directory
    public record Shared(Optional<PostgresAddress> database, Optional<Path> identity) {
        public static final Shared NOTHING = new Shared(Optional.empty(), Optional.empty());
    }

    /// A relay for itself.
    public RelayConfig(
            Path data,
            String host,
            int port,
            List<RelayAddress> advertised,
            RelayLimits limits,
            InstantSource clock,
            LongSupplier nanoTime,
            SecureRandom random,
            AdmissionPolicy policy,
            BlobLimits blobs) {
        this(data, host, port, advertised, limits, clock, nanoTime, random, policy, blobs, Shared.NOTHING);
    }

    public RelayConfig {
        advertised = List.copyOf(advertised);
    }

    /// A circle that takes the usual attachments.
    public RelayConfig(
            Path data,
            String host,
            int port,
            List<RelayAddress> advertised,
            RelayLimits limits,
            InstantSource clock,
            LongSupplier nanoTime,
            SecureRandom random) {
        this(data, host, port, advertised, limits, clock, nanoTime, random, AdmissionPolicy.CIRCLE, BlobLimits.DEFAULT);
    }

    /// With the usual limits, advertising what the machine knows of itself.
    public static RelayConfig of(Path data, String host, int port, InstantSource clock, SecureRandom random) {
        return new RelayConfig(
                data,
                host,
                port,
                List.of(),
                RelayLimits.DEFAULT,
                clock,
                System::nanoTime,
                random,
                AdmissionPolicy.CIRCLE,
                BlobLimits.DEFAULT);
    }

    public RelayConfig withLimits(RelayLimits other) {
        return new RelayConfig(data, host, port, advertised, other, clock, nanoTime, random, policy, blobs, shared);
    }

    public RelayConfig withAdvertised(List<RelayAddress> addresses) {
        return new RelayConfig(data, host, port, addresses, limits, clock, nanoTime, random, policy, blobs, shared);
    }

    public RelayConfig withPort(int other) {
        return new RelayConfig(data, host, other, advertised, limits, clock, nanoTime, random, policy, blobs, shared);
    }

    public RelayConfig withData(Path other) {
        return new RelayConfig(other, host, port, advertised, limits, clock, nanoTime, random, policy, blobs);
    }

    public RelayConfig withPolicy(AdmissionPolicy other) {
        return new RelayConfig(data, host, port, advertised, limits, clock, nanoTime, random, other, blobs, shared);
    }

    public RelayConfig withBlobs(BlobLimits other) {
        return new RelayConfig(data, host, port, advertised, limits, clock, nanoTime, random, policy, other, shared);
    }

    public RelayConfig withShared(Shared other) {
        return new RelayConfig(data, host, port, advertised, limits, clock, nanoTime, random, policy, blobs, other);
    }
}
