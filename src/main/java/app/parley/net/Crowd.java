package app.parley.net;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/// How many are connected now, in all and from each address; in memory only.
final class Crowd {
    private final TlsListener.Limits limits;
    private final Map<String, Integer> perAddress = new HashMap<>();
    private int all;

    Crowd(TlsListener.Limits limits) {
        this.limits = limits;
    }

    /// Counts one in, unless there is no room.
    synchronized boolean enter(String peer) {
        int here = perAddress.getOrDefault(peer, 0);
        if (all >= limits.connections() || here >= limits.perAddress() && !peer.equals(RelayEndpoint.LOCAL)) {
            return false;
        }
        all++;
        perAddress.put(peer, here + 1);
        return true;
    }

    synchronized void leave(String peer) {
        all--;
        perAddress.computeIfPresent(peer, (address, here) -> here == 1 ? null : here - 1);
    }

    /// The address as limits see it: of IPv6 the first 64 bits, since everybody has as many of
    /// the rest as they like.
    static String peer(InetSocketAddress address) {
        if (address.getAddress().isLoopbackAddress()) {
            return RelayEndpoint.LOCAL;
        }
        if (address.getAddress() instanceof Inet6Address v6) {
            return HexFormat.of().formatHex(Arrays.copyOf(v6.getAddress(), 8)) + "::/64";
        }
        return address.getAddress().getHostAddress();
    }
}
