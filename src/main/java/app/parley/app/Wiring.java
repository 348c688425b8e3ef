package app.parley.app;

import app.parley.client.Profile;
import app.parley.client.core.Messenger;
import app.parley.client.core.ProfileFolder;
import app.parley.client.core.Timing;
import app.parley.crypto.Randomness;
import app.parley.net.Dialer;
import app.parley.net.TlsDialer;
import app.parley.protocol.RelayAddress;
import app.parley.relay.AdmissionPolicy;
import app.parley.relay.Relay;
import app.parley.relay.RelayConfig;
import app.parley.relay.RelayException;
import app.parley.relay.core.HostedRelay;
import app.parley.store.KeyStore;
import app.parley.store.OsKeyStore;
import app.parley.store.PatientKeyStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// Puts the parts together, by hand and in one place.
final class Wiring {
    private Wiring() {}

    /// A profile that talks to relays over TLS.
    static Profile profile(Path folder, InstantSource clock) {
        Randomness randomness = Randomness.system();
        return profile(folder, clock, keyStore(), new TlsDialer(), Timing.standard(randomness), randomness);
    }

    /// Half a minute is enough for a person to unlock it when the system asks them to.
    private static KeyStore keyStore() {
        return new PatientKeyStore(new OsKeyStore(), Duration.ofSeconds(30));
    }

    /// The profile of somebody who may host their own relay.
    static Profile profile(Path folder, InstantSource clock, HostSwitch hosting) {
        Randomness randomness = Randomness.system();
        Dialer dialer = new HomeDialer(hosting, new TlsDialer());
        return profile(folder, clock, keyStore(), dialer, Timing.standard(randomness), randomness);
    }

    /// The same for a play before an audience, which does not want to wait up to ten seconds for
    /// every receipt.
    static Profile demoProfile(Path folder, InstantSource clock) {
        Randomness randomness = Randomness.system();
        Timing standard = Timing.standard(randomness);
        Timing brisk = new Timing(
                Duration.ofMillis(100),
                Duration.ofMillis(400),
                Duration.ofSeconds(2),
                standard.fullRetry(),
                randomness);
        return profile(folder, clock, KeyStore.none(), new TlsDialer(), brisk, randomness);
    }

    private static Profile profile(
            Path folder, InstantSource clock, KeyStore keyStore, Dialer dialer, Timing timing, Randomness randomness) {
        return new ProfileFolder(folder, new Messenger.Surroundings(dialer, clock, randomness, timing), keyStore);
    }

    /// A relay that listens.
    static Relay relay(Path data, ListenAddress listen, InstantSource clock) throws RelayException {
        return relay(data, listen, List.of(), RelayConfig.Shared.NOTHING, AdmissionPolicy.CIRCLE, clock);
    }

    /// A relay that may be one of several.
    ///
    /// @param policy how it takes people in
    /// @param advertised where others reach it; empty for what the machine knows of itself
    static Relay relay(
            Path data,
            ListenAddress listen,
            List<RelayAddress> advertised,
            RelayConfig.Shared shared,
            AdmissionPolicy policy,
            InstantSource clock)
            throws RelayException {
        return HostedRelay.start(RelayConfig.of(data, listen.host(), listen.port(), clock, new SecureRandom())
                .withAdvertised(advertised)
                .withShared(shared)
                .withPolicy(policy));
    }

    /// The secrets of the relay in a folder, for others that are to be the same relay.
    static String relayIdentity(Path data) throws RelayException {
        return HostedRelay.identity(data, new SecureRandom());
    }
}
