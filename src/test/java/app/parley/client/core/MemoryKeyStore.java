package app.parley.client.core;

import app.parley.store.KeyStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A key store for tests, which can fail in the ways that real ones do.
final class MemoryKeyStore implements KeyStore {
    final Map<String, byte[]> kept = new HashMap<>();
    /// Says no to everything.
    boolean broken;
    /// Says yes, and keeps nothing.
    boolean forgetful;
    /// The array that was handed out last: it is the caller's to wipe.
    byte[] handedOut = new byte[0];

    @Override
    public boolean available() {
        return !broken;
    }

    @Override
    public Optional<byte[]> find(String name) {
        if (broken || !kept.containsKey(name)) {
            return Optional.empty();
        }
        handedOut = kept.get(name).clone();
        return Optional.of(handedOut);
    }

    @Override
    public boolean keep(String name, byte[] secret) {
        if (!forgetful && !broken) {
            kept.put(name, secret.clone());
        }
        return !broken;
    }

    @Override
    public boolean forget(String name) {
        return !broken && kept.remove(name) != null;
    }
}
