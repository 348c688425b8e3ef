package app.parley.ui.chat;

import app.parley.client.Said;
import app.parley.ui.Texts;
import java.util.LinkedHashMap;
import java.util.Map;
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
        Map<String, Boolean> mine = new LinkedHashMap<>();
        Map<String, Integer> count = new LinkedHashMap<>();
        for (Said.Reaction reaction : said.reactions()) {
            mine.merge(reaction.emoji(), reaction.mine(), Boolean::logicalOr);
            count.merge(reaction.emoji(), 1, Integer::sum);
        }
        getChildren()
                .setAll(mine.entrySet().stream()
                        .map(entry -> chip(entry.getKey(), count.get(entry.getKey()), entry.getValue(), react))
                        .toList());
        setVisible(!said.reactions().isEmpty());
        setManaged(!said.reactions().isEmpty());
    }

    private Button chip(String emoji, int count, boolean own, Consumer<String> react) {
        Button chip = new Button(count > 1 ? emoji + " " + count : emoji);
        chip.getStyleClass().add("reaction");
        chip.pseudoClassStateChanged(OWN, own);
        chip.setFocusTraversable(false);
        chip.setAccessibleText(own ? texts.get("chat.react.none") : texts.get("chat.react") + " " + emoji);
        chip.setOnAction(event -> react.accept(own ? "" : emoji));
        return chip;
    }
}
