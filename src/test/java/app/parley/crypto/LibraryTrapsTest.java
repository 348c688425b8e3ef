package app.parley.crypto;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.crypto.secret.AgreementKey;
import app.parley.crypto.secret.FirstContactSeal;
import app.parley.crypto.secret.KemKey;
import app.parley.crypto.secret.SealKey;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.security.Key;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.security.auth.DestroyFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// The traps that were found by running the libraries (PROTOCOL.md §9 of the design), each with a test that notices
/// when it is back.
class LibraryTrapsTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(
                    "app.parley.crypto", "app.parley.store", "app.parley.net", "app.parley.relay", "app.parley.client");
    private final SeededRandomness random = new SeededRandomness(160);

    @Test
    void aes_gcm_digests_randomness_and_tls_come_from_the_jdk() throws Exception {
        assertEquals(
                "SunJCE", Cipher.getInstance("AES/GCM/NoPadding").getProvider().getName());
        assertEquals("SUN", MessageDigest.getInstance("SHA-256").getProvider().getName());
        assertEquals("SUN", MessageDigest.getInstance("SHA-512").getProvider().getName());
        assertEquals(
                "SunJCE",
                KeyPairGenerator.getInstance("ML-KEM-768").getProvider().getName());
        assertTrue(new SecureRandom().getProvider().getName().startsWith("Sun")
                || new SecureRandom().getProvider().getName().equals("SUN"));
        assertEquals("SunJSSE", SSLContext.getInstance("TLSv1.3").getProvider().getName());
        assertNull(Security.getProvider("BC"), "Bouncy Castle's provider is registered: its AES-GCM may be picked");
    }

    @Test
    void nothing_of_ours_uses_bouncy_castles_provider_or_its_block_ciphers_macs_and_random() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "org.bouncycastle.jce..",
                        "org.bouncycastle.jcajce..",
                        "org.bouncycastle.crypto.modes..",
                        "org.bouncycastle.crypto.engines..",
                        "org.bouncycastle.crypto.macs..",
                        "org.bouncycastle.crypto.prng..",
                        "org.bouncycastle.tls.."))
                .check(OURS);
    }

    @Test
    void only_crypto_touches_bouncy_castle_and_net_its_certificates() {
        noClasses()
                .that(not(resideInAnyPackage("app.parley.crypto..")))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "org.bouncycastle.math..", "org.bouncycastle.crypto..", "org.bouncycastle.pqc.."))
                .check(OURS);
    }

    @Test
    void one_call_of_aes_gcm_is_64_KiB_at_most() {
        byte[] tooMuch = new byte[Aead.MAX_PLAINTEXT + 1];
        assertEquals(65_536, Aead.MAX_PLAINTEXT);
        assertThrows(IllegalArgumentException.class, () -> Aead.seal(new byte[32], new byte[12], new byte[0], tooMuch));
        assertTrue(Cobblestone.CHUNK_SIZE <= Aead.MAX_PLAINTEXT);
    }

    @Test
    void hostile_keys_are_the_one_checked_refusal_at_every_entry() {
        AgreementKey agreement = AgreementKey.generate(random);
        for (byte[] point : hostile(AgreementKey.SIZE)) {
            refused(() -> agreement.agree(point));
        }
        for (KemKey.Level level : KemKey.Level.values()) {
            KemKey kem = KemKey.generate(level, random);
            for (byte[] key : hostile(level.publicKeySize())) {
                // All zero coefficients are a valid key; who sends one gives only their own secret away.
                if (KemKey.isValid(level, key)) {
                    assertTrue(key.length == level.publicKeySize() && key[0] == 0);
                } else {
                    refused(() -> KemKey.encapsulate(level, key, random));
                }
            }
            for (byte[] ciphertext : hostile(level.ciphertextSize())) {
                if (ciphertext.length != level.ciphertextSize()) {
                    refused(() -> kem.decapsulate(ciphertext));
                }
            }
        }
        SealKey seal = SealKey.generate(random);
        for (byte[] key : hostile(SealKey.PUBLIC_KEY_SIZE)) {
            refused(() -> SealKey.seal(key, new byte[0], new byte[0], new byte[1], random));
            refused(() -> FirstContactSeal.seal(key, 1, new byte[0], new byte[1], random));
        }
        for (byte[] sealed : hostile(SealKey.OVERHEAD)) {
            refused(() -> seal.open(new byte[0], new byte[0], sealed));
        }
        for (byte[] key : hostile(Signatures.PUBLIC_KEY_SIZE)) {
            assertFalse(Signatures.verify(key, "content", new byte[1], new byte[Signatures.SIGNATURE_SIZE]));
        }
    }

    /// Zeros, ones and wrong lengths.
    private static List<byte[]> hostile(int size) {
        byte[] ones = new byte[size];
        Arrays.fill(ones, (byte) 0xff);
        return List.of(new byte[size], ones, new byte[0], new byte[size - 1], new byte[size + 1], new byte[70_000]);
    }

    private static void refused(Executable step) {
        CryptoException refusal = assertThrows(CryptoException.class, step);
        assertEquals("refused", refusal.getMessage());
        assertNull(refusal.getCause());
        assertEquals(0, refusal.getStackTrace().length);
    }

    @Test
    void secrets_are_arrays_since_a_key_object_of_the_jdk_cannot_be_wiped() {
        // While this throws, keys must not be kept as SecretKeySpec: no field of ours is one.
        SecretKeySpec key = new SecretKeySpec(new byte[32], "AES");
        assertThrows(DestroyFailedException.class, key::destroy);
        OURS.stream()
                .flatMap(type -> type.getFields().stream())
                .forEach(field -> assertFalse(
                        field.getRawType().isAssignableTo(Key.class)
                                && field.getOwner().getPackageName().startsWith("app.parley.c"),
                        field.getFullName()));
    }

    @Test
    void libraries_with_known_holes_or_other_licences_are_not_on_the_class_path() {
        for (String path : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            String name = new File(path).getName();
            for (String banned : List.of("bcmls", "libsignal", "signal-client", "tink", "conscrypt")) {
                assertFalse(name.startsWith(banned), name);
            }
        }
        for (String banned : List.of(
                "org.bouncycastle.mls.TreeKEM.TreeKEMPublicKey", "org.signal.libsignal.protocol.SessionCipher")) {
            assertThrows(ClassNotFoundException.class, () -> Class.forName(banned));
        }
    }
}
