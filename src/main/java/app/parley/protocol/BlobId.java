package app.parley.protocol;

/// The two capabilities of a blob, 24 random octets each (PROTOCOL.md §8). They are never printed.
public final class BlobId {
    public static final int LENGTH = 24;

    private BlobId() {}

    /// `wid`: uploads, and erases at any time. Known to the sender, who may pass it on.
    public record Write(Octets octets) {
        public Write {
            octets.exactly(LENGTH);
        }

        public static Write read(OctetReader in) throws MalformedException {
            return new Write(in.octets(LENGTH));
        }

        public void write(OctetWriter out) {
            out.octets(octets);
        }

        @Override
        public String toString() {
            return "BlobId.Write[…]";
        }
    }

    /// `bid`: downloads what is whole. Given, encrypted, to those whom the blob is for.
    public record Read(Octets octets) {
        public Read {
            octets.exactly(LENGTH);
        }

        public static Read read(OctetReader in) throws MalformedException {
            return new Read(in.octets(LENGTH));
        }

        public void write(OctetWriter out) {
            out.octets(octets);
        }

        @Override
        public String toString() {
            return "BlobId.Read[…]";
        }
    }
}
