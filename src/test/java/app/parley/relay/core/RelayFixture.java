package app.parley.relay.core;

import app.parley.relay.AdmissionPolicy;
import app.parley.relay.BlobLimits;
import app.parley.relay.RelayConfig;
import app.parley.relay.RelayException;
import app.parley.relay.RelayLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/// A relay on a free port of this machine, with its clocks moved by hand.
final class RelayFixture implements AutoCloseable {
    final HandClock clock = new HandClock();
    private final RelayConfig config;
    HostedRelay relay;

    RelayFixture(Path dir) throws RelayException {
        this(dir, RelayLimits.DEFAULT);
    }

    RelayFixture(Path dir, RelayLimits limits) throws RelayException {
        config = new RelayConfig(
                dir.resolve("relay"), "127.0.0.1", 0, List.of(), limits, clock, clock, new SecureRandom());
        start();
    }

    RelayFixture(Path dir, AdmissionPolicy policy) throws RelayException {
        this(dir, policy, BlobLimits.DEFAULT);
    }

    RelayFixture(Path dir, AdmissionPolicy policy, BlobLimits blobs) throws RelayException {
        config = new RelayConfig(
                dir.resolve("relay"),
                "127.0.0.1",
                0,
                List.of(),
                RelayLimits.DEFAULT,
                clock,
                clock,
                new SecureRandom(),
                policy,
                blobs);
        start();
    }

    RelayConfig config() {
        return config;
    }

    void start() throws RelayException {
        relay = HostedRelay.start(config);
    }

    void restart() throws RelayException {
        relay.close();
        start();
    }

    Peer dial() throws IOException {
        return Peer.dial(relay);
    }

    @Override
    public void close() {
        relay.close();
    }
}
