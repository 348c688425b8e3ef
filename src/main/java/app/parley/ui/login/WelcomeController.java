package app.parley.ui.login;

import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.input.Clipboard;

/// The first choice: to host, or to join with an invite.
public final class WelcomeController {
    private final LoginViewModel model;

    @FXML
    private Node root;

    public WelcomeController(LoginViewModel model) {
        this.model = model;
    }

    @FXML
    void initialize() {
        ObservableValue<Boolean> inFront = root.sceneProperty()
                .flatMap(scene -> scene.windowProperty())
                .flatMap(window -> window.focusedProperty())
                .orElse(false);
        inFront.addListener((property, before, now) -> {
            if (now) {
                lookIntoClipboard();
            }
        });
    }

    private void lookIntoClipboard() {
        String text = Clipboard.getSystemClipboard().getString();
        if (text != null) {
            model.offer(text);
        }
    }

    @FXML
    void onHost() {
        model.host();
    }

    @FXML
    void onGuest() {
        lookIntoClipboard();
        model.guest();
    }

    @FXML
    void onRecover() {
        model.recover();
    }

    public LoginViewModel getModel() {
        return model;
    }
}
