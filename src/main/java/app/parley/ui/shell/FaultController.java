package app.parley.ui.shell;

import app.parley.ui.Texts;
import java.util.Map;
import javafx.fxml.FXML;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;

/// The panel with a report of a fault.
public final class FaultController {
    private final FaultsViewModel model;
    private final Texts texts;
    private final Runnable close;

    /// @param close puts the panel away
    public FaultController(FaultsViewModel model, Texts texts, Runnable close) {
        this.model = model;
        this.texts = texts;
        this.close = close;
    }

    @FXML
    void onCopy() {
        Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, model.getReport()));
        model.remark(texts.get("copied"));
    }

    @FXML
    void onDelete() {
        model.delete(texts, close);
    }

    @FXML
    void onClose() {
        model.dismiss();
        close.run();
    }

    public FaultsViewModel getModel() {
        return model;
    }
}
