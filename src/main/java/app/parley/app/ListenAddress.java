package app.parley.app;

import app.parley.protocol.RelayAddress;
import java.util.Optional;

/// Where a relay is to listen.
///
/// @param port 0 for any free one
record ListenAddress(String host, int port) {
    /// Reads `HOST:PORT`; empty if it is anything else.
    static Optional<ListenAddress> parse(String typed) {
        if (typed.strip().endsWith(":0")) {
            // Only a relay may ask for "any port": an address that others use names a real one.
            return RelayAddress.parse(typed.strip() + "1").map(address -> new ListenAddress(address.host(), 0));
        }
        return RelayAddress.parse(typed).map(address -> new ListenAddress(address.host(), address.port()));
    }

    /// The same host with another port, within bounds.
    ListenAddress withPort(int other) {
        return new ListenAddress(host, Math.clamp(other, 1, 65535));
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
