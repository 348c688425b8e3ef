package app.parley.app;

import app.parley.client.Profile;
import app.parley.relay.Relay;
import app.parley.relay.RelayConfig;
import app.parley.relay.RelayException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;

/// Puts the parts together, by hand and in one place.
final class Wiring {
    private Wiring() {}

    /// A profile that talks to relays over TLS.
    static Profile profile(Path folder, InstantSource clock) {
        throw new UnsupportedOperationException();
    }

    /// A relay that listens.
    static Relay relay(Path data, ListenAddress listen, InstantSource clock) throws RelayException {
        RelayConfig config = RelayConfig.of(data, listen.host(), listen.port(), clock, new SecureRandom());
        throw new UnsupportedOperationException("" + config);
    }
}
