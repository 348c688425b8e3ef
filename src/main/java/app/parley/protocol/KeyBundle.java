package app.parley.protocol;

/// The public keys with which others start a session while their owner is away (PROTOCOL.md §3).
/// Public only; it expires.
///
/// @param manifestHash SHA-256 of the owner's manifest encoding, which names the device and its
///     keys
/// @param counter rises with every bundle of the device; a lower one is a replay
/// @param generation names the private halves of this bundle's keys to their owner
/// @param signedPrekey SPK, X25519, 32 octets
/// @param lastResortKem LKEM, ML-KEM-1024, 1568 octets, for when no one-time pair is left
/// @param sealKey SEAL, X-Wing, 1216 octets, to which first contacts are sealed
/// @param introMailbox where first contacts are sent
/// @param expiresAt seconds since 1970, by the owner's clock
/// @param signature DSK's, purpose `bundle`, over [#signedPart()]
public record KeyBundle(
        AccountId account,
        int deviceId,
        Octets manifestHash,
        long counter,
        int generation,
        Octets signedPrekey,
        Octets lastResortKem,
        Octets sealKey,
        MailboxId.Send introMailbox,
        long expiresAt,
        Octets signature) {
    public static final int MAX_LENGTH = 4096;
    public static final int KEM_LENGTH = 1568;
    public static final int SEAL_LENGTH = 1216;

    public KeyBundle {
        if (deviceId < 1 || deviceId > 255) {
            throw new IllegalArgumentException("a device id is from 1 to 255");
        }
        manifestHash.exactly(32);
        signedPrekey.exactly(32);
        lastResortKem.exactly(KEM_LENGTH);
        sealKey.exactly(SEAL_LENGTH);
        signature.exactly(64);
    }

    /// What DSK signs.
    public byte[] signedPart() {
        OctetWriter out = new OctetWriter().u16(Manifest.SUITE);
        account.write(out);
        out.u8(deviceId).octets(manifestHash).u64(counter).u32(generation);
        out.octets(signedPrekey).octets(lastResortKem).octets(sealKey);
        introMailbox.write(out);
        return out.u64(expiresAt).toArray();
    }

    /// [#signedPart()] and the signature.
    public byte[] encode() {
        return new OctetWriter().fixed(signedPart()).octets(signature).toArray();
    }

    public KeyBundle signed(byte[] signature) {
        return new KeyBundle(
                account,
                deviceId,
                manifestHash,
                counter,
                generation,
                signedPrekey,
                lastResortKem,
                sealKey,
                introMailbox,
                expiresAt,
                Octets.of(signature));
    }

    /// Reads one; the signature is not checked here.
    public static KeyBundle decode(byte[] bytes) throws MalformedException {
        return OctetReader.whole(bytes, in -> {
            if (in.u16() != Manifest.SUITE) {
                throw new MalformedException("an unknown suite");
            }
            return new KeyBundle(
                    AccountId.read(in),
                    in.u8(),
                    in.octets(32),
                    in.u64(),
                    in.u32(),
                    in.octets(32),
                    in.octets(KEM_LENGTH),
                    in.octets(SEAL_LENGTH),
                    MailboxId.Send.read(in),
                    in.u64(),
                    in.octets(64));
        });
    }
}
