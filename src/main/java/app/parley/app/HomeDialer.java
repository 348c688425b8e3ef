package app.parley.app;

import app.parley.net.Connection;
import app.parley.net.DialException;
import app.parley.net.Dialer;
import app.parley.protocol.RelayAddress;
import app.parley.protocol.RelayPin;

/// Reaches the relay in this very process without leaving the machine, so that a host stays
/// connected when the machine gets another address, or has no network at all.
final class HomeDialer implements Dialer {
    private static final String HERE = "127.0.0.1";

    private final HostSwitch hosting;
    private final Dialer away;

    HomeDialer(HostSwitch hosting, Dialer away) {
        this.hosting = hosting;
        this.away = away;
    }

    @Override
    public Connection dial(RelayAddress address, RelayPin pin) throws DialException {
        RelayAddress to =
                hosting.portOf(pin).map(port -> new RelayAddress(HERE, port)).orElse(address);
        return away.dial(to, pin);
    }
}
