package app.parley.protocol;

/// One signed one-time pair of public prekeys (PROTOCOL.md §3): handed out once by the relay,
/// then erased there.
///
/// @param id 1 or more, rising; never used twice by a device
/// @param agreement X25519, 32 octets
/// @param kem ML-KEM-1024, 1568 octets
/// @param signature DSK's, purpose `one-time`, over [#signedPart]
public record OneTimeKey(int id, Octets agreement, Octets kem, Octets signature) {
    /// Octets of an encoded pair.
    public static final int LENGTH = 4 + 32 + KeyBundle.KEM_LENGTH + 64;

    public OneTimeKey {
        if (id < 1) {
            throw new IllegalArgumentException("a one-time key id is from 1");
        }
        agreement.exactly(32);
        kem.exactly(KeyBundle.KEM_LENGTH);
        signature.exactly(64);
    }

    /// What DSK signs: the pair, and whose it is.
    public static byte[] signedPart(AccountId account, int deviceId, int id, Octets agreement, Octets kem) {
        OctetWriter out = new OctetWriter().u16(Manifest.SUITE);
        account.write(out);
        return out.u8(deviceId).u32(id).octets(agreement).octets(kem).toArray();
    }

    public static OneTimeKey read(OctetReader in) throws MalformedException {
        return new OneTimeKey(in.u32(), in.octets(32), in.octets(KeyBundle.KEM_LENGTH), in.octets(64));
    }

    public void write(OctetWriter out) {
        out.u32(id).octets(agreement).octets(kem).octets(signature);
    }
}
