package app.parley.ui.settings;

import app.parley.client.Profile;
import app.parley.client.Profile.Protection;
import app.parley.ui.Texts;
import app.parley.ui.UiSettings;
import app.parley.ui.Wording;
import app.parley.ui.Work;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleIntegerProperty;

/// How the profile on this computer is protected.
public final class ProtectionViewModel {
    private final Profile profile;
    private final Work work;
    private final Wording wording;
    private final ReadOnlyObjectWrapper<Protection> protection = new ReadOnlyObjectWrapper<>(Protection.PASSPHRASE);
    private final ReadOnlyBooleanWrapper keyStoreShown = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper passphraseWords = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper passphraseAction = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper keyStoreWords = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper keyStoreAction = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper done = new ReadOnlyStringWrapper("");
    private final IntegerProperty lockAfter;

    public ProtectionViewModel(Profile profile, Work work, Wording wording, UiSettings settings) {
        this.profile = profile;
        this.work = work;
        this.wording = wording;
        this.lockAfter = new SimpleIntegerProperty(settings.lockAfter());
        lockAfter.addListener((property, before, now) -> settings.setLockAfter(now.intValue()));
        show(Protection.PASSPHRASE, false);
    }

    private record Now(Protection protection, boolean keyStore) {}

    /// Looks how it is now.
    public void open() {
        done.set("");
        look();
    }

    private void look() {
        work.read(
                () -> new Now(profile.protection(), profile.keyStoreAvailable()),
                now -> show(now.protection(), now.keyStore()),
                failed -> done.set(wording.failure(failed)));
    }

    private void show(Protection now, boolean keyStoreThere) {
        Texts texts = wording.texts();
        protection.set(now);
        passphraseWords.set(texts.get(
                now.byPassphrase()
                        ? "protection.passphrase.on"
                        : now == Protection.UNPROTECTED
                                ? "protection.passphrase.nothing"
                                : "protection.passphrase.off"));
        passphraseAction.set(
                texts.get(now.byPassphrase() ? "protection.passphrase.change" : "protection.passphrase.set"));
        keyStoreShown.set(keyStoreThere || now.byKeyStore());
        keyStoreWords.set(texts.get(now.byKeyStore() ? "protection.key-store.on" : "protection.key-store.off"));
        keyStoreAction.set(texts.get(now.byKeyStore() ? "protection.key-store.remove" : "protection.key-store.add"));
    }

    /// Something was changed.
    public void did(Purpose purpose) {
        if (purpose != Purpose.RECOVERY_KIT) {
            done.set(wording.texts().of("protection.done", purpose));
        }
        look();
    }

    /// What the button beside the key store is for.
    public Purpose keyStorePurpose() {
        return protection.get().byKeyStore() ? Purpose.REMOVE_KEY_STORE : Purpose.ADD_KEY_STORE;
    }

    public Profile profile() {
        return profile;
    }

    Wording wording() {
        return wording;
    }

    /// Minutes, 0 for never.
    public IntegerProperty lockAfterProperty() {
        return lockAfter;
    }

    public ReadOnlyObjectProperty<Protection> protectionProperty() {
        return protection.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty keyStoreShownProperty() {
        return keyStoreShown.getReadOnlyProperty();
    }

    public boolean isKeyStoreShown() {
        return keyStoreShown.get();
    }

    public ReadOnlyStringProperty passphraseWordsProperty() {
        return passphraseWords.getReadOnlyProperty();
    }

    public String getPassphraseWords() {
        return passphraseWords.get();
    }

    public ReadOnlyStringProperty passphraseActionProperty() {
        return passphraseAction.getReadOnlyProperty();
    }

    public String getPassphraseAction() {
        return passphraseAction.get();
    }

    public ReadOnlyStringProperty keyStoreWordsProperty() {
        return keyStoreWords.getReadOnlyProperty();
    }

    public String getKeyStoreWords() {
        return keyStoreWords.get();
    }

    public ReadOnlyStringProperty keyStoreActionProperty() {
        return keyStoreAction.getReadOnlyProperty();
    }

    public String getKeyStoreAction() {
        return keyStoreAction.get();
    }

    /// What was done last.
    public ReadOnlyStringProperty doneProperty() {
        return done.getReadOnlyProperty();
    }

    public String getDone() {
        return done.get();
    }
}
