package app.parley.ui.settings;

import app.parley.ui.control.EverySecond;
import app.parley.ui.login.Strength;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ProgressBar;

/// The panel that asks for the passphrase.
public final class ProofController {
    private final ProofViewModel model;
    private final Runnable close;

    @FXML
    private Label title;

    @FXML
    private Label words;

    @FXML
    private Node currentName;

    @FXML
    private PasswordField current;

    @FXML
    private Node setting;

    @FXML
    private PasswordField fresh;

    @FXML
    private PasswordField again;

    @FXML
    private ProgressBar strength;

    @FXML
    private Label hint;

    @FXML
    private Button go;

    /// @param close puts the panel away
    public ProofController(ProofViewModel model, Runnable close) {
        this.model = model;
        this.close = close;
    }

    @FXML
    void initialize() {
        title.setText(model.getTitle());
        words.setText(model.getWords());
        go.setText(model.getAction());
        put(currentName, model.isAsking());
        put(current, model.isAsking());
        put(setting, model.isSetting());
        current.textProperty().bindBidirectional(model.currentProperty());
        fresh.textProperty().bindBidirectional(model.freshProperty());
        again.textProperty().bindBidirectional(model.againProperty());
        hint.textProperty().bind(model.hint());
        strength.progressProperty().bind(model.strength().map(s -> s.ordinal() / (double) Strength.STRONG.ordinal()));
        model.strength().subscribe(this::colour);
        go.disableProperty().bind(model.ready().not());
        EverySecond.whileShown(words, model.getPause()::tick);
    }

    private static void put(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private void colour(Strength now) {
        strength.pseudoClassStateChanged(PseudoClass.getPseudoClass("weak"), now == Strength.WEAK);
        strength.pseudoClassStateChanged(PseudoClass.getPseudoClass("good"), now.compareTo(Strength.FAIR) >= 0);
    }

    /// Puts the cursor where one begins to type. To be called once it is shown.
    public void focus() {
        Node first = model.isAsking() ? current : model.isSetting() ? fresh : go;
        first.requestFocus();
    }

    @FXML
    void onGo() {
        model.go();
    }

    @FXML
    void onClose() {
        model.wipe();
        close.run();
    }

    public ProofViewModel getModel() {
        return model;
    }
}
