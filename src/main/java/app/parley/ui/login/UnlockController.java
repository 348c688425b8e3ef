package app.parley.ui.login;

import app.parley.ui.control.EverySecond;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.PasswordField;

/// The passphrase of a profile that is there.
public final class UnlockController {
    private final LoginViewModel model;

    @FXML
    private PasswordField passphrase;

    @FXML
    private Button open;

    public UnlockController(LoginViewModel model) {
        this.model = model;
    }

    @FXML
    void initialize() {
        UnlockScreen screen = model.getUnlockScreen();
        passphrase.textProperty().bindBidirectional(screen.passphraseProperty());
        passphrase.disableProperty().bind(model.busyProperty());
        open.disableProperty()
                .bind(screen.passphraseProperty()
                        .isEmpty()
                        .or(model.busyProperty())
                        .or(screen.getPause().waitingProperty()));
        passphrase.sceneProperty().addListener((property, before, now) -> passphrase.requestFocus());
        EverySecond.whileShown(passphrase, screen.getPause()::tick);
        model.busyProperty().addListener((property, before, now) -> passphrase.requestFocus());
    }

    @FXML
    void onOpen() {
        if (!open.isDisabled()) {
            model.unlock();
        }
    }

    public LoginViewModel getModel() {
        return model;
    }
}
