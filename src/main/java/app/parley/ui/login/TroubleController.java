package app.parley.ui.login;

import app.parley.client.ClientException;
import javafx.fxml.FXML;
import javafx.scene.control.Label;

/// A profile that does not open: what happened, what is safe, what to do next.
public final class TroubleController {
    private final LoginViewModel model;
    private final Runnable quit;

    @FXML
    private Label title;

    @FXML
    private Label words;

    /// @param quit closes the window
    public TroubleController(LoginViewModel model, Runnable quit) {
        this.model = model;
        this.quit = quit;
    }

    @FXML
    void initialize() {
        model.troubleProperty().subscribe(this::show);
    }

    private void show(ClientException.Why why) {
        title.setText(model.texts().of("trouble.title", why));
        words.setText(model.texts().of("trouble.words", why, model.folder()));
    }

    @FXML
    void onAgain() {
        model.start();
    }

    @FXML
    void onQuit() {
        quit.run();
    }

    public LoginViewModel getModel() {
        return model;
    }
}
