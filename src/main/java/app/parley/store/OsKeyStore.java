package app.parley.store;

import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.Keyring;
import com.github.javakeyring.PasswordAccessException;
import java.util.Base64;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The key store of Windows, macOS or the Linux desktop (Secret Service), through java-keyring.
public final class OsKeyStore implements KeyStore {
    private static final Logger LOG = LoggerFactory.getLogger(OsKeyStore.class);
    private static final String SERVICE = "Parley";
    private static final String PROBE = "probe";

    private interface Use<T> {
        T run(Keyring keyring) throws PasswordAccessException;
    }

    @Override
    public boolean available() {
        boolean works = keep(PROBE, new byte[] {1}) && find(PROBE).isPresent();
        return works && forget(PROBE);
    }

    @Override
    public Optional<byte[]> find(String name) {
        return with(keyring -> Base64.getDecoder().decode(keyring.getPassword(SERVICE, name)));
    }

    @Override
    public boolean keep(String name, byte[] secret) {
        return with(keyring -> {
                    keyring.setPassword(SERVICE, name, Base64.getEncoder().encodeToString(secret));
                    return true;
                })
                .orElse(false);
    }

    @Override
    public boolean forget(String name) {
        return with(keyring -> {
                    keyring.deletePassword(SERVICE, name);
                    return true;
                })
                .orElse(false);
    }

    /// Any failure of the library or of the system below it is the same to us: there is no key
    /// store.
    private static <T> Optional<T> with(Use<T> use) {
        try (Keyring keyring = Keyring.create()) {
            return Optional.ofNullable(use.run(keyring));
        } catch (BackendNotSupportedException | PasswordAccessException e) {
            return Optional.empty();
        } catch (Exception | LinkageError e) {
            LOG.debug("the key store failed: {}", e.getClass().getSimpleName());
            return Optional.empty();
        }
    }
}
