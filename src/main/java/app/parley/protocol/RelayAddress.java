package app.parley.protocol;

import java.util.Optional;

/// Where a relay listens: a host name or IP address, and a TCP port from 1 to 65535.
public record RelayAddress(String host, int port) {
    private static final int MAX_HOST = 253;

    public RelayAddress {
        if (host.isBlank()
                || host.length() > MAX_HOST
                || host.chars().anyMatch(c -> c <= ' ' || "/[]".indexOf(c) >= 0)) {
            throw new IllegalArgumentException("not a host name");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("a port is from 1 to 65535");
        }
    }

    /// Reads `host:port`, with an IPv6 address in brackets; empty if it is neither.
    public static Optional<RelayAddress> parse(String typed) {
        String text = typed.strip();
        int colon = text.lastIndexOf(':');
        if (colon <= 0 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
            return Optional.empty();
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.contains(":")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RelayAddress(host, Integer.parseInt(text.substring(colon + 1))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public static RelayAddress read(OctetReader in) throws MalformedException {
        return new RelayAddress(in.text(MAX_HOST), in.u16());
    }

    public void write(OctetWriter out) {
        out.text(host).u16(port);
    }

    /// `host:port`, with brackets around an IPv6 address.
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
