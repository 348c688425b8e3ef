package app.parley.client;

import java.nio.file.Path;

/// A folder that holds one person's keys and history, closed.
public interface Profile {
    Path folder();

    Protection protection();

    /// Makes the profile. The folder may not hold one yet.
    Client create(Unlock how) throws ClientException;

    /// Opens the profile. Takes the profile's lock: `PROFILE_IN_USE` if another process has it. A
    /// corrupt profile (`PROFILE_CORRUPT`) is left exactly as it is.
    Client open(Unlock how) throws ClientException;

    /// Whether the operating system's key store answers here. Asks it; may take a second.
    boolean keyStoreAvailable();

    /// How the profile's key is kept.
    enum Protection {
        NO_PROFILE,
        PASSPHRASE,
        KEY_STORE,
        UNPROTECTED
    }

    /// What opens a profile.
    sealed interface Unlock {
        /// @param secret wiped by whoever made it, after use
        record Passphrase(char[] secret) implements Unlock {
            @Override
            public String toString() {
                return "Passphrase[…]";
            }
        }

        record KeyStore() implements Unlock {}

        /// The key lies beside the profile in a file only its owner may read.
        record Unprotected() implements Unlock {}
    }
}
