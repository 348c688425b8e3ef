package app.parley.crypto.secret;

import app.parley.crypto.CryptoException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.KEM;

/// ML-KEM by the JDK, which has vector instructions for it: about three fifths of Bouncy Castle's time.
///
/// The JDK takes no seed and no message `m`; it draws both from a `SecureRandom`. So it gets one that hands
/// out ours,
/// [GivenRandom]. It draws `d`, then `z`, and for encapsulation `m`; [#find] checks that once.
final class JdkMlKem implements MlKem {
    private final KemKey.Level level;
    private final NamedParameterSpec parameters;
    /// What stands before the raw key in a SubjectPublicKeyInfo (RFC 5280 §4.1) of this parameter set.
    private final byte[] publicKeyPrefix;

    private final KEM kem;
    private final ThreadLocal<Keys> keys;

    /// One thread's tools: neither is safe for two threads, and looking one up costs more than using it.
    private record Keys(KeyPairGenerator generator, KeyFactory factory) {}

    private JdkMlKem(KemKey.Level level) throws GeneralSecurityException {
        this.level = level;
        parameters = switch (level) {
            case L768 -> NamedParameterSpec.ML_KEM_768;
            case L1024 -> NamedParameterSpec.ML_KEM_1024;
        };
        publicKeyPrefix = HexFormat.of()
                .parseHex(
                        switch (level) {
                            case L768 -> "308204b2300b0609608648016503040402038204a100";
                            case L1024 -> "30820632300b06096086480165030404030382062100";
                        });
        kem = KEM.getInstance(parameters.getName());
        keys = ThreadLocal.withInitial(this::newKeys);
    }

    /// The JDK's ML-KEM if this Java has it and it gives Bouncy Castle's bytes for one seed and one message.
    static Optional<JdkMlKem> find(KemKey.Level level) {
        try {
            JdkMlKem jdk = new JdkMlKem(level);
            return jdk.agreesWith(new BouncyMlKem(level)) ? Optional.of(jdk) : Optional.empty();
        } catch (GeneralSecurityException | IllegalStateException absent) {
            return Optional.empty();
        }
    }

    private boolean agreesWith(MlKem other) {
        byte[] seed = new byte[KemKey.SEED_SIZE];
        seed[0] = 1;
        byte[] m = new byte[KemKey.SECRET_SIZE];
        m[1] = 1;
        try {
            byte[] publicKey = other.expand(seed).publicKey();
            KemKey.Encapsulated theirs = other.encapsulate(publicKey, m);
            return Arrays.equals(publicKey, expand(seed).publicKey())
                    && Arrays.equals(
                            theirs.ciphertext(), encapsulate(publicKey, m).ciphertext())
                    && Arrays.equals(theirs.secret(), expand(seed).decapsulate(theirs.ciphertext()));
        } catch (CryptoException refused) {
            return false;
        }
    }

    private Keys newKeys() {
        try {
            return new Keys(
                    KeyPairGenerator.getInstance(parameters.getName()), KeyFactory.getInstance(parameters.getName()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + parameters.getName() + " any more", e);
        }
    }

    private record Key(byte[] publicKey, KEM.Decapsulator decapsulator) implements Expanded {
        @Override
        public byte[] decapsulate(byte[] ciphertext) throws CryptoException {
            return CryptoException.guard(
                    () -> decapsulator.decapsulate(ciphertext).getEncoded());
        }

        @Override
        public String toString() {
            return "Key[…]";
        }
    }

    @Override
    public Expanded expand(byte[] seed) {
        KeyPairGenerator generator = keys.get().generator();
        try (GivenRandom given = new GivenRandom(seed)) {
            generator.initialize(parameters, given);
            KeyPair pair = generator.generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            byte[] publicKey = Arrays.copyOfRange(encoded, encoded.length - level.publicKeySize(), encoded.length);
            return new Key(publicKey, kem.newDecapsulator(pair.getPrivate()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("ML-KEM could not make a key from a seed", e);
        }
    }

    @Override
    public KemKey.Encapsulated encapsulate(byte[] publicKey, byte[] m) throws CryptoException {
        byte[] encoded = Arrays.copyOf(publicKeyPrefix, publicKeyPrefix.length + publicKey.length);
        System.arraycopy(publicKey, 0, encoded, publicKeyPrefix.length, publicKey.length);
        return CryptoException.guard(() -> {
            try (GivenRandom given = new GivenRandom(m)) {
                PublicKey key = keys.get().factory().generatePublic(new X509EncodedKeySpec(encoded));
                KEM.Encapsulated made = kem.newEncapsulator(key, given).encapsulate();
                return new KemKey.Encapsulated(made.encapsulation(), made.key().getEncoded());
            }
        });
    }
}
