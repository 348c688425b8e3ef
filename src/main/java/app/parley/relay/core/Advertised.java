package app.parley.relay.core;

import app.parley.protocol.Invite;
import app.parley.protocol.RelayAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What an invite says about where the relay is.
final class Advertised {
    private Advertised() {}

    /// The given addresses; else those of this machine if the relay listens on all of them, IPv4
    /// first; else where it listens.
    static List<RelayAddress> of(List<RelayAddress> given, String host, int port) {
        List<RelayAddress> found = given.isEmpty() && isWildcard(host) ? own(port) : given;
        return found.isEmpty()
                ? List.of(new RelayAddress(isWildcard(host) ? "127.0.0.1" : host, port))
                : found.stream().limit(Invite.MAX_RELAYS).toList();
    }

    private static boolean isWildcard(String host) {
        try {
            return InetAddress.getByName(host).isAnyLocalAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static List<RelayAddress> own(int port) {
        List<InetAddress> addresses = new ArrayList<>();
        try {
            for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
                if (each.isUp() && !each.isLoopback()) {
                    each.inetAddresses()
                            .filter(a -> !a.isLinkLocalAddress() && !a.isLoopbackAddress() && !a.isMulticastAddress())
                            .forEach(addresses::add);
                }
            }
        } catch (SocketException e) {
            return List.of();
        }
        addresses.sort(Comparator.comparing(a -> !(a instanceof Inet4Address)));
        return addresses.stream()
                .map(InetAddress::getHostAddress)
                .map(text -> text.contains("%") ? text.substring(0, text.indexOf('%')) : text)
                .distinct()
                .map(text -> new RelayAddress(text, port))
                .toList();
    }
}
