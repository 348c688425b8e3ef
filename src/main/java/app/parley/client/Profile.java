package app.parley.client;

import java.nio.file.Path;
import java.time.Duration;

/// A folder that holds one person's keys and history, closed.
public interface Profile {
    Path folder();

    Protection protection();

    /// Makes the profile. The folder may not hold one yet.
    Client create(Unlock how) throws ClientException;

    /// Makes a profile with the account key of a recovery kit and new device keys. Signing up with
    /// it makes it known as the same account.
    Client recover(RecoveryKit kit, Unlock how) throws ClientException;

    /// Opens the profile. Takes the profile's lock: `PROFILE_IN_USE` if another process has it. A
    /// corrupt profile (`PROFILE_CORRUPT`) is left exactly as it is.
    Client open(Unlock how) throws ClientException;

    /// Whether the operating system's key store answers here. Asks it; may take some seconds.
    boolean keyStoreAvailable();

    /// How long until the next passphrase is looked at: wrong ones make the pause grow, to a
    /// minute at most. Zero if one is looked at now.
    Duration pause();

    /// Whether `how` opens the profile, which may be open meanwhile. Takes as long as opening.
    ///
    /// @throws ClientException why not: `WRONG_PASSPHRASE`, `TOO_SOON` …
    void prove(Unlock how) throws ClientException;

    /// Keeps the profile's key in another way from now on. The profile may be open meanwhile. If
    /// this fails or the process dies, the old way goes on working.
    ///
    /// @param proof what opens the profile now
    void change(Unlock proof, Change change) throws ClientException;

    /// How the profile's key is kept.
    enum Protection {
        NO_PROFILE,
        PASSPHRASE,
        KEY_STORE,
        /// The key store opens it, and where that fails, the passphrase.
        KEY_STORE_AND_PASSPHRASE,
        UNPROTECTED;

        /// Whether a passphrase opens it.
        public boolean byPassphrase() {
            return this == PASSPHRASE || this == KEY_STORE_AND_PASSPHRASE;
        }

        /// Whether the key store opens it while it answers.
        public boolean byKeyStore() {
            return this == KEY_STORE || this == KEY_STORE_AND_PASSPHRASE;
        }
    }

    /// Another way to keep a profile's key.
    sealed interface Change {
        /// A first or another passphrase. A key that lay beside the profile is removed.
        ///
        /// @param secret wiped by whoever made it, after use
        record SetPassphrase(char[] secret) implements Change {
            @Override
            public String toString() {
                return "SetPassphrase[…]";
            }
        }

        /// The key store opens the profile too. A key that lay beside the profile is removed.
        record AddKeyStore() implements Change {}

        /// Only the passphrase opens it: `PASSPHRASE_NEEDED` if there is none.
        record RemoveKeyStore() implements Change {}
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

        /// For a new profile: the key store, and a passphrase for when that fails. Opens a profile
        /// as the passphrase alone does.
        ///
        /// @param secret wiped by whoever made it, after use
        record KeyStoreAndPassphrase(char[] secret) implements Unlock {
            @Override
            public String toString() {
                return "KeyStoreAndPassphrase[…]";
            }
        }

        /// The key lies beside the profile in a file only its owner may read.
        record Unprotected() implements Unlock {}
    }
}
