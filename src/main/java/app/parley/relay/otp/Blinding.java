package app.parley.relay.otp;

import app.parley.crypto.HmacSha256;
import app.parley.protocol.Octets;
import app.parley.protocol.PhoneNumber;
import java.nio.charset.StandardCharsets;

/// Turns what must not be written down (phone numbers, addresses) into tags that only this relay
/// can make again: HMAC-SHA256 under a secret that lies apart from the database.
public final class Blinding {
    private final byte[] secret;

    /// @param secret 32 octets
    public Blinding(byte[] secret) {
        this.secret = secret.clone();
    }

    public Octets phone(PhoneNumber phone) {
        return tag("phone", phone.e164());
    }

    /// @param kind keeps tags for different uses apart
    public Octets tag(String kind, String value) {
        return Octets.of(HmacSha256.of(
                secret, kind.getBytes(StandardCharsets.US_ASCII), new byte[1], value.getBytes(StandardCharsets.UTF_8)));
    }

    public Octets tag(String kind, Octets value) {
        return Octets.of(HmacSha256.of(secret, kind.getBytes(StandardCharsets.US_ASCII), new byte[1], value.toArray()));
    }
}
