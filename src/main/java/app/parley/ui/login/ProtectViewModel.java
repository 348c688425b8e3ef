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
                    case PASSPHRASE ->
                        Strength.of(passphrase.get()).enough()
                                && passphrase.get().equals(again.get());
                    case KEY_STORE -> keyStoreThere.get();
                    case UNPROTECTED -> true;
                },
                way,
                passphrase,
                again,
                keyStoreThere);
    }

    public void goOn() {
        if (!ready().get()) {
            return;
        }
        Profile.Unlock chosen = switch (way.get()) {
            case PASSPHRASE -> new Profile.Unlock.Passphrase(passphrase.get().toCharArray());
            case KEY_STORE -> new Profile.Unlock.KeyStore();
            case UNPROTECTED -> new Profile.Unlock.Unprotected();
        };
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
