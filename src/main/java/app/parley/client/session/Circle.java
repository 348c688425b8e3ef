package app.parley.client.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import app.parley.crypto.Aead;
import app.parley.crypto.CryptoException;
import app.parley.crypto.Randomness;
import app.parley.crypto.Signatures;
import app.parley.protocol.AccountId;
import app.parley.protocol.MalformedException;
import app.parley.protocol.Manifest;
import app.parley.protocol.OctetReader;
import app.parley.protocol.OctetWriter;
import app.parley.protocol.Octets;
import app.parley.protocol.content.CircleProfile;
import java.util.Arrays;
import java.util.Optional;

/// Profiles under the circle's key (PROTOCOL.md §7): `nonce12 | AES-256-GCM(u16 length, profile,
/// zeros)`, always 556 octets, with the account as associated data.
public final class Circle {
    /// Octets of a padded profile.
    private static final int PADDED = 528;

    private static final byte[] LABEL = "parley/1/circle-profile".getBytes(US_ASCII);

    private Circle() {}

    public static Octets seal(byte[] circleKey, CircleProfile profile, Randomness randomness) {
        byte[] nonce = randomness.bytes(Aead.NONCE_SIZE);
        byte[] padded =
                Arrays.copyOf(new OctetWriter().opaque16(profile.encode()).toArray(), PADDED);
        byte[] sealed = Aead.seal(circleKey, nonce, aad(profile.account()), padded);
        return Octets.of(new OctetWriter().fixed(nonce).fixed(sealed).toArray());
    }

    /// @return empty unless it is this member's profile under this key, signed by one of their
    ///     devices
    public static Optional<CircleProfile> open(byte[] circleKey, Manifest manifest, Octets sealed) {
        if (sealed.length() != Aead.NONCE_SIZE + PADDED + Aead.TAG_SIZE) {
            return Optional.empty();
        }
        AccountId account = Identities.account(manifest.accountKey());
        byte[] bytes = sealed.toArray();
        try {
            byte[] padded = Aead.open(
                    circleKey,
                    Arrays.copyOf(bytes, Aead.NONCE_SIZE),
                    aad(account),
                    Arrays.copyOfRange(bytes, Aead.NONCE_SIZE, bytes.length));
            OctetReader in = new OctetReader(padded);
            CircleProfile profile = CircleProfile.decode(in.opaque16(PADDED));
            requireZeros(in);
            boolean signed = profile.account().equals(account)
                    && manifest.device(profile.deviceId())
                            .map(device -> Signatures.verify(
                                    device.signingKey().toArray(),
                                    "profile",
                                    profile.signedPart(),
                                    profile.signature().toArray()))
                            .orElse(false);
            return signed ? Optional.of(profile) : Optional.empty();
        } catch (CryptoException | MalformedException e) {
            return Optional.empty();
        }
    }

    /// What follows the profile carries nothing: who holds the circle's key could else hide octets in it.
    private static void requireZeros(OctetReader in) throws MalformedException {
        while (in.remaining() > 0) {
            if (in.u8() != 0) {
                throw new MalformedException("padding that is not zero");
            }
        }
    }

    private static byte[] aad(AccountId account) {
        return new OctetWriter().fixed(LABEL).octets(account.octets()).toArray();
    }
}
