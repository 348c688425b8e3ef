package app.parley.ui.login;

import app.parley.client.Profile;
import app.parley.ui.Texts;
import app.parley.ui.Work;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;

/// How the new profile is kept on this computer.
public final class ProtectViewModel {
    /// The ways to keep a profile's key.
    public enum Way {
        PASSPHRASE,
        KEY_STORE,
        UNPROTECTED
    }

    private final Texts texts;
    private final Consumer<Profile.Unlock> done;
    private final ObjectProperty<Way> way = new SimpleObjectProperty<>(Way.PASSPHRASE);
    private final StringProperty passphrase = new SimpleStringProperty("");
    private final StringProperty again = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper keyStoreThere = new ReadOnlyBooleanWrapper();
    private final BooleanProperty asked = new SimpleBooleanProperty();
    private final ObservableValue<Strength> strength = passphrase.map(Strength::of);

    /// @param done goes on with what was chosen
    public ProtectViewModel(Texts texts, Consumer<Profile.Unlock> done) {
        this.texts = texts;
        this.done = done;
    }

    /// Asks whether the operating system's key store is there; the choice appears once it
    /// answered.
    public void lookForKeyStore(Profile profile, Work work) {
        if (!asked.get()) {
            asked.set(true);
            work.read(profile::keyStoreAvailable, keyStoreThere::set, failed -> keyStoreThere.set(false));
        }
    }

    /// Whether the choice is complete.
    public BooleanBinding ready() {
        return Bindings.createBooleanBinding(
                () -> switch (way.get()) {
                    case PASSPHRASE -> good();
                    case KEY_STORE -> keyStoreThere.get() && (untyped() || good());
                    case UNPROTECTED -> true;
                },
                way,
                passphrase,
                again,
                keyStoreThere);
    }

    private boolean good() {
        return Strength.of(passphrase.get()).enough() && passphrase.get().equals(again.get());
    }

    private boolean untyped() {
        return passphrase.get().isEmpty() && again.get().isEmpty();
    }

    /// The key store did not take the key after all: a passphrase is asked for instead.
    public void storeFailed() {
        keyStoreThere.set(false);
        way.set(Way.PASSPHRASE);
        problem.set(texts.get("protect.key-store.failed"));
    }

    public void goOn() {
        if (!ready().get()) {
            return;
        }
        Profile.Unlock chosen = switch (way.get()) {
            case PASSPHRASE -> new Profile.Unlock.Passphrase(passphrase.get().toCharArray());
            case KEY_STORE ->
                untyped()
                        ? new Profile.Unlock.KeyStore()
                        : new Profile.Unlock.KeyStoreAndPassphrase(
                                passphrase.get().toCharArray());
            case UNPROTECTED -> new Profile.Unlock.Unprotected();
        };
        problem.set("");
        done.accept(chosen);
    }

    /// Forgets what was typed.
    public void wipe() {
        passphrase.set("");
        again.set("");
    }

    /// What is said of the passphrase so far.
    public ObservableValue<String> hint() {
        return Bindings.createStringBinding(
                () -> {
                    Strength now = Strength.of(passphrase.get());
                    boolean differs = !again.get().isEmpty() && !again.get().equals(passphrase.get());
                    return texts.get(differs ? "protect.differs" : "protect.strength." + now.name());
                },
                passphrase,
                again);
    }

    public ObservableValue<Strength> strength() {
        return strength;
    }

    /// What went wrong with the choice before.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    public String getProblem() {
        return problem.get();
    }

    public ObjectProperty<Way> wayProperty() {
        return way;
    }

    public StringProperty passphraseProperty() {
        return passphrase;
    }

    public StringProperty againProperty() {
        return again;
    }

    public ReadOnlyBooleanProperty keyStoreThereProperty() {
        return keyStoreThere.getReadOnlyProperty();
    }

    public boolean isKeyStoreThere() {
        return keyStoreThere.get();
    }
}
