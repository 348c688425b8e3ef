package app.parley.crypto.secret;

import app.parley.crypto.CryptoException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHAKEDigest;

/// The X-Wing KEM (draft-connolly-cfrg-xwing-kem-08 §5): X25519 and ML-KEM-768 under one name,
/// secure while either is. Stricter than the draft in one point: low-order and non-canonical
/// X25519 points are refused.
final class XWing implements AutoCloseable {
    /// Bytes of randomness that encapsulating takes: the ML-KEM message 32, then the X25519 seed
    /// 32.
    static final int RANDOM_SIZE = 64;

    private static final int KEM_PUBLIC = 1184;
    private static final int KEM_CIPHERTEXT = 1088;
    private static final int POINT = 32;
    /// `\.//^\` (a wing), §5.3.
    private static final byte[] LABEL = {'\\', '.', '/', '/', '^', '\\'};

    private final KemKey kem;
    private final AgreementKey agreement;

    private XWing(KemKey kem, AgreementKey agreement) {
        this.kem = kem;
        this.agreement = agreement;
    }

    /// Expands a 32-byte seed, §5.2.
    static XWing of(byte[] seed) {
        byte[] wide = new byte[KemKey.SEED_SIZE + POINT];
        SHAKEDigest shake = new SHAKEDigest(256);
        shake.update(seed, 0, seed.length);
        shake.doFinal(wide, 0, wide.length);
        byte[] kemSeed = Arrays.copyOf(wide, KemKey.SEED_SIZE);
        byte[] agreementSeed = Arrays.copyOfRange(wide, KemKey.SEED_SIZE, wide.length);
        XWing key = new XWing(KemKey.of(KemKey.Level.L768, kemSeed), AgreementKey.of(agreementSeed));
        Secrets.wipe(wide, kemSeed, agreementSeed);
        return key;
    }

    byte[] publicKey() {
        return join(kem.publicKey(), agreement.publicKey());
    }

    /// Whether both halves of a public key are ones that encapsulating takes.
    static boolean isValid(byte[] publicKey) {
        return publicKey.length == KEM_PUBLIC + POINT
                && KemKey.isValid(KemKey.Level.L768, Arrays.copyOf(publicKey, KEM_PUBLIC))
                && AgreementKey.isUsable(Arrays.copyOfRange(publicKey, KEM_PUBLIC, publicKey.length));
    }

    /// §5.4 with the 64 random bytes given.
    static KemKey.Encapsulated encapsulate(byte[] publicKey, byte[] random) throws CryptoException {
        CryptoException.require(publicKey.length == KEM_PUBLIC + POINT);
        byte[] theirPoint = Arrays.copyOfRange(publicKey, KEM_PUBLIC, publicKey.length);
        KemKey.Encapsulated fromKem = KemKey.encapsulate(
                KemKey.Level.L768, Arrays.copyOf(publicKey, KEM_PUBLIC), Arrays.copyOf(random, POINT));
        try (AgreementKey ours = AgreementKey.of(Arrays.copyOfRange(random, POINT, RANDOM_SIZE))) {
            byte[] secret = combine(fromKem.secret(), ours.agree(theirPoint), ours.publicKey(), theirPoint);
            return new KemKey.Encapsulated(join(fromKem.ciphertext(), ours.publicKey()), secret);
        } finally {
            Secrets.wipe(random, fromKem.secret());
        }
    }

    /// §5.5.
    byte[] decapsulate(byte[] ciphertext) throws CryptoException {
        CryptoException.require(ciphertext.length == KEM_CIPHERTEXT + POINT);
        byte[] theirPoint = Arrays.copyOfRange(ciphertext, KEM_CIPHERTEXT, ciphertext.length);
        byte[] fromKem = kem.decapsulate(Arrays.copyOf(ciphertext, KEM_CIPHERTEXT));
        return combine(fromKem, agreement.agree(theirPoint), theirPoint, agreement.publicKey());
    }

    /// §5.3: `SHA3-256(ssM | ssX | ctX | pkX | label)`.
    private static byte[] combine(byte[] kemSecret, byte[] agreed, byte[] sentPoint, byte[] ownPoint) {
        MessageDigest sha3 = sha3();
        sha3.update(kemSecret);
        sha3.update(agreed);
        sha3.update(sentPoint);
        sha3.update(ownPoint);
        Secrets.wipe(kemSecret, agreed);
        return sha3.digest(LABEL);
    }

    private static MessageDigest sha3() {
        try {
            return MessageDigest.getInstance("SHA3-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA3-256", e);
        }
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Override
    public void close() {
        kem.close();
        agreement.close();
    }
}
