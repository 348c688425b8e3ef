package app.parley.protocol;

/// Who somebody is: SHA-256("parley/1/account" AIK), 32 octets (PROTOCOL.md §2). A phone number
/// is only an alias.
public record AccountId(Octets octets) {
    public static final int LENGTH = 32;

    public AccountId {
        octets.exactly(LENGTH);
    }

    public static AccountId read(OctetReader in) throws MalformedException {
        return new AccountId(in.octets(LENGTH));
    }

    public void write(OctetWriter out) {
        out.octets(octets);
    }

    /// All 64 hexadecimal digits.
    public String hex() {
        return octets.hex();
    }

    /// @throws IllegalArgumentException unless `hex` is 64 hexadecimal digits
    public static AccountId ofHex(String hex) {
        return new AccountId(Octets.ofHex(hex));
    }

    @Override
    public String toString() {
        return "AccountId[" + octets + "]";
    }
}
