package app.parley.ui.chat;

import app.parley.ui.Texts;
import app.parley.ui.emoji.EmojiLabel;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;

/// A row of the reactions that people give most, and the way to all others.
final class QuickReactions extends HBox {
    /// What people answer with most.
    static final List<String> QUICK = List.of("👍", "❤️", "😂", "😮", "😢", "🙏");

    /// @param chosen takes the emoji
    /// @param other asks for any other
    private QuickReactions(Texts texts, Consumer<String> chosen, Runnable other) {
        getStyleClass().add("quick-reactions");
        for (String emoji : QUICK) {
            EmojiLabel picture = new EmojiLabel();
            picture.setText(emoji);
            button(picture, texts.get("chat.react.with", emoji), () -> chosen.accept(emoji));
        }
        button(new FontIcon(MaterialDesignP.PLUS), texts.get("chat.react.other"), other);
    }

    /// The row as part of a menu; it stays open until whoever is told closes it.
    static CustomMenuItem item(Texts texts, Consumer<String> chosen, Runnable other) {
        CustomMenuItem item = new CustomMenuItem(new QuickReactions(texts, chosen, other), false);
        item.getStyleClass().add("quick-item");
        return item;
    }

    private void button(Node picture, String words, Runnable pressed) {
        Button button = new Button("", picture);
        button.getStyleClass().add("reaction");
        button.setAccessibleText(words);
        button.setOnAction(event -> pressed.run());
        getChildren().add(button);
    }
}
