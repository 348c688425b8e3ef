package app.parley.app;

import app.parley.client.Client;
import app.parley.client.ClientException;
import app.parley.client.Profile;
import app.parley.client.Profile.Change;
import app.parley.client.Profile.Unlock;
import app.parley.client.RecoveryKit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// Opens profiles for commands: takes the passphrase from a file, the environment, the system's
/// key store or a person at a terminal, in this order.
final class ProfileDoor {
    static final String VARIABLE = "PARLEY_PASSPHRASE";
    private static final int MAX_FILE = 64 * 1024;

    private final Profile profile;
    private final Optional<Path> passphraseFile;
    private final Map<String, String> environment;
    private final Terminal terminal;

    ProfileDoor(Profile profile, Optional<Path> passphraseFile, Surroundings surroundings) {
        this.profile = profile;
        this.passphraseFile = passphraseFile;
        this.environment = surroundings.environment();
        this.terminal = surroundings.terminal();
    }

    /// Opens the profile that is there.
    Client open() throws Failure {
        return with(profile::open);
    }

    /// Sets a passphrase, the first or another one.
    ///
    /// @param file holds the new one in its first line; else a person is asked
    void setPassphrase(Optional<Path> file) throws Failure {
        requireProfile();
        char[] fresh = file.isPresent()
                ? fromFile(file.get())
                : terminal.askNewPassphrase("New passphrase for " + profile.folder())
                        .orElseThrow(() -> Failure.wrongUse(
                                "The new passphrase comes from --new-passphrase-file F or a person at a terminal."
                                        + " Nothing was changed."));
        try {
            change(new Change.SetPassphrase(fresh));
        } finally {
            Arrays.fill(fresh, '\0');
        }
    }

    /// Keeps the key in another way.
    void change(Change change) throws Failure {
        requireProfile();
        with(how -> {
            profile.change(how, change);
            return true;
        });
    }

    /// How the profile is kept now.
    Profile.Protection protection() {
        return profile.protection();
    }

    private void requireProfile() throws Failure {
        if (profile.protection() == Profile.Protection.NO_PROFILE) {
            throw Failure.because(Words.of(ClientException.Why.NO_PROFILE));
        }
    }

    private interface Use<T> {
        T by(Unlock how) throws ClientException;
    }

    /// Does something with what opens the profile.
    private <T> T with(Use<T> use) throws Failure {
        return switch (profile.protection()) {
            case NO_PROFILE -> throw Failure.because(Words.of(ClientException.Why.NO_PROFILE));
            case UNPROTECTED -> {
                warnUnprotected();
                yield with(use, new Unlock.Unprotected());
            }
            case KEY_STORE -> with(use, new Unlock.KeyStore());
            case PASSPHRASE -> withPassphrase(use, given());
            case KEY_STORE_AND_PASSPHRASE -> {
                Optional<char[]> given = given();
                yield given.isPresent() ? withPassphrase(use, given) : withStoreOrPassphrase(use);
            }
        };
    }

    private <T> T withPassphrase(Use<T> use, Optional<char[]> given) throws Failure {
        char[] secret = given.or(() -> terminal.askPassphrase("Passphrase of " + profile.folder()))
                .orElseThrow(() -> Failure.because(Words.of(ClientException.Why.PASSPHRASE_NEEDED)));
        return withAndWipe(use, secret);
    }

    /// Whatever is wrong with the key store, the passphrase does.
    private <T> T withStoreOrPassphrase(Use<T> use) throws Failure {
        try {
            return use.by(new Unlock.KeyStore());
        } catch (ClientException e) {
            if (e.why() != ClientException.Why.KEY_STORE_UNAVAILABLE) {
                throw failure(e);
            }
            terminal.say("The system's key store does not give the key of this profile; its passphrase does.");
            return withPassphrase(use, Optional.empty());
        }
    }

    private <T> T with(Use<T> use, Unlock how) throws Failure {
        try {
            return use.by(how);
        } catch (ClientException e) {
            throw failure(e);
        }
    }

    private Failure failure(ClientException e) {
        Duration pause = profile.pause();
        return Failure.because(pause.isZero() ? Words.of(e.why()) : Words.of(e.why()) + " " + Words.pause(pause));
    }

    /// Opens the profile, or makes one where none is.
    ///
    /// @param unprotected whether the key may lie beside a new profile
    /// @param kitFile a recovery kit, for a new profile of an account that is there already
    Client openOrCreate(boolean unprotected, Optional<Path> kitFile) throws Failure {
        if (profile.protection() != Profile.Protection.NO_PROFILE) {
            if (kitFile.isPresent()) {
                throw Failure.because(Words.of(ClientException.Why.PROFILE_EXISTS)
                        + " Name another --profile for the one to recover.");
            }
            return open();
        }
        Use<Client> making = profile::create;
        if (kitFile.isPresent()) {
            RecoveryKit kit = RecoveryFile.read(kitFile.get());
            making = how -> profile.recover(kit, how);
        }
        return create(making, unprotected);
    }

    private Client create(Use<Client> making, boolean unprotected) throws Failure {
        Optional<char[]> given = given();
        if (given.isPresent()) {
            return withAndWipe(making, given.get());
        }
        if (unprotected) {
            warnUnprotected();
            return with(making, new Unlock.Unprotected());
        }
        if (profile.keyStoreAvailable()) {
            Optional<Client> made = createInStore(making);
            if (made.isPresent()) {
                return made.get();
            }
        }
        char[] secret = terminal.askNewPassphrase("New passphrase for " + profile.folder())
                .orElseThrow(() -> Failure.because("A new profile needs a passphrase: --passphrase-file F, or the"
                        + " environment variable PARLEY_PASSPHRASE; or --unprotected to keep the key beside it."
                        + " Nothing was made."));
        return withAndWipe(making, secret);
    }

    /// @return empty if the store did not take the key after all
    private Optional<Client> createInStore(Use<Client> making) throws Failure {
        try {
            return Optional.of(making.by(new Unlock.KeyStore()));
        } catch (ClientException e) {
            if (e.why() != ClientException.Why.KEY_STORE_UNAVAILABLE) {
                throw failure(e);
            }
            return Optional.empty();
        }
    }

    private void warnUnprotected() {
        terminal.say("This profile is unprotected: its key lies beside it in " + profile.folder()
                + ", and whoever can read that folder can read everything in it.");
    }

    private <T> T withAndWipe(Use<T> use, char[] secret) throws Failure {
        try {
            return with(use, new Unlock.Passphrase(secret));
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    /// The passphrase of the file or of the environment, if either is there.
    private Optional<char[]> given() throws Failure {
        if (passphraseFile.isPresent()) {
            return Optional.of(fromFile(passphraseFile.get()));
        }
        String variable = environment.getOrDefault(VARIABLE, "");
        return variable.isEmpty() ? Optional.empty() : Optional.of(variable.toCharArray());
    }

    /// The first line of the file, without its end.
    static char[] fromFile(Path file) throws Failure {
        byte[] bytes;
        try {
            if (Files.size(file) > MAX_FILE) {
                throw Failure.wrongUse("The passphrase file " + file + " is too long to be one. Nothing was changed.");
            }
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw Failure.because("The passphrase file " + file + " cannot be read. Nothing was changed.");
        }
        CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
        int end = 0;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        char[] secret = new char[end];
        text.get(secret);
        Arrays.fill(bytes, (byte) 0);
        Arrays.fill(text.array(), '\0');
        if (end == 0) {
            throw Failure.wrongUse("The first line of " + file + " is empty: no passphrase. Nothing was changed.");
        }
        return secret;
    }
}
