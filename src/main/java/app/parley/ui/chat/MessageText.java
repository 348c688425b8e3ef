package app.parley.ui.chat;

import app.parley.ui.Direction;
import app.parley.ui.emoji.EmojiText;
import app.parley.ui.emoji.Piece;
import java.util.function.Supplier;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.input.MouseEvent;

/// The text of a message: selectable, as wide as it needs to be, wrapped where there is no more
/// room.
final class MessageText extends EmojiText {
    private final Supplier<ContextMenu> menu;

    /// @param menu made when it is wanted: a list makes many of these, and people open few menus
    MessageText(Supplier<ContextMenu> menu) {
        super("message-text");
        this.menu = menu;
    }

    private void make() {
        if (getContextMenu() == null) {
            setContextMenu(menu.get());
        }
    }

    /// The menu of the message.
    ///
    /// @param near below which it opens
    void openMenu(Node near) {
        make();
        getContextMenu().show(near, Side.BOTTOM, 0, 0);
    }

    @Override
    protected void showContextMenu(MouseEvent event) {
        make();
        super.showContextMenu(event);
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
