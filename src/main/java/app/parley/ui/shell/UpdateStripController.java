package app.parley.ui.shell;

import app.parley.ui.Texts;
import app.parley.ui.Updates.State;
import app.parley.ui.settings.UpdatesViewModel;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.util.Subscription;

/// The line above everything that says there is a newer Parley.
public final class UpdateStripController {
    private final UpdatesViewModel model;
    private final Texts texts;
    private final Runnable show;

    @FXML
    private HBox updateStrip;

    @FXML
    private Label newer;

    /// @param show tells more
    public UpdateStripController(UpdatesViewModel model, Texts texts, Runnable show) {
        this.model = model;
        this.texts = texts;
        this.show = show;
    }

    @FXML
    void initialize() {
        Subscription listening = model.stateProperty().subscribe(this::tell);
        // In another language there is another strip.
        updateStrip.parentProperty().addListener((property, was, now) -> {
            if (now == null) {
                listening.unsubscribe();
            }
        });
    }

    private void tell(State state) {
        boolean tell = state.newer().isPresent() && !state.told();
        state.newer().ifPresent(there -> newer.setText(texts.get("updates.newer", there.version())));
        updateStrip.setVisible(tell);
        updateStrip.setManaged(tell);
    }

    @FXML
    void onShow() {
        show.run();
    }

    @FXML
    void onDismiss() {
        model.dismiss();
    }
}
