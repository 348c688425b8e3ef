package app.parley.ui.shell;

import javafx.fxml.FXML;

/// The question, asked once, whether Parley goes on when its window is closed.
public final class StayController {
    private final Runnable stay;
    private final Runnable quit;

    public StayController(Runnable stay, Runnable quit) {
        this.stay = stay;
        this.quit = quit;
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
