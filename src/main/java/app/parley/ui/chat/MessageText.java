package app.parley.ui.chat;

import app.parley.ui.Direction;
import app.parley.ui.emoji.EmojiText;
import app.parley.ui.emoji.Piece;

/// The text of a message: selectable, as wide as it needs to be, wrapped where there is no more
/// room.
final class MessageText extends EmojiText {
    MessageText() {
        super("message-text");
    }

    /// What is selected or being clicked stays if the row was only shown anew.
    void show(String words) {
        if (words.equals(words())) {
            return;
        }
        showPieces(Piece.withLinks(words));
        setNodeOrientation(Direction.of(words));
    }
}
