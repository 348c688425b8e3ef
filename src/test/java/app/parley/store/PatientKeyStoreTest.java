package app.parley.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PatientKeyStoreTest {
    /// Does the same for every question.
    private record Same(Supplier<Boolean> answer) implements KeyStore {
        @Override
        public boolean available() {
            return answer.get();
        }

        @Override
        public Optional<byte[]> find(String name) {
            return answer.get() ? Optional.of(new byte[] {1}) : Optional.empty();
        }

        @Override
        public boolean keep(String name, byte[] secret) {
            return answer.get();
        }

        @Override
        public boolean forget(String name) {
            return answer.get();
        }
    }

    private static void saysNo(KeyStore store) {
        assertFalse(store.available());
        assertEquals(Optional.empty(), store.find("x"));
        assertFalse(store.keep("x", new byte[] {2}));
        assertFalse(store.forget("x"));
    }

    @Test
    void a_store_that_answers_is_heard() {
        KeyStore store = new PatientKeyStore(new Same(() -> true), Duration.ofSeconds(20));
        assertTrue(store.available());
        assertArrayEquals(new byte[] {1}, store.find("x").orElseThrow());
        byte[] secret = {2};
        assertTrue(store.keep("x", secret));
        assertArrayEquals(new byte[] {2}, secret, "the caller's own is the caller's to wipe");
        assertTrue(store.forget("x"));
    }

    @Test
    void a_store_that_hangs_is_a_no_after_a_while() {
        CountDownLatch never = new CountDownLatch(1);
        Same hanging = new Same(() -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return true;
        });
        assertTimeoutPreemptively(
                Duration.ofSeconds(30), () -> saysNo(new PatientKeyStore(hanging, Duration.ofMillis(50))));
    }

    @Test
    void a_store_that_breaks_is_a_no() {
        saysNo(new PatientKeyStore(
                new Same(() -> {
                    throw new IllegalStateException("no bus");
                }),
                Duration.ofSeconds(20)));
        saysNo(new PatientKeyStore(
                new Same(() -> {
                    throw new UnsatisfiedLinkError("no library");
                }),
                Duration.ofSeconds(20)));
        saysNo(new PatientKeyStore(KeyStore.none(), Duration.ofSeconds(20)));
    }
}
