package app.parley.ui.verify;

import app.parley.client.SafetyNumberView;
import app.parley.ui.control.QrCode;
import java.util.List;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;

/// The panel that compares safety numbers.
public final class VerifyController {
    private static final int COLUMNS = 4;

    private final VerifyViewModel model;
    private final Runnable close;

    @FXML
    private GridPane digits;

    @FXML
    private QrCode qr;

    @FXML
    private Node progress;

    /// @param close puts the panel away
    public VerifyController(VerifyViewModel model, Runnable close) {
        this.model = model;
        this.close = close;
    }

    @FXML
    void initialize() {
        model.numberProperty().addListener((property, before, now) -> show(now));
        progress.visibleProperty().bind(model.numberProperty().map(Optional::isEmpty));
        show(model.numberProperty().get());
        model.open();
    }

    private void show(Optional<SafetyNumberView> number) {
        digits.getChildren().clear();
        List<String> groups = model.groups();
        for (int i = 0; i < groups.size(); i++) {
            Label group = new Label(groups.get(i));
            group.getStyleClass().add("safety-group");
            digits.add(group, i % COLUMNS, i / COLUMNS);
        }
        number.ifPresent(view -> {
            qr.setOctets(view.qr().toArray());
            digits.setAccessibleText(view.grouped());
        });
    }

    @FXML
    void onSame() {
        model.same();
    }

    @FXML
    void onDiffer() {
        model.differ();
    }

    @FXML
    void onTakeBack() {
        model.takeBack();
    }

    @FXML
    void onClose() {
        model.close();
        close.run();
    }

    public VerifyViewModel getModel() {
        return model;
    }
}
