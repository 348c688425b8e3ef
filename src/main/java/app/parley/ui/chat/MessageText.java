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

    void show(String words) {
        showPieces(Piece.of(words));
        setNodeOrientation(Direction.of(words));
    }
}
