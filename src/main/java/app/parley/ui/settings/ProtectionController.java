package app.parley.ui.settings;

import app.parley.ui.Texts;
import app.parley.ui.UiSettings;
import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.scene.control.ChoiceBox;
import javafx.util.StringConverter;

/// The part of the settings about passphrase, key store, lock and recovery kit.
public final class ProtectionController {
    private final ProtectionViewModel model;
    private final Consumer<Purpose> ask;
    private final Runnable lock;

    @FXML
    private ChoiceBox<Integer> after;

    /// @param ask opens the panel in which somebody proves that the profile is theirs
    /// @param lock locks the window
    public ProtectionController(ProtectionViewModel model, Consumer<Purpose> ask, Runnable lock) {
        this.model = model;
        this.ask = ask;
        this.lock = lock;
    }

    @FXML
    void initialize() {
        after.setConverter(new Minutes(model.wording().texts()));
        after.getItems().setAll(UiSettings.LOCK_CHOICES);
        after.setValue(model.lockAfterProperty().get());
        after.valueProperty()
                .addListener(
                        (property, before, now) -> model.lockAfterProperty().set(now));
        model.open();
    }

    @FXML
    void onPassphrase() {
        ask.accept(Purpose.SET_PASSPHRASE);
    }

    @FXML
    void onKeyStore() {
        ask.accept(model.keyStorePurpose());
    }

    @FXML
    void onKit() {
        ask.accept(Purpose.RECOVERY_KIT);
    }

    @FXML
    void onLock() {
        lock.run();
    }

    public ProtectionViewModel getModel() {
        return model;
    }

    private static final class Minutes extends StringConverter<Integer> {
        private final Texts texts;

        Minutes(Texts texts) {
            this.texts = texts;
        }

        @Override
        public String toString(Integer minutes) {
            return texts.get("protection.lock.after", minutes);
        }

        @Override
        public Integer fromString(String text) {
            throw new UnsupportedOperationException("nothing is typed here");
        }
    }
}
