package app.parley.ui.login;

import app.parley.client.Client;
import app.parley.client.ClientException;
import app.parley.client.Profile;
import app.parley.client.RecoveryKit;
import app.parley.ui.Texts;
import app.parley.ui.service.KeyWork;
import app.parley.ui.service.Live;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// Makes or opens the profile.
final class Unlocking {
    private final Profile profile;
    private final KeyWork keys;
    private final Texts texts;
    private final UnlockScreen screen;
    private final Executor fx;
    private final Consumer<Live> opened;
    private final Consumer<ClientException.Why> troubled;

    /// @param fx the JavaFX thread; both consumers are called on it
    /// @param opened takes over the open profile
    /// @param troubled told why there is none, unless it was the wrong passphrase
    Unlocking(
            Profile profile,
            KeyWork keys,
            Texts texts,
            UnlockScreen screen,
            Executor fx,
            Consumer<Live> opened,
            Consumer<ClientException.Why> troubled) {
        this.profile = profile;
        this.keys = keys;
        this.texts = texts;
        this.screen = screen;
        this.fx = fx;
        this.opened = opened;
        this.troubled = troubled;
    }

    /// Makes the profile, with the account of a recovery kit if there is one.
    void create(Profile.Unlock how, Optional<RecoveryKit> kit) {
        Opening making =
                kit.<Opening>map(words -> with -> profile.recover(words, with)).orElse(profile::create);
        keys.hash(texts.get("protect.working"), () -> using(how, making), this::took, this::failed);
    }

    /// Opens the profile with the passphrase that was typed.
    void withPassphrase() {
        if (screen.getPause().waitingProperty().get()) {
            return;
        }
        screen.say("");
        open(new Profile.Unlock.Passphrase(screen.passphraseProperty().get().toCharArray()));
    }

    void open(Profile.Unlock how) {
        keys.hash(texts.get("unlock.working"), () -> using(how, profile::open), this::took, failed -> {
            switch (failed) {
                case ClientException e
                when e.why() == ClientException.Why.WRONG_PASSPHRASE -> {
                    screen.passphraseProperty().set("");
                    screen.say(texts.get("unlock.wrong"));
                    screen.getPause().look();
                }
                case ClientException e
                when e.why() == ClientException.Why.TOO_SOON ->
                    screen.getPause().look();
                default -> failed(failed);
            }
        });
    }

    private interface Opening {
        Client with(Profile.Unlock how) throws ClientException;
    }

    private Live using(Profile.Unlock how, Opening opening) throws ClientException {
        try {
            return Live.of(opening.with(how), fx);
        } finally {
            switch (how) {
                case Profile.Unlock.Passphrase(char[] secret) -> Arrays.fill(secret, '\0');
                case Profile.Unlock.KeyStoreAndPassphrase(char[] secret) -> Arrays.fill(secret, '\0');
                case Profile.Unlock.KeyStore store -> {}
                case Profile.Unlock.Unprotected none -> {}
            }
        }
    }

    private void took(Live live) {
        live.begin();
        screen.passphraseProperty().set("");
        opened.accept(live);
    }

    private void failed(Exception failed) {
        troubled.accept(failed instanceof ClientException e ? shown(e.why()) : ClientException.Why.DATABASE);
    }

    /// What cannot happen while a profile opens is shown like a database that does not answer.
    private static ClientException.Why shown(ClientException.Why why) {
        return switch (why) {
            case PROFILE_IN_USE, PROFILE_CORRUPT, KEY_STORE_UNAVAILABLE, DISK_FULL, PROFILE_EXISTS, NO_PROFILE -> why;
            case NOT_SIGNED_IN,
                    NOBODY_THERE,
                    NO_SUCH_MESSAGE,
                    BLANK,
                    TOO_LONG,
                    KEY_CHANGED,
                    CONFLICTING_DEVICES,
                    BLOCKED,
                    DATABASE,
                    RELAY_UNREACHABLE,
                    TOO_OFTEN,
                    WRONG_PASSPHRASE,
                    TOO_SOON,
                    PASSPHRASE_NEEDED,
                    CLOSED -> ClientException.Why.DATABASE;
        };
    }
}
