package app.parley.ui.chat;

import app.parley.ui.Texts;
import app.parley.ui.emoji.EmojiLabel;
import java.util.function.Consumer;
import javafx.scene.Cursor;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;

/// What a message answers, above its text: who wrote it and how it begins. A click goes there.
final class QuoteNode extends VBox {
    private final EmojiLabel name = new EmojiLabel();
    private final EmojiLabel words = new EmojiLabel();

    QuoteNode(Texts texts) {
        getStyleClass().add("quote");
        name.getStyleClass().add("quote-name");
        words.getStyleClass().add("quote-words");
        Tooltip.install(this, new Tooltip(texts.get("chat.quote.jump")));
        setCursor(Cursor.HAND);
        getChildren().addAll(name, words);
    }

    void show(ChatRow.Quote quote, Consumer<ChatRow.Quote> jump) {
        name.setText(quote.name());
        words.setText(quote.words());
        setOnMouseClicked(event -> jump.accept(quote));
    }
}
