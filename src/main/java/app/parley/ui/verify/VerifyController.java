package app.parley.ui.verify;

import app.parley.client.Picture;
import app.parley.client.SafetyNumberView;
import app.parley.ui.Chooser;
import app.parley.ui.FxBridge;
import app.parley.ui.control.QrCode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;

/// The panel that compares safety numbers.
public final class VerifyController {
    private static final int COLUMNS = 4;
    private static final PseudoClass DROP = PseudoClass.getPseudoClass("drop");
    private static final KeyCombination PASTE = KeyCombination.valueOf("Shortcut+V");

    private final VerifyViewModel model;
    private final Chooser chooser;
    private final Runnable close;
    private final Executor later = FxBridge.executor();

    @FXML
    private Node root;

    @FXML
    private Button fromPicture;

    @FXML
    private GridPane digits;

    @FXML
    private QrCode qr;

    @FXML
    private Node progress;

    /// @param close puts the panel away
    public VerifyController(VerifyViewModel model, Chooser chooser, Runnable close) {
        this.model = model;
        this.chooser = chooser;
        this.close = close;
    }

    @FXML
    void initialize() {
        model.numberProperty().addListener((property, before, now) -> show(now));
        progress.visibleProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> model.numberProperty().get().isEmpty() || model.isScanning(),
                        model.numberProperty(),
                        model.scanningProperty()));
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        root.setOnDragOver(this::draggedOver);
        root.setOnDragExited(event -> root.pseudoClassStateChanged(DROP, false));
        root.setOnDragDropped(this::dropped);
        show(model.numberProperty().get());
        model.open();
    }

    private void show(Optional<SafetyNumberView> number) {
        digits.getChildren().clear();
        List<String> groups = model.groups();
        for (int i = 0; i < groups.size(); i++) {
            Label group = new Label(groups.get(i));
            group.getStyleClass().add("safety-group");
            // Half a number is worse than a panel that scrolls.
            group.setMinWidth(Region.USE_PREF_SIZE);
            digits.add(group, i % COLUMNS, i / COLUMNS);
        }
        number.ifPresent(view -> {
            qr.setOctets(view.qr().toArray());
            digits.setAccessibleText(view.grouped());
        });
    }

    private void pressed(KeyEvent event) {
        if (PASTE.match(event)) {
            onPaste();
            event.consume();
        }
    }

    private void draggedOver(DragEvent event) {
        if (Pictures.in(event.getDragboard())) {
            event.acceptTransferModes(TransferMode.COPY);
            root.pseudoClassStateChanged(DROP, true);
        }
        event.consume();
    }

    private void dropped(DragEvent event) {
        root.pseudoClassStateChanged(DROP, false);
        look(event.getDragboard());
        event.setDropCompleted(true);
        event.consume();
    }

    private void look(Clipboard board) {
        Pictures.take(board).ifPresentOrElse(model::scan, model::noPicture);
    }

    @FXML
    void onFromPicture() {
        chooser.picture(model.chooseTitle()).map(Picture.File::new).ifPresent(model::scan);
    }

    @FXML
    void onPaste() {
        look(Clipboard.getSystemClipboard());
    }

    /// Puts the keys' focus into the panel, so that pasting works at once.
    public void focus() {
        later.execute(fromPicture::requestFocus);
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
