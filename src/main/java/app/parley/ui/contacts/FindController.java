package app.parley.ui.contacts;

import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;

/// The panel that finds somebody by their number.
public final class FindController {
    private final FindViewModel model;
    private final Runnable close;

    @FXML
    private TextField number;

    @FXML
    private Button find;

    /// @param close puts the panel away
    public FindController(FindViewModel model, Runnable close) {
        this.model = model;
        this.close = close;
    }

    @FXML
    void initialize() {
        number.textProperty().bindBidirectional(model.numberProperty());
        find.disableProperty().bind(model.ready().map(ready -> !ready));
    }

    @FXML
    void onFind() {
        model.find();
    }

    @FXML
    void onClose() {
        close.run();
    }

    /// Puts the caret into the field.
    public void focus() {
        number.requestFocus();
    }

    public FindViewModel getModel() {
        return model;
    }
}
