package app.parley.crypto.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;

import app.parley.crypto.Aead;
import app.parley.crypto.CryptoException;
import app.parley.crypto.Hkdf;
import java.io.ByteArrayOutputStream;

/// The key schedule of HPKE base mode (RFC 9180 §5.1) for one message, with X-Wing, HKDF-SHA256
/// and AES-256-GCM.
final class Hpke {
    /// `"HPKE" | KEM 0x647a | KDF 0x0001 | AEAD 0x0002`.
    private static final byte[] SUITE = {'H', 'P', 'K', 'E', 0x64, 0x7a, 0, 1, 0, 2};

    private static final byte[] NO_BYTES = {};
    private static final byte[] MODE_BASE = {0};

    private final byte[] key;
    private final byte[] nonce;

    private Hpke(byte[] key, byte[] nonce) {
        this.key = key;
        this.nonce = nonce;
    }

    /// RFC 9180 §5.1 `KeySchedule` without a pre-shared key. The nonce of the first message is
    /// the base nonce itself.
    static Hpke context(byte[] sharedSecret, byte[] info) {
        byte[] pskIdHash = extract(NO_BYTES, "psk_id_hash", NO_BYTES);
        byte[] infoHash = extract(NO_BYTES, "info_hash", info);
        byte[] context = join(MODE_BASE, pskIdHash, infoHash);
        byte[] secret = extract(sharedSecret, "secret", NO_BYTES);
        Hpke made = new Hpke(
                expand(secret, "key", context, Aead.KEY_SIZE), expand(secret, "base_nonce", context, Aead.NONCE_SIZE));
        Secrets.wipe(secret);
        return made;
    }

    byte[] seal(byte[] aad, byte[] plaintext) {
        byte[] sealed = Aead.seal(key, nonce, aad, plaintext);
        Secrets.wipe(key);
        return sealed;
    }

    byte[] open(byte[] aad, byte[] sealed) throws CryptoException {
        try {
            return Aead.open(key, nonce, aad, sealed);
        } finally {
            Secrets.wipe(key);
        }
    }

    /// RFC 9180 §4 `LabeledExtract`.
    private static byte[] extract(byte[] salt, String label, byte[] keyMaterial) {
        return Hkdf.extract(salt, join("HPKE-v1".getBytes(US_ASCII), SUITE, label.getBytes(US_ASCII), keyMaterial));
    }

    /// RFC 9180 §4 `LabeledExpand`.
    private static byte[] expand(byte[] key, String label, byte[] info, int length) {
        byte[] size = {(byte) (length >> 8), (byte) length};
        byte[] labeled = join(size, "HPKE-v1".getBytes(US_ASCII), SUITE, label.getBytes(US_ASCII), info);
        return Hkdf.expand(key, labeled, length);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
