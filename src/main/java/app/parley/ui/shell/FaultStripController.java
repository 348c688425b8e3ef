package app.parley.ui.shell;

import app.parley.ui.Texts;
import javafx.fxml.FXML;

/// The line above everything that says there was a fault.
public final class FaultStripController {
    private final FaultsViewModel model;
    private final Texts texts;
    private final Runnable show;

    /// @param show opens the report
    public FaultStripController(FaultsViewModel model, Texts texts, Runnable show) {
        this.model = model;
        this.texts = texts;
        this.show = show;
    }

    @FXML
    void onShow() {
        show.run();
    }

    @FXML
    void onDelete() {
        model.delete(texts, () -> {});
    }

    @FXML
    void onDismiss() {
        model.dismiss();
    }

    public FaultsViewModel getModel() {
        return model;
    }
}
