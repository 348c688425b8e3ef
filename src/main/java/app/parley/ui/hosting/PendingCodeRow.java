package app.parley.ui.hosting;

import app.parley.ui.Wording;
import javafx.geometry.NodeOrientation;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A code to pass on, in digits that can be read across a room.
final class PendingCodeRow extends HBox {
    private final Hosting.PendingCode pending;
    private final Wording wording;
    private final Label remaining = new Label();

    PendingCodeRow(Hosting.PendingCode pending, Wording wording) {
        this.pending = pending;
        this.wording = wording;
        getStyleClass().add("pending-code");
        setAlignment(Pos.CENTER_LEFT);
        String number = pending.phone().international();
        Label digits = new Label(spaced(pending.code()));
        digits.getStyleClass().add("code-digits");
        digits.setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
        digits.setMinWidth(USE_PREF_SIZE);
        Label words = new Label(wording.texts().get("hosting.tell", number));
        words.setWrapText(true);
        words.setMinHeight(USE_PREF_SIZE);
        remaining.getStyleClass().add("remaining");
        VBox lines = new VBox(words, remaining);
        HBox.setHgrow(lines, Priority.ALWAYS);
        getChildren().addAll(digits, lines);
        tick();
    }

    private static String spaced(String code) {
        int half = (code.length() + 1) / 2;
        return code.substring(0, half) + "\u2009" + code.substring(half);
    }

    void tick() {
        remaining.setText(
                wording.texts().get("hosting.code-left", wording.times().remaining(pending.expiresAt())));
    }
}
