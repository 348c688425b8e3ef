package app.parley.protocol;

/// SHA-256 over the SubjectPublicKeyInfo of a relay's TLS key, 32 octets. It comes with the
/// invite, and no other key is ever accepted (PROTOCOL.md §7).
public record RelayPin(Octets octets) {
    public static final int LENGTH = 32;

    public RelayPin {
        octets.exactly(LENGTH);
    }

    public static RelayPin read(OctetReader in) throws MalformedException {
        return new RelayPin(in.octets(LENGTH));
    }

    public void write(OctetWriter out) {
        out.octets(octets);
    }

    public String hex() {
        return octets.hex();
    }
}
