package app.parley.ui.shell;

import app.parley.ui.Texts;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// The sheet of all keys.
public final class ShortcutsController {
    private static final int COLUMNS = 2;

    private final Texts texts;
    private final Runnable close;

    @FXML
    private GridPane keys;

    /// @param close puts the sheet away
    public ShortcutsController(Texts texts, Runnable close) {
        this.texts = texts;
        this.close = close;
    }

    @FXML
    void initialize() {
        Shortcut[] all = Shortcut.values();
        int rows = (all.length + COLUMNS - 1) / COLUMNS;
        for (int i = 0; i < COLUMNS; i++) {
            // One long line must not leave the others no room.
            ColumnConstraints words = new ColumnConstraints(60, 170, Double.MAX_VALUE);
            words.setHgrow(Priority.ALWAYS);
            keys.getColumnConstraints().addAll(words, new ColumnConstraints());
        }
        for (int i = 0; i < all.length; i++) {
            Label words = new Label(texts.of("shortcut", all[i]));
            Label key = new Label(all[i].display());
            key.getStyleClass().add("key");
            key.setMinWidth(Region.USE_PREF_SIZE);
            words.setWrapText(true);
            words.setMinHeight(Region.USE_PREF_SIZE);
            int column = i / rows * COLUMNS;
            keys.add(words, column, i % rows);
            keys.add(key, column + 1, i % rows);
        }
    }

    @FXML
    void onClose() {
        close.run();
    }
}
