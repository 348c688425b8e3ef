package app.parley.ui.chat;

import app.parley.client.Said;
import app.parley.ui.Texts;
import app.parley.ui.emoji.EmojiLabel;
import java.util.List;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;

/// The reactions to a message. A click on one makes it this person's too, or takes theirs back.
final class ReactionsNode extends HBox {
    private static final PseudoClass OWN = PseudoClass.getPseudoClass("own");

    private final Texts texts;

    ReactionsNode(Texts texts) {
        this.texts = texts;
        getStyleClass().add("reactions");
    }

    /// @param react is given the emoji, empty to take it back
    void show(Said said, Consumer<String> react) {
        getChildren()
                .setAll(said.reactions().stream()
                        .map(Said.Reaction::emoji)
                        .distinct()
                        .map(emoji -> chip(
                                emoji,
                                said.reactions().stream()
                                        .filter(one -> one.emoji().equals(emoji))
                                        .toList(),
                                react))
                        .toList());
        setVisible(!said.reactions().isEmpty());
        setManaged(!said.reactions().isEmpty());
    }

    private Button chip(String emoji, List<Said.Reaction> alike, Consumer<String> react) {
        boolean own = alike.stream().anyMatch(Said.Reaction::mine);
        EmojiLabel picture = new EmojiLabel();
        picture.setText(emoji);
        Button chip = new Button(alike.size() > 1 ? String.valueOf(alike.size()) : "", picture);
        chip.getStyleClass().add("reaction");
        chip.pseudoClassStateChanged(OWN, own);
        chip.setFocusTraversable(false);
        chip.setAccessibleText(own ? texts.get("chat.react.none") : texts.get("chat.react.with", emoji));
        chip.setOnAction(event -> react.accept(own ? "" : emoji));
        return chip;
    }
}
