package app.parley.ui.settings;

import app.parley.client.ClientException;
import app.parley.client.Profile;
import app.parley.client.Profile.Change;
import app.parley.client.Profile.Protection;
import app.parley.client.Profile.Unlock;
import app.parley.ui.Wording;
import app.parley.ui.Work;
import app.parley.ui.login.Strength;
import app.parley.ui.login.TryPause;
import app.parley.ui.service.KeyWork;
import java.util.Arrays;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;

/// The panel before anything about the profile's protection changes or its kit is shown: asks for
/// the passphrase if there is one, and for a new one if that is what it is about.
public final class ProofViewModel {
    private final Purpose purpose;
    private final Profile profile;
    private final Protection protection;
    private final KeyWork keys;
    private final Wording wording;
    private final Runnable done;
    private final TryPause pause;
    private final StringProperty current = new SimpleStringProperty("");
    private final StringProperty fresh = new SimpleStringProperty("");
    private final StringProperty again = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

    /// @param done goes on once it is proved and changed
    public ProofViewModel(Purpose purpose, Profile profile, KeyWork keys, Work work, Wording wording, Runnable done) {
        this.purpose = purpose;
        this.profile = profile;
        this.protection = profile.protection();
        this.keys = keys;
        this.wording = wording;
        this.done = done;
        this.pause = new TryPause(profile, work, wording);
        current.addListener(change -> problem.set(""));
        pause.look();
    }

    /// Whether a passphrase opens the profile now, which is then asked for.
    public boolean isAsking() {
        return protection.byPassphrase();
    }

    /// Whether a new passphrase is to be typed.
    public boolean isSetting() {
        return purpose == Purpose.SET_PASSPHRASE;
    }

    public String getTitle() {
        boolean first = isSetting() && !isAsking();
        return first
                ? wording.texts().get("proof.title.first")
                : wording.texts().of("proof.title", purpose);
    }

    public String getWords() {
        return wording.texts().of("proof.words", purpose);
    }

    public String getAction() {
        return wording.texts().of("proof.action", purpose);
    }

    /// Whether all is typed.
    public BooleanBinding ready() {
        return Bindings.createBooleanBinding(
                () -> (!isAsking() || !current.get().isEmpty())
                        && (!isSetting()
                                || Strength.of(fresh.get()).enough()
                                        && fresh.get().equals(again.get()))
                        && !pause.waitingProperty().get()
                        && !keys.runningProperty().get(),
                current,
                fresh,
                again,
                pause.waitingProperty(),
                keys.runningProperty());
    }

    /// What is said of the new passphrase so far.
    public ObservableValue<String> hint() {
        return Bindings.createStringBinding(
                () -> {
                    Strength now = Strength.of(fresh.get());
                    boolean differs = !again.get().isEmpty() && !again.get().equals(fresh.get());
                    return wording.texts().get(differs ? "protect.differs" : "protect.strength." + now.name());
                },
                fresh,
                again);
    }

    public ObservableValue<Strength> strength() {
        return fresh.map(Strength::of);
    }

    public void go() {
        if (!ready().get()) {
            return;
        }
        problem.set("");
        char[] old = current.get().toCharArray();
        char[] wanted = fresh.get().toCharArray();
        keys.hash(
                wording.texts().get("proof.working"),
                () -> {
                    try {
                        carryOut(proof(old), wanted);
                        return purpose;
                    } finally {
                        Arrays.fill(old, '\0');
                        Arrays.fill(wanted, '\0');
                    }
                },
                finished -> {
                    wipe();
                    done.run();
                },
                this::failed);
    }

    private Unlock proof(char[] old) {
        return switch (protection) {
            case PASSPHRASE, KEY_STORE_AND_PASSPHRASE -> new Unlock.Passphrase(old);
            case KEY_STORE -> new Unlock.KeyStore();
            case UNPROTECTED, NO_PROFILE -> new Unlock.Unprotected();
        };
    }

    private void carryOut(Unlock proof, char[] wanted) throws ClientException {
        switch (purpose) {
            case SET_PASSPHRASE -> profile.change(proof, new Change.SetPassphrase(wanted));
            case ADD_KEY_STORE -> profile.change(proof, new Change.AddKeyStore());
            case REMOVE_KEY_STORE -> profile.change(proof, new Change.RemoveKeyStore());
            case RECOVERY_KIT -> profile.prove(proof);
        }
    }

    private void failed(Exception failed) {
        current.set("");
        problem.set(wording.failure(failed));
        pause.look();
    }

    /// Forgets what was typed.
    public void wipe() {
        current.set("");
        fresh.set("");
        again.set("");
    }

    public StringProperty currentProperty() {
        return current;
    }

    public StringProperty freshProperty() {
        return fresh;
    }

    public StringProperty againProperty() {
        return again;
    }

    public TryPause getPause() {
        return pause;
    }

    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    public String getProblem() {
        return problem.get();
    }

    public ReadOnlyBooleanProperty busyProperty() {
        return keys.runningProperty();
    }

    public boolean isBusy() {
        return keys.runningProperty().get();
    }
}
