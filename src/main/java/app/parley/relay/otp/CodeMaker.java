package app.parley.relay.otp;

import app.parley.crypto.HmacSha256;
import app.parley.crypto.Randomness;
import app.parley.protocol.Octets;
import app.parley.protocol.PhoneNumber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;

/// Makes codes, all equally likely, and the keyed hashes that stand for them.
final class CodeMaker {
    private final byte[] secret;
    private final Randomness randomness;

    CodeMaker(byte[] secret, Randomness randomness) {
        this.secret = secret.clone();
        this.randomness = randomness;
    }

    /// @param digits 6 to 8
    String make(int digits) {
        int many = (int) Math.round(Math.pow(10, digits));
        int fair = Integer.MAX_VALUE / many * many;
        int drawn = fair;
        // Drawing again above the last full round keeps every code equally likely.
        while (drawn >= fair) {
            drawn = ByteBuffer.wrap(randomness.bytes(4)).getInt() & Integer.MAX_VALUE;
        }
        return String.format(Locale.ROOT, "%0" + digits + "d", drawn % many);
    }

    Octets bytes(int length) {
        return Octets.of(randomness.bytes(length));
    }

    /// @param boundTo what the code is good for besides the number; empty for the number alone
    Octets tag(PhoneNumber phone, Octets boundTo, String code) {
        byte[] zero = new byte[1];
        return Octets.of(HmacSha256.of(
                secret,
                phone.e164().getBytes(StandardCharsets.US_ASCII),
                zero,
                boundTo.toArray(),
                zero,
                code.getBytes(StandardCharsets.UTF_8)));
    }

    static boolean same(Octets a, Octets b) {
        return MessageDigest.isEqual(a.toArray(), b.toArray());
    }
}
