package app.parley.crypto.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.crypto.CryptoException;
import app.parley.crypto.SeededRandomness;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MlKemTest {
    private final SeededRandomness random = new SeededRandomness(150);

    private static List<MlKem> both(KemKey.Level level) {
        return List.of(JdkMlKem.find(level).orElseThrow(), new BouncyMlKem(level));
    }

    @ParameterizedTest
    @EnumSource
    void the_jdks_is_taken_where_it_is(KemKey.Level level) {
        assertInstanceOf(JdkMlKem.class, MlKem.of(level));
    }

    @ParameterizedTest
    @EnumSource
    void jdk_and_bouncy_castle_give_the_same_bytes_also_for_forged_ciphertexts(KemKey.Level level)
            throws CryptoException {
        MlKem jdk = both(level).getFirst();
        MlKem bouncy = both(level).getLast();
        for (int round = 0; round < 50; round++) {
            byte[] seed = random.bytes(64);
            byte[] m = random.bytes(32);
            MlKem.Expanded ours = jdk.expand(seed);
            MlKem.Expanded theirs = bouncy.expand(seed);
            assertArrayEquals(theirs.publicKey(), ours.publicKey());
            KemKey.Encapsulated made = jdk.encapsulate(ours.publicKey(), m);
            KemKey.Encapsulated same = bouncy.encapsulate(ours.publicKey(), m);
            assertArrayEquals(same.ciphertext(), made.ciphertext());
            assertArrayEquals(same.secret(), made.secret());
            assertArrayEquals(made.secret(), ours.decapsulate(made.ciphertext()));
            assertArrayEquals(made.secret(), theirs.decapsulate(made.ciphertext()));
            byte[] forged = made.ciphertext().clone();
            forged[round * 20] ^= 4;
            assertArrayEquals(theirs.decapsulate(forged), ours.decapsulate(forged));
        }
    }

    @ParameterizedTest
    @EnumSource
    void hostile_keys_and_ciphertexts_are_the_one_refusal_in_both(KemKey.Level level) {
        for (MlKem kem : both(level)) {
            MlKem.Expanded key = kem.expand(random.bytes(64));
            byte[] coefficient = key.publicKey().clone();
            Arrays.fill(coefficient, 0, 3, (byte) 0xff);
            byte[] all = new byte[level.publicKeySize()];
            Arrays.fill(all, (byte) 0xff);
            byte[][] hostile = {
                coefficient,
                all,
                {},
                Arrays.copyOf(coefficient, 800),
                Arrays.copyOf(coefficient, level.publicKeySize() - 1),
                Arrays.copyOf(coefficient, level.publicKeySize() + 1)
            };
            for (byte[] bad : hostile) {
                refused(() -> kem.encapsulate(bad, new byte[32]));
            }
            for (int length : new int[] {0, 1, 32, level.ciphertextSize() - 1, level.ciphertextSize() + 1, 70_000}) {
                refused(() -> key.decapsulate(new byte[length]));
            }
        }
    }

    private static void refused(Executable step) {
        CryptoException refusal = assertThrows(CryptoException.class, step);
        assertEquals("refused", refusal.getMessage());
        assertNull(refusal.getCause());
    }

    @ParameterizedTest
    @EnumSource
    void seed_and_message_are_neither_kept_nor_changed(KemKey.Level level) throws CryptoException {
        for (MlKem kem : both(level)) {
            byte[] seed = random.bytes(64);
            byte[] before = seed.clone();
            MlKem.Expanded key = kem.expand(seed);
            assertArrayEquals(before, seed);
            Arrays.fill(seed, (byte) 0);
            byte[] m = random.bytes(32);
            byte[] mBefore = m.clone();
            KemKey.Encapsulated made = kem.encapsulate(key.publicKey(), m);
            assertArrayEquals(mBefore, m);
            assertArrayEquals(made.secret(), key.decapsulate(made.ciphertext()));
            assertTrue(key.toString().endsWith("Key[…]"));
        }
    }
}
