package app.parley.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.InvalidKeyException;
import java.util.List;
import javax.crypto.AEADBadTagException;
import org.bouncycastle.crypto.DataLengthException;
import org.junit.jupiter.api.Test;

class CryptoExceptionTest {
    @Test
    void whatever_a_provider_throws_becomes_the_one_refusal_that_says_nothing() {
        List<CryptoException.Step<String>> failures = List.of(
                () -> {
                    throw new IllegalStateException("X25519 agreement failed");
                },
                () -> {
                    throw new IllegalArgumentException("invalid public key");
                },
                () -> {
                    throw new DataLengthException("too short");
                },
                () -> {
                    throw new ArrayIndexOutOfBoundsException(5);
                },
                () -> {
                    throw new AEADBadTagException("Tag mismatch");
                },
                () -> {
                    throw new InvalidKeyException("secret in the text");
                });
        for (CryptoException.Step<String> failure : failures) {
            CryptoException refusal = assertThrows(CryptoException.class, () -> CryptoException.guard(failure));
            assertEquals("refused", refusal.getMessage());
            assertNull(refusal.getCause());
            assertEquals(0, refusal.getStackTrace().length);
        }
    }

    @Test
    void a_result_comes_through_and_a_condition_is_required() throws CryptoException {
        assertEquals("fine", CryptoException.guard(() -> "fine"));
        CryptoException.require(true);
        assertThrows(CryptoException.class, () -> CryptoException.require(false));
    }
}
