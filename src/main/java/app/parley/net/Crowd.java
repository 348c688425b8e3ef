package app.parley.net;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// How many are connected now, in all and from each address, and how fast each address connects and
/// sends frames; in memory only.
///
/// A handshake costs the relay a thousand times what it costs to ask for one, and frames such as
/// pings, answered on the spot, are never waited for. So both are paced: a house full of people who
/// all come back at once, or all write at once, does not notice.
final class Crowd {
    /// Handshakes of one address at once, and a second.
    static final int HANDSHAKES = 64;

    static final int HANDSHAKES_A_SECOND = 100;
    /// One that would have to wait longer for its handshake is turned away.
    static final long PATIENCE = 5_000_000_000L;
    /// Frames of one address, or of one connection of this machine's own, at once and a second.
    static final int FRAMES = 10_000;

    static final int FRAMES_A_SECOND = 50_000;
    /// Addresses from which nobody is connected any more, kept while they were hasty.
    private static final int MAX_HASTY = 10_000;

    private final TlsListener.Limits limits;
    private final LongSupplier nanos;
    private final Map<String, Address> addresses = new HashMap<>();
    private int all;

    private static final class Address {
        int here;
        final Pace handshakes;
        final Pace frames;

        Address(long now) {
            handshakes = new Pace(HANDSHAKES, HANDSHAKES_A_SECOND, now);
            frames = new Pace(FRAMES, FRAMES_A_SECOND, now);
        }

        boolean fresh(long now) {
            return here == 0 && handshakes.fresh(now) && frames.fresh(now);
        }
    }

    /// One connection's place.
    ///
    /// @param peer the address, as [#peer] says it
    /// @param handshakeAfter nanoseconds until its handshake may begin
    /// @param frames at which it may go on
    record Place(String peer, long handshakeAfter, Pace frames) {}

    /// @param nanos a clock that only goes forward
    Crowd(TlsListener.Limits limits, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
    }

    /// Counts one in, unless there is no room, or its address is in too much of a hurry.
    synchronized Optional<Place> enter(String peer) {
        long now = nanos.getAsLong();
        boolean local = peer.equals(RelayEndpoint.LOCAL);
        forgetFresh(now);
        Address address = addresses.computeIfAbsent(peer, unknown -> new Address(now));
        boolean room = all < limits.connections() && (local || address.here < limits.perAddress());
        if (!room || !local && address.handshakes.next(now) > PATIENCE) {
            return Optional.empty();
        }
        all++;
        address.here++;
        return Optional.of(
                local
                        ? new Place(peer, 0, new Pace(FRAMES, FRAMES_A_SECOND, now))
                        : new Place(peer, address.handshakes.take(1, now), address.frames));
    }

    synchronized void leave(String peer) {
        all--;
        long now = nanos.getAsLong();
        addresses.computeIfPresent(peer, (name, address) -> {
            address.here--;
            return address.fresh(now) ? null : address;
        });
    }

    /// Now and then, so that those who only passed by do not fill the memory.
    private void forgetFresh(long now) {
        if (addresses.size() > all + MAX_HASTY) {
            addresses.values().removeIf(address -> address.fresh(now));
        }
    }

    /// How many addresses are known.
    synchronized int size() {
        return addresses.size();
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
