package app.parley.net;

import app.parley.protocol.RelayAddress;
import app.parley.protocol.RelayPin;
import java.time.Duration;

/// Dials a relay through a [FaultProxy], whatever address it is given.
///
/// @param timing short ones, so that tests need not wait for a silent relay
public record ProxyDialer(FaultProxy proxy, TlsDialer.Timing timing) implements Dialer {
    /// Notices a silent relay within two seconds.
    public static final TlsDialer.Timing BRISK =
            new TlsDialer.Timing(Duration.ofSeconds(10), Duration.ofMillis(500), Duration.ofSeconds(2));

    @Override
    public Connection dial(RelayAddress address, RelayPin pin) throws DialException {
        return new TlsDialer(timing).dial(new RelayAddress("127.0.0.1", proxy.port()), pin);
    }
}
