package app.parley.ui.chat;

import app.parley.ui.Texts;
import javafx.geometry.Pos;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/// Below a message that will not arrive by itself: why, and what to do.
final class StuckNode extends HBox {
    private final Label words = new Label();

    StuckNode(Texts texts, Runnable resend, Runnable delete) {
        Hyperlink retry = new Hyperlink(texts.get("chat.retry"));
        Hyperlink remove = new Hyperlink(texts.get("chat.delete"));
        retry.setOnAction(event -> resend.run());
        remove.setOnAction(event -> delete.run());
        // In a narrow window the words take another line; what can be done stays whole.
        words.setWrapText(true);
        retry.setMinWidth(USE_PREF_SIZE);
        remove.setMinWidth(USE_PREF_SIZE);
        getStyleClass().add("stuck-line");
        getChildren().addAll(words, retry, remove);
    }

    void show(String why, Pos side) {
        words.setText(why);
        setAlignment(side);
    }
}
