package app.parley.protocol;

import java.util.List;
import java.util.Optional;

/// The signed list of an account's devices (PROTOCOL.md §2). Manifests form a hash chain: each
/// names the hash of the one before, and a higher `seq` replaces a lower one.
///
/// @param accountKey AIK, Ed25519, 32 octets; the account id is a hash of it
/// @param seq 1 for the first
/// @param previousHash SHA-256 of the encoding before this one; 32 zeros for the first
/// @param minProtocol the lowest protocol version the account still speaks
/// @param devices one to eight, with different ids
/// @param signature AIK's, purpose `manifest`, over [#signedPart()]
public record Manifest(
        Octets accountKey, long seq, Octets previousHash, int minProtocol, List<Device> devices, Octets signature) {
    public static final int SUITE = 0x0001;
    public static final int MAX_DEVICES = 8;
    public static final int MAX_LENGTH = 1024;

    /// @param id 1 to 255, never used twice by an account
    /// @param signingKey DSK, Ed25519, 32 octets
    /// @param agreementKey DIK, X25519, 32 octets
    public record Device(int id, Octets signingKey, Octets agreementKey) {
        public Device {
            if (id < 1 || id > 255) {
                throw new IllegalArgumentException("a device id is from 1 to 255");
            }
            signingKey.exactly(32);
            agreementKey.exactly(32);
        }

        private static Device read(OctetReader in) throws MalformedException {
            return new Device(in.u8(), in.octets(32), in.octets(32));
        }

        private void write(OctetWriter out) {
            out.u8(id).octets(signingKey).octets(agreementKey);
        }
    }

    public Manifest {
        accountKey.exactly(32);
        previousHash.exactly(32);
        signature.exactly(64);
        devices = List.copyOf(devices);
        boolean distinct = devices.stream().map(Device::id).distinct().count() == devices.size();
        if (seq < 1 || devices.isEmpty() || devices.size() > MAX_DEVICES || !distinct) {
            throw new IllegalArgumentException("a manifest has a seq from 1 and one to eight different devices");
        }
    }

    /// What AIK signs.
    public static byte[] signedPart(
            Octets accountKey, long seq, Octets previousHash, int minProtocol, List<Device> devices) {
        return new OctetWriter()
                .u16(SUITE)
                .octets(accountKey)
                .u64(seq)
                .octets(previousHash)
                .u16(minProtocol)
                .list(devices, Device::write)
                .toArray();
    }

    public byte[] signedPart() {
        return signedPart(accountKey, seq, previousHash, minProtocol, devices);
    }

    /// [#signedPart()] and the signature.
    public byte[] encode() {
        return new OctetWriter().fixed(signedPart()).octets(signature).toArray();
    }

    /// Reads one; the signature is not checked here.
    public static Manifest decode(byte[] bytes) throws MalformedException {
        if (bytes.length > MAX_LENGTH) {
            throw new MalformedException("a manifest is too long");
        }
        return OctetReader.whole(bytes, in -> {
            if (in.u16() != SUITE) {
                throw new MalformedException("an unknown suite");
            }
            return new Manifest(
                    in.octets(32),
                    in.u64(),
                    in.octets(32),
                    in.u16(),
                    in.list(MAX_DEVICES, Device::read),
                    in.octets(64));
        });
    }

    public Optional<Device> device(int id) {
        return devices.stream().filter(device -> device.id() == id).findFirst();
    }
}
