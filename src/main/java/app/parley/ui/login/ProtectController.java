package app.parley.ui.login;

import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;

/// How the new profile is protected.
public final class ProtectController {
    private final LoginViewModel login;
    private final ProtectViewModel model;

    @FXML
    private RadioButton byPassphrase;

    @FXML
    private RadioButton byKeyStore;

    @FXML
    private RadioButton unprotected;

    @FXML
    private VBox ways;

    @FXML
    private Node passphrases;

    @FXML
    private Node backup;

    @FXML
    private Node warning;

    @FXML
    private PasswordField passphrase;

    @FXML
    private PasswordField again;

    @FXML
    private ProgressBar strength;

    @FXML
    private Label hint;

    @FXML
    private Button goOn;

    public ProtectController(LoginViewModel login) {
        this.login = login;
        this.model = login.protect();
    }

    @FXML
    void initialize() {
        ToggleGroup group = new ToggleGroup();
        group.getToggles().addAll(byPassphrase, byKeyStore, unprotected);
        byPassphrase.setOnAction(event -> model.wayProperty().set(ProtectViewModel.Way.PASSPHRASE));
        byKeyStore.setOnAction(event -> model.wayProperty().set(ProtectViewModel.Way.KEY_STORE));
        unprotected.setOnAction(event -> model.wayProperty().set(ProtectViewModel.Way.UNPROTECTED));
        model.wayProperty().subscribe(this::show);
        passphrase.textProperty().bindBidirectional(model.passphraseProperty());
        again.textProperty().bindBidirectional(model.againProperty());
        hint.textProperty().bind(model.hint());
        strength.progressProperty().bind(model.strength().map(s -> s.ordinal() / (double) Strength.STRONG.ordinal()));
        model.strength().subscribe(this::colour);
        goOn.disableProperty().bind(model.ready().not().or(login.busyProperty()));
    }

    private void show(ProtectViewModel.Way way) {
        byPassphrase.setSelected(way == ProtectViewModel.Way.PASSPHRASE);
        byKeyStore.setSelected(way == ProtectViewModel.Way.KEY_STORE);
        unprotected.setSelected(way == ProtectViewModel.Way.UNPROTECTED);
        boolean store = way == ProtectViewModel.Way.KEY_STORE;
        put(passphrases, store || way == ProtectViewModel.Way.PASSPHRASE);
        put(backup, store);
        // The fields stand under the choice they belong to.
        ways.getChildren().remove(passphrases);
        ways.getChildren().add(ways.getChildren().indexOf(store ? byKeyStore : byPassphrase) + 1, passphrases);
        put(warning, way == ProtectViewModel.Way.UNPROTECTED);
    }

    private static void put(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private void colour(Strength now) {
        strength.pseudoClassStateChanged(PseudoClass.getPseudoClass("weak"), now == Strength.WEAK);
        strength.pseudoClassStateChanged(PseudoClass.getPseudoClass("good"), now.compareTo(Strength.FAIR) >= 0);
    }

    @FXML
    void onGoOn() {
        model.goOn();
    }

    @FXML
    void onBack() {
        login.back();
    }

    public LoginViewModel getLogin() {
        return login;
    }

    public ProtectViewModel getModel() {
        return model;
    }
}
