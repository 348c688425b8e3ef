package app.parley.relay.core;

import app.parley.net.RelayEndpoint;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The [Share] of each network address that is connected now; in memory only.
final class Shares {
    private final Map<String, Share> byAddress = new ConcurrentHashMap<>();

    /// None for this machine's own address: behind a tunnel or a proxy on it everybody comes from
    /// there.
    Optional<Share> enter(String peer) {
        if (peer.equals(RelayEndpoint.LOCAL)) {
            return Optional.empty();
        }
        return Optional.of(byAddress.compute(
                peer,
                (address, known) -> (known == null ? new Share(Share.MAX_REQUESTS, Share.MAX_BYTES) : known).enter()));
    }

    /// The work of one that left may outlive its connections, and somebody may have come meanwhile.
    void forgetIfUnused(String peer) {
        byAddress.computeIfPresent(peer, (address, share) -> share.unused() ? null : share);
    }

    /// How many addresses are known.
    int size() {
        return byAddress.size();
    }
}
