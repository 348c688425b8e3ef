package app.parley.ui.chat;

import app.parley.ui.control.Late;
import app.parley.ui.emoji.EmojiPicking;
import java.util.Optional;
import javafx.beans.value.ObservableNumberValue;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import org.fxmisc.flowless.Cell;

/// A reusable place in the list of messages; it holds a bubble or a line.
final class ChatCell implements Cell<ChatRow, StackPane> {
    private final StackPane holder = new StackPane();
    private final Late<BubbleNode> bubble;
    private final Late<LineNode> line = new Late<>(LineNode::new);

    ChatCell(ChatRow row, ChatViewModel model, EmojiPicking emoji, ObservableNumberValue room) {
        bubble = new Late<>(() -> new BubbleNode(model.texts(), model.actions(), model.highlights(), emoji, room));
        holder.getStyleClass().add("chat-cell");
        updateItem(row);
    }

    @Override
    public void updateItem(ChatRow row) {
        if (row instanceof ChatRow.Bubble message) {
            bubble.get().show(message);
            put(bubble.get());
        } else {
            line.get().show(row);
            put(line.get());
        }
    }

    /// The menu of the message in it.
    void openMenu() {
        bubble.get().openMenu();
    }

    /// The message in it, if there is one.
    Optional<BubbleNode> message() {
        return holder.getChildren().getFirst() instanceof BubbleNode message ? Optional.of(message) : Optional.empty();
    }

    private void put(Node node) {
        if (holder.getChildren().size() != 1 || holder.getChildren().getFirst() != node) {
            holder.getChildren().setAll(node);
        }
    }

    @Override
    public StackPane getNode() {
        return holder;
    }

    @Override
    public boolean isReusable() {
        return true;
    }
}
