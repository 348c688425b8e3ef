package app.parley.protocol;

/// A mailbox is a pair of random 192-bit capabilities (PROTOCOL.md §7). Knowing one is the whole
/// right it gives, so neither is ever printed.
public final class MailboxId {
    public static final int LENGTH = 24;

    private MailboxId() {}

    /// `rid`: reads, acknowledges and deletes. Only the owner knows it.
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
            return "MailboxId.Read[…]";
        }
    }

    /// `sid`: writes, and asks what expired. Given, encrypted, to exactly one contact device; the
    /// one of an intro mailbox is public.
    public record Send(Octets octets) {
        public Send {
            octets.exactly(LENGTH);
        }

        public static Send read(OctetReader in) throws MalformedException {
            return new Send(in.octets(LENGTH));
        }

        public void write(OctetWriter out) {
            out.octets(octets);
        }

        @Override
        public String toString() {
            return "MailboxId.Send[…]";
        }
    }
}
