package app.parley.protocol.content;

import app.parley.protocol.AccountId;
import app.parley.protocol.MalformedException;
import app.parley.protocol.OctetReader;
import app.parley.protocol.OctetWriter;
import app.parley.protocol.Octets;
import app.parley.protocol.PhoneNumber;
import java.util.Optional;

/// How a member shows themselves to the circle (PROTOCOL.md §7): signed by a device, sealed under
/// the circle's key, so that the relay keeps it without reading it.
///
/// @param counter rises with every change; a lower one is a replay
/// @param name 1 to 64 characters
/// @param phone empty if the member hides it
/// @param signature DSK's, purpose `profile`, over [#signedPart()]
public record CircleProfile(
        AccountId account, int deviceId, long counter, String name, Optional<PhoneNumber> phone, Octets signature) {
    public static final int MAX_NAME = 64;
    private static final int MAX_NAME_OCTETS = 4 * MAX_NAME;

    public CircleProfile {
        if (name.isBlank() || name.length() > MAX_NAME) {
            throw new IllegalArgumentException("a name has 1 to 64 characters");
        }
        signature.exactly(64);
    }

    /// What DSK signs.
    public byte[] signedPart() {
        OctetWriter out = new OctetWriter();
        account.write(out);
        out.u8(deviceId).u64(counter).text(name).flag(phone.isPresent());
        phone.ifPresent(number -> number.write(out));
        return out.toArray();
    }

    public CircleProfile signed(byte[] signature) {
        return new CircleProfile(account, deviceId, counter, name, phone, Octets.of(signature));
    }

    public byte[] encode() {
        return new OctetWriter().fixed(signedPart()).octets(signature).toArray();
    }

    /// Reads one; the signature is not checked here.
    public static CircleProfile decode(byte[] bytes) throws MalformedException {
        return OctetReader.whole(
                bytes,
                in -> new CircleProfile(
                        AccountId.read(in),
                        in.u8(),
                        in.u64(),
                        in.text(MAX_NAME_OCTETS),
                        in.flag() ? Optional.of(PhoneNumber.read(in)) : Optional.empty(),
                        in.octets(64)));
    }
}
