package app.parley.ui.chat;

import app.parley.ui.Chooser;
import javafx.fxml.FXML;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;

/// The panel that exports a conversation.
public final class ExportController {
    private final ExportViewModel model;
    private final Chooser chooser;
    private final Runnable close;

    @FXML
    private Label title;

    @FXML
    private Label contents;

    @FXML
    private CheckBox phones;

    /// @param close puts the panel away
    public ExportController(ExportViewModel model, Chooser chooser, Runnable close) {
        this.model = model;
        this.chooser = chooser;
        this.close = close;
    }

    @FXML
    void initialize() {
        title.setText(model.title());
        contents.setText(model.contents());
        phones.selectedProperty().bindBidirectional(model.phonesProperty());
    }

    @FXML
    void onChoose() {
        chooser.folder(model.chooseTitle()).ifPresent(model::export);
    }

    @FXML
    void onClose() {
        close.run();
    }

    public ExportViewModel getModel() {
        return model;
    }
}
