package app.parley.ui.contacts;

import app.parley.ui.Texts;
import app.parley.ui.control.Avatar;
import app.parley.ui.emoji.EmojiLabel;
import app.parley.ui.emoji.MarkedLabel;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A message that the search found.
final class HitRow extends HBox {
    private final Avatar avatar = new Avatar();
    private final EmojiLabel name = new EmojiLabel();
    private final Label when = new Label();
    private final Label mine;
    private final MarkedLabel words = new MarkedLabel("hit-words");

    HitRow(Texts texts) {
        getStyleClass().add("contact-row");
        setAlignment(Pos.CENTER_LEFT);
        name.getStyleClass().add("contact-name");
        when.getStyleClass().add("contact-when");
        when.setMinWidth(USE_PREF_SIZE);
        mine = new Label(texts.get("contacts.hit.mine"));
        mine.getStyleClass().add("contact-preview");
        mine.setMinWidth(USE_PREF_SIZE);
        Region spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox first = new HBox(name, spacer, when);
        HBox second = new HBox(mine, words);
        first.getStyleClass().add("contact-line");
        second.getStyleClass().add("contact-line");
        VBox lines = new VBox(first, second);
        lines.getStyleClass().add("contact-lines");
        lines.setMinWidth(0);
        HBox.setHgrow(lines, Priority.ALWAYS);
        getChildren().addAll(avatar, lines);
    }

    void show(ContactRow.Hit hit) {
        avatar.show(hit.name(), hit.message().with().hex(), hit.online());
        name.setText(hit.name());
        when.setText(hit.when());
        mine.setVisible(hit.mine());
        mine.setManaged(hit.mine());
        words.show(hit.words());
    }
}
