package app.parley.ui.chat;

import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;
import org.kordamp.ikonli.materialdesign2.MaterialDesignW;

/// A row between messages: a day, the unread line, "while you were away", or something about the
/// conversation.
final class LineNode extends HBox {
    private final FontIcon icon = new FontIcon();
    private final Label words = new Label();
    private final Region before = rule();
    private final Region after = rule();

    LineNode() {
        setAccessibleRole(AccessibleRole.LIST_ITEM);
        setAlignment(Pos.CENTER);
        words.setGraphic(icon);
        words.setWrapText(true);
        words.setMinHeight(USE_PREF_SIZE);
        getChildren().addAll(before, words, after);
    }

    private static Region rule() {
        Region rule = new Region();
        rule.getStyleClass().add("rule");
        HBox.setHgrow(rule, Priority.ALWAYS);
        return rule;
    }

    void show(ChatRow row) {
        words.setText(row.sentence());
        setAccessibleText(row.sentence());
        switch (row) {
            case ChatRow.Day day -> style("day-line", false);
            case ChatRow.Unread unread -> style("unread-line", true);
            case ChatRow.Away away -> sign("away-line", MaterialDesignW.WEATHER_NIGHT);
            case ChatRow.Grey grey ->
                sign(
                        grey.serious() ? "serious-line" : "grey-line",
                        grey.serious() ? MaterialDesignA.ALERT_OUTLINE : MaterialDesignI.INFORMATION_OUTLINE);
            case ChatRow.Bubble bubble -> throw new IllegalArgumentException("not a line");
        }
    }

    private void sign(String style, Ikon sign) {
        style(style, false);
        icon.setIconCode(sign);
        icon.setVisible(true);
        words.setGraphic(icon);
    }

    private void style(String style, boolean rules) {
        getStyleClass().setAll("chat-line", style);
        words.setGraphic(null);
        before.setVisible(rules);
        after.setVisible(rules);
        before.setManaged(rules);
        after.setManaged(rules);
    }
}
