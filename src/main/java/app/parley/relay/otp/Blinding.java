package app.parley.relay.otp;

import app.parley.crypto.Aead;
import app.parley.crypto.CryptoException;
import app.parley.crypto.HmacSha256;
import app.parley.crypto.Randomness;
import app.parley.protocol.Octets;
import app.parley.protocol.PhoneNumber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Turns what must not be written down (phone numbers, addresses) into tags that only this relay
/// can make again: HMAC-SHA256 under a secret that lies apart from the database.
public final class Blinding {
    private static final byte[] NUMBER = "parley/1/newcomer".getBytes(StandardCharsets.US_ASCII);

    private final byte[] secret;
    private final Randomness randomness;

    /// @param secret 32 octets
    public Blinding(byte[] secret, Randomness randomness) {
        this.secret = secret.clone();
        this.randomness = randomness;
    }

    public Octets phone(PhoneNumber phone) {
        return tag("phone", phone.e164());
    }

    /// A number that the owner has to see again: of a newcomer, as long as they wait. AES-256-GCM
    /// under a key that follows from the secret; it opens nothing that the tags would not to
    /// whoever has that secret and tries all numbers.
    public Octets seal(PhoneNumber phone) {
        byte[] nonce = randomness.bytes(Aead.NONCE_SIZE);
        byte[] sealed = Aead.seal(sealingKey(), nonce, NUMBER, phone.e164().getBytes(StandardCharsets.US_ASCII));
        return Octets.of(ByteBuffer.allocate(nonce.length + sealed.length)
                .put(nonce)
                .put(sealed)
                .array());
    }

    /// @return empty if it was sealed under another secret
    public Optional<PhoneNumber> unseal(Octets sealed) {
        byte[] all = sealed.toArray();
        byte[] nonce = Arrays.copyOf(all, Aead.NONCE_SIZE);
        byte[] body = Arrays.copyOfRange(all, Math.min(all.length, Aead.NONCE_SIZE), all.length);
        try {
            return PhoneNumber.parse(
                    new String(Aead.open(sealingKey(), nonce, NUMBER, body), StandardCharsets.US_ASCII));
        } catch (CryptoException e) {
            return Optional.empty();
        }
    }

    private byte[] sealingKey() {
        return HmacSha256.of(secret, NUMBER);
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
