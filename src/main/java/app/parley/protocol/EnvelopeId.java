package app.parley.protocol;

/// Names one envelope to both sides: the first 16 octets of SHA-256 over its bytes (PROTOCOL.md
/// §7).
public record EnvelopeId(Octets octets) {
    public static final int LENGTH = 16;

    public EnvelopeId {
        octets.exactly(LENGTH);
    }

    public static EnvelopeId read(OctetReader in) throws MalformedException {
        return new EnvelopeId(in.octets(LENGTH));
    }

    public void write(OctetWriter out) {
        out.octets(octets);
    }
}
