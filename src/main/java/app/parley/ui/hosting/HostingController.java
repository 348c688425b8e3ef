package app.parley.ui.hosting;

import app.parley.ui.control.EverySecond;
import java.util.Map;
import javafx.animation.PauseTransition;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/// Everything about the relay inside.
public final class HostingController {
    private static final Duration SAID = Duration.seconds(2);

    private final HostingViewModel model;

    @FXML
    private VBox root;

    @FXML
    private VBox codes;

    @FXML
    private Node noCodes;

    @FXML
    private TextField personalNumber;

    @FXML
    private Button copyInvite;

    @FXML
    private Button copyPersonal;

    public HostingController(HostingViewModel model) {
        this.model = model;
    }

    @FXML
    void initialize() {
        personalNumber.textProperty().bindBidirectional(model.personalNumberProperty());
        noCodes.visibleProperty().bind(Bindings.isEmpty(model.getCodes()));
        noCodes.managedProperty().bind(noCodes.visibleProperty());
        model.getCodes().addListener((ListChangeListener<Hosting.PendingCode>) change -> showCodes());
        EverySecond.whileShown(root, this::tick);
        showCodes();
    }

    private void showCodes() {
        codes.getChildren()
                .setAll(model.pending().stream()
                        .map(code -> new PendingCodeRow(code, model.wording()))
                        .toList());
    }

    private void tick() {
        for (Node row : codes.getChildren()) {
            if (row instanceof PendingCodeRow pending) {
                pending.tick();
            }
        }
    }

    @FXML
    void onCopyInvite() {
        copy(model.getInvite(), copyInvite);
    }

    @FXML
    void onPersonal() {
        model.makePersonalInvite();
    }

    @FXML
    void onCopyPersonal() {
        copy(model.getPersonalInvite(), copyPersonal);
    }

    private void copy(String text, Button button) {
        Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, text));
        String usual = button.getText();
        String done = model.wording().texts().get("copied");
        if (!usual.equals(done)) {
            button.setText(done);
            PauseTransition pause = new PauseTransition(SAID);
            pause.setOnFinished(event -> button.setText(usual));
            pause.play();
        }
    }

    public HostingViewModel getModel() {
        return model;
    }
}
