package app.parley.store;

import java.util.Optional;

/// Where the operating system keeps secrets for a signed-in person. It may be missing, locked or
/// broken at any time; then everything answers "no" and the person is asked for a passphrase
/// instead.
public interface KeyStore {
    /// Whether a secret can be kept and found here now. May ask the person to unlock it.
    boolean available();

    /// @param name which secret
    /// @return empty if it is not there or the store does not answer
    Optional<byte[]> find(String name);

    /// @return false if the store did not take it
    boolean keep(String name, byte[] secret);

    /// Removes a secret; nothing happens if it is not there.
    ///
    /// @return false if the store did not answer, so that it may still be there
    boolean forget(String name);

    /// A machine without one.
    static KeyStore none() {
        return new KeyStore() {
            @Override
            public boolean available() {
                return false;
            }

            @Override
            public Optional<byte[]> find(String name) {
                return Optional.empty();
            }

            @Override
            public boolean keep(String name, byte[] secret) {
                return false;
            }

            @Override
            public boolean forget(String name) {
                return false;
            }
        };
    }
}
