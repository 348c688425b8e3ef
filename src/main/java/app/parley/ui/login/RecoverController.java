package app.parley.ui.login;

import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;

/// The words of a recovery kit.
public final class RecoverController {
    private final LoginViewModel login;

    @FXML
    private TextArea words;

    @FXML
    private Label problem;

    @FXML
    private Label hint;

    @FXML
    private Button goOn;

    public RecoverController(LoginViewModel login) {
        this.login = login;
    }

    @FXML
    void initialize() {
        RecoverViewModel model = login.recovering();
        words.textProperty().bindBidirectional(model.typedProperty());
        problem.textProperty().bind(model.problem());
        problem.visibleProperty().bind(problem.textProperty().isNotEmpty());
        problem.managedProperty().bind(problem.visibleProperty());
        hint.textProperty().bind(model.hint());
        hint.visibleProperty().bind(problem.visibleProperty().not());
        hint.managedProperty().bind(hint.visibleProperty());
        goOn.disableProperty().bind(model.ready().map(ready -> !ready));
        words.sceneProperty().addListener((property, before, now) -> words.requestFocus());
    }

    @FXML
    void onGoOn() {
        login.recovered();
    }

    @FXML
    void onBack() {
        login.back();
    }
}
