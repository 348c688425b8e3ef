package app.parley.net;

import app.parley.protocol.RelayAddress;
import app.parley.protocol.RelayPin;

/// Opens connections to relays.
@FunctionalInterface
public interface Dialer {
    /// Connects, checks the relay's key against `pin` and reads its welcome; at most about 10
    /// seconds.
    Connection dial(RelayAddress address, RelayPin pin) throws DialException;
}
