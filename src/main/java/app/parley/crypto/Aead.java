package app.parley.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-256-GCM with 96-bit nonces and 128-bit tags (NIST SP 800-38D), by the JDK.
///
/// Two `Cipher`s per thread are kept, since looking one up per message doubles the cost. A cipher remembers the
/// expanded form of its last key; so calls with little associated data, such as a ratchet header's, and those
/// with much, such as a message's, have one each: headers of a chain share their key, messages never do. A call
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

    private static final int LITTLE_AAD = 64;

    private static final ThreadLocal<Cipher> FOR_LITTLE_AAD = ThreadLocal.withInitial(Aead::newCipher);
    private static final ThreadLocal<Cipher> FOR_MUCH_AAD = ThreadLocal.withInitial(Aead::newCipher);

    private Aead() {}

    /// Seals `plaintext` (at most 64 KiB): ciphertext and tag, 16 bytes longer. A pair of key and
    /// nonce must be used once only.
    ///
    /// @throws IllegalArgumentException if a length is wrong
    public static byte[] seal(byte[] key, byte[] nonce, byte[] aad, byte[] plaintext) {
        byte[] sealed = new byte[plaintext.length + TAG_SIZE];
        seal(key, nonce, aad, plaintext, 0, plaintext.length, sealed, 0);
        return sealed;
    }

    /// Seals `length` bytes of `plaintext` (at most 64 KiB) from `from` on, into `target` from `at` on: 16
    /// bytes more.
    ///
    /// @throws IllegalArgumentException if a length is wrong
    public static void seal(
            byte[] key, byte[] nonce, byte[] aad, byte[] plaintext, int from, int length, byte[] target, int at) {
        boolean fits = key.length == KEY_SIZE && nonce.length == NONCE_SIZE && length <= MAX_PLAINTEXT;
        if (!fits || !lies(plaintext, from, length) || !lies(target, at, length + TAG_SIZE)) {
            throw new IllegalArgumentException("Wrong length of key, nonce, plaintext or target");
        }
        try {
            startSealing(key, nonce, aad).doFinal(plaintext, from, length, target, at);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM could not seal", e);
        }
    }

    private static boolean lies(byte[] in, int from, int length) {
        return from >= 0 && length >= 0 && from <= in.length - length;
    }

    /// The JDK refuses the pair of key and nonce that this very cipher had just before. That is
    /// no guard to rely on (any other thread would have taken it), and it would make runs with
    /// repeatable randomness depend on their order; so a fresh cipher takes over then. What
    /// really shows a key used twice is the commitment in every session envelope.
    private static Cipher startSealing(byte[] key, byte[] nonce, byte[] aad) throws GeneralSecurityException {
        ThreadLocal<Cipher> ours = cipherFor(aad);
        Cipher cipher = ours.get();
        try {
            start(cipher, Cipher.ENCRYPT_MODE, key, nonce, aad);
            return cipher;
        } catch (InvalidAlgorithmParameterException sameAsBefore) {
            ours.remove();
            Cipher fresh = ours.get();
            start(fresh, Cipher.ENCRYPT_MODE, key, nonce, aad);
            return fresh;
        }
    }

    /// Opens what [#seal] made.
    ///
    /// @throws CryptoException if a length, the key, the nonce, the aad or one bit of `sealed` is
    ///     wrong
    public static byte[] open(byte[] key, byte[] nonce, byte[] aad, byte[] sealed) throws CryptoException {
        return open(key, nonce, aad, sealed, 0, sealed.length);
    }

    /// Opens `length` bytes of `sealed` (ciphertext and tag) from `from` on.
    ///
    /// @throws CryptoException if a length, the key, the nonce, the aad or one bit of the sealed bytes is wrong
    public static byte[] open(byte[] key, byte[] nonce, byte[] aad, byte[] sealed, int from, int length)
            throws CryptoException {
        CryptoException.require(length >= TAG_SIZE);
        byte[] plaintext = new byte[Math.min(length, MAX_PLAINTEXT + TAG_SIZE) - TAG_SIZE];
        open(key, nonce, aad, sealed, from, length, plaintext, 0);
        return plaintext;
    }

    /// Opens `length` bytes of `sealed` (ciphertext and tag) from `from` on, into `target` from `at` on: 16 bytes
    /// less. After a refusal `target` holds nothing of the plaintext.
    ///
    /// @throws CryptoException if a length, the key, the nonce, the aad or one bit of the sealed bytes is wrong
    public static void open(
            byte[] key, byte[] nonce, byte[] aad, byte[] sealed, int from, int length, byte[] target, int at)
            throws CryptoException {
        CryptoException.require(key.length == KEY_SIZE && nonce.length == NONCE_SIZE);
        CryptoException.require(length >= TAG_SIZE && length <= MAX_PLAINTEXT + TAG_SIZE);
        CryptoException.require(lies(sealed, from, length) && lies(target, at, length - TAG_SIZE));
        CryptoException.guard(() -> {
            Cipher cipher = cipherFor(aad).get();
            start(cipher, Cipher.DECRYPT_MODE, key, nonce, aad);
            return cipher.doFinal(sealed, from, length, target, at);
        });
    }

    /// The aad goes in at once: in parts the JDK would gather them in a buffer first, which costs as much as
    /// sealing.
    private static void start(Cipher cipher, int mode, byte[] key, byte[] nonce, byte[] aad)
            throws GeneralSecurityException {
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_SIZE * 8, nonce));
        cipher.updateAAD(aad);
    }

    private static ThreadLocal<Cipher> cipherFor(byte[] aad) {
        return aad.length <= LITTLE_AAD ? FOR_LITTLE_AAD : FOR_MUCH_AAD;
    }

    private static Cipher newCipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no AES-GCM", e);
        }
    }
}
