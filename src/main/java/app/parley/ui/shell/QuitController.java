package app.parley.ui.shell;

import app.parley.ui.Texts;
import javafx.fxml.FXML;
import javafx.scene.control.Label;

/// The question before quitting while others use the relay here.
public final class QuitController {
    private final Texts texts;
    private final int others;
    private final Runnable stay;
    private final Runnable quit;

    @FXML
    private Label words;

    /// @param others how many people are connected to the relay here
    public QuitController(Texts texts, int others, Runnable stay, Runnable quit) {
        this.texts = texts;
        this.others = others;
        this.stay = stay;
        this.quit = quit;
    }

    @FXML
    void initialize() {
        words.setText(texts.get("quit.words", others));
    }

    @FXML
    void onStay() {
        stay.run();
    }

    @FXML
    void onQuit() {
        quit.run();
    }
}
