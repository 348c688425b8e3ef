package app.parley.ui.shell;

import app.parley.ui.Texts;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;

/// The panel that asks whether something is really to be done.
final class AskController {
    private final Texts texts;
    private final String what;
    private final Object about;
    private final Runnable deed;
    private final Runnable close;

    @FXML
    private Label title;

    @FXML
    private Label words;

    @FXML
    private Button yes;

    /// As [app.parley.ui.Asking] has it.
    ///
    /// @param close puts the panel away
    AskController(Texts texts, String what, Object about, Runnable deed, Runnable close) {
        this.texts = texts;
        this.what = what;
        this.about = about;
        this.deed = deed;
        this.close = close;
    }

    @FXML
    void initialize() {
        title.setText(texts.get(what + ".title", about));
        words.setText(texts.get(what + ".words", about));
        yes.setText(texts.get(what + ".yes"));
    }

    @FXML
    void onYes() {
        close.run();
        deed.run();
    }

    @FXML
    void onNo() {
        close.run();
    }
}
