package app.parley.ui.login;

import app.parley.ui.control.CodeField;
import app.parley.ui.control.EverySecond;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;

/// The one-time code.
public final class CodeController {
    private final LoginViewModel login;
    private final CodeViewModel model;

    @FXML
    private Node root;

    @FXML
    private CodeField code;

    @FXML
    private Hyperlink another;

    public CodeController(LoginViewModel login) {
        this.login = login;
        this.model = login.code();
    }

    @FXML
    void initialize() {
        code.digitsProperty().bind(model.digitsProperty());
        code.codeProperty().bindBidirectional(model.codeProperty());
        model.wrongProperty().subscribe(wrong -> {
            code.wrongProperty().set(wrong);
            code.focusFirstEmpty();
        });
        code.disableProperty().bind(model.usableProperty().not().or(login.busyProperty()));
        code.disableProperty().addListener((property, before, now) -> {
            if (!now) {
                code.focusFirstEmpty();
            }
        });
        another.disableProperty().bind(model.anotherAllowedProperty().not());
        EverySecond.whileShown(root, model::tick);
    }

    @FXML
    void onAnother() {
        model.askForAnother();
    }

    @FXML
    void onBack() {
        login.back();
    }

    public LoginViewModel getLogin() {
        return login;
    }

    public CodeViewModel getModel() {
        return model;
    }
}
