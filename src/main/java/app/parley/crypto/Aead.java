package app.parley.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-256-GCM with 96-bit nonces and 128-bit tags (NIST SP 800-38D), by the JDK.
///
/// One `Cipher` per thread is kept, since looking it up per message doubles the cost. A call
/// takes at most 64 KiB: the JVM compiles AES-GCM only between calls, so one large call would run
/// slowly for ever.
public final class Aead {
    /// Length of a key in bytes.
    public static final int KEY_SIZE = 32;
    /// Length of a nonce in bytes.
    public static final int NONCE_SIZE = 12;
    /// What sealing adds, in bytes.
    public static final int TAG_SIZE = 16;
    /// The longest plaintext of one call, in bytes.
    public static final int MAX_PLAINTEXT = 65_536;

    private static final ThreadLocal<Cipher> CIPHER = ThreadLocal.withInitial(Aead::newCipher);

    private Aead() {}

    /// Seals `plaintext` (at most 64 KiB): ciphertext and tag, 16 bytes longer. A pair of key and
    /// nonce must be used once only.
    ///
    /// @throws IllegalArgumentException if a length is wrong
    public static byte[] seal(byte[] key, byte[] nonce, byte[] aad, byte[] plaintext) {
        byte[] sealed = new byte[plaintext.length + TAG_SIZE];
        seal(key, nonce, new byte[][] {aad}, plaintext, sealed, 0);
        return sealed;
    }

    /// Seals `plaintext` into `target` from `at` on, `plaintext.length + 16` bytes. The parts of
    /// `aad` count as one. They may lie in `target` before `at`.
    ///
    /// @throws IllegalArgumentException if a length is wrong
    public static void seal(byte[] key, byte[] nonce, byte[][] aad, byte[] plaintext, byte[] target, int at) {
        boolean fits = key.length == KEY_SIZE && nonce.length == NONCE_SIZE && plaintext.length <= MAX_PLAINTEXT;
        if (!fits || at < 0 || target.length - at < plaintext.length + TAG_SIZE) {
            throw new IllegalArgumentException("Wrong length of key, nonce, plaintext or target");
        }
        try {
            startSealing(key, nonce, aad).doFinal(plaintext, 0, plaintext.length, target, at);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM could not seal", e);
        }
    }

    /// The JDK refuses the pair of key and nonce that this very cipher had just before. That is
    /// no guard to rely on (any other thread would have taken it), and it would make runs with
    /// repeatable randomness depend on their order; so a fresh cipher takes over then. What
    /// really shows a key used twice is the commitment in every session envelope.
    private static Cipher startSealing(byte[] key, byte[] nonce, byte[][] aad) throws GeneralSecurityException {
        Cipher cipher = CIPHER.get();
        try {
            start(cipher, Cipher.ENCRYPT_MODE, key, nonce, aad);
            return cipher;
        } catch (InvalidAlgorithmParameterException sameAsBefore) {
            CIPHER.remove();
            Cipher fresh = CIPHER.get();
            start(fresh, Cipher.ENCRYPT_MODE, key, nonce, aad);
            return fresh;
        }
    }

    /// Opens what [#seal] made.
    ///
    /// @throws CryptoException if a length, the key, the nonce, the aad or one bit of `sealed` is
    ///     wrong
    public static byte[] open(byte[] key, byte[] nonce, byte[] aad, byte[] sealed) throws CryptoException {
        return open(key, nonce, new byte[][] {aad}, sealed, 0, sealed.length);
    }

    /// Opens `length` bytes of `sealed` (ciphertext and tag) from `from` on. The parts of `aad`
    /// count as one.
    ///
    /// @throws CryptoException if a length, the key, the nonce, the aad or one bit of the sealed
    ///     bytes is wrong
    public static byte[] open(byte[] key, byte[] nonce, byte[][] aad, byte[] sealed, int from, int length)
            throws CryptoException {
        CryptoException.require(key.length == KEY_SIZE && nonce.length == NONCE_SIZE);
        CryptoException.require(length >= TAG_SIZE && length <= MAX_PLAINTEXT + TAG_SIZE);
        CryptoException.require(from >= 0 && sealed.length - from >= length);
        return CryptoException.guard(() -> {
            Cipher cipher = CIPHER.get();
            start(cipher, Cipher.DECRYPT_MODE, key, nonce, aad);
            return cipher.doFinal(sealed, from, length);
        });
    }

    private static void start(Cipher cipher, int mode, byte[] key, byte[] nonce, byte[][] aad)
            throws GeneralSecurityException {
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_SIZE * 8, nonce));
        for (byte[] part : aad) {
            cipher.updateAAD(part);
        }
    }

    private static Cipher newCipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no AES-GCM", e);
        }
    }
}
