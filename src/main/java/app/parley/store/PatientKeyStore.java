package app.parley.store;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A key store that is waited for only so long, and whose faults are answers: key stores are
/// services of the desktop that may be slow, hang, or ask a person who is not there.
public final class PatientKeyStore implements KeyStore {
    private static final Logger LOG = LoggerFactory.getLogger(PatientKeyStore.class);

    private final KeyStore store;
    private final Duration patience;

    /// @param patience how long each question may take; a person may have to unlock the store
    public PatientKeyStore(KeyStore store, Duration patience) {
        this.store = store;
        this.patience = patience;
    }

    @Override
    public boolean available() {
        return ask(store::available, false);
    }

    @Override
    public Optional<byte[]> find(String name) {
        return ask(() -> store.find(name), Optional.empty());
    }

    @Override
    public boolean keep(String name, byte[] secret) {
        // A copy, since a late store may still read it after the caller wiped its own.
        byte[] copy = secret.clone();
        return ask(
                () -> {
                    try {
                        return store.keep(name, copy);
                    } finally {
                        Arrays.fill(copy, (byte) 0);
                    }
                },
                false);
    }

    @Override
    public boolean forget(String name) {
        return ask(() -> store.forget(name), false);
    }

    /// On a platform thread of its own: native calls may hold it for ever, and then only it is
    /// lost.
    private <T> T ask(Callable<T> question, T otherwise) {
        FutureTask<T> answer = new FutureTask<>(question);
        Thread.ofPlatform().daemon().name("key-store").start(answer);
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("the key store did not answer in time");
            answer.cancel(true);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            LOG.warn("the key store failed: {}", cause.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return otherwise;
    }
}
