package app.parley.ui.chat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.fxmisc.flowless.VirtualFlow;

/// Going through the messages by keyboard: while the list has the focus one message stands out, the arrows lead to
/// its neighbours, and what can be done with it opens without a mouse.
final class MessageWalk {
    private final MessageList list;
    private final ChatViewModel model;
    private final VirtualFlow<ChatRow, ChatCell> flow;
    private final Runnable back;

    private MessageWalk(MessageList list, ChatViewModel model, VirtualFlow<ChatRow, ChatCell> flow, Runnable back) {
        this.list = list;
        this.model = model;
        this.flow = flow;
        this.back = back;
    }

    /// @param back where the focus goes when the walk is over
    static void install(MessageList list, ChatViewModel model, VirtualFlow<ChatRow, ChatCell> flow, Runnable back) {
        MessageWalk walk = new MessageWalk(list, model, flow, back);
        list.setFocusTraversable(true);
        list.setAccessibleRole(AccessibleRole.TEXT);
        list.setAccessibleText(model.texts().get("chat.messages"));
        list.focusedProperty().addListener((property, before, now) -> walk.focused(now));
        list.addEventHandler(KeyEvent.KEY_PRESSED, walk::pressed);
        list.addEventHandler(KeyEvent.KEY_TYPED, event -> {
            // These gave a reaction; everything else is the beginning of a message.
            if (event.getCharacter().matches("[1-6]")) {
                event.consume();
            }
        });
        list.addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, event -> {
            // Some systems say a key so, too: it was understood already.
            if (event.isKeyboardTrigger()) {
                event.consume();
            }
        });
    }

    private void focused(boolean now) {
        if (!now) {
            model.highlights().walkedProperty().set(Optional.empty());
        } else if (!model.getRows().isEmpty()) {
            nearest(flow.getLastVisibleIndex(), -1).ifPresent(this::standOn);
        }
    }

    private void pressed(KeyEvent event) {
        boolean taken = switch (event.getCode()) {
            case UP -> step(-1);
            case DOWN -> step(1);
            case HOME -> to(0, 1);
            case END -> to(model.getRows().size() - 1, -1);
            case ENTER, CONTEXT_MENU -> menu();
            case F10 -> event.isShiftDown() && menu();
            case ESCAPE -> leave();
            default -> react(event);
        };
        if (taken) {
            event.consume();
        }
    }

    private boolean step(int by) {
        OptionalInt next = at().isPresent() ? nearest(at().getAsInt() + by, by) : OptionalInt.empty();
        if (next.isPresent()) {
            standOn(next.getAsInt());
        } else if (by > 0) {
            back.run();
        }
        return true;
    }

    private boolean to(int row, int by) {
        nearest(row, by).ifPresent(this::standOn);
        return true;
    }

    /// With modifiers it is a shortcut and somebody else's.
    private boolean leave() {
        boolean mine = !model.getSelection().isActive() && !model.isAway();
        if (mine) {
            back.run();
        }
        return mine;
    }

    /// The first message from a row on, in a direction.
    private OptionalInt nearest(int row, int by) {
        List<ChatRow> rows = model.getRows();
        return IntStream.iterate(row, i -> i >= 0 && i < rows.size(), i -> i + by)
                .filter(i -> rows.get(i) instanceof ChatRow.Bubble)
                .findFirst();
    }

    private OptionalInt at() {
        Optional<Long> order = model.highlights().walkedProperty().get();
        return IntStream.range(0, model.getRows().size())
                .filter(i -> model.getRows().get(i) instanceof ChatRow.Bubble bubble
                        && order.filter(o -> o == bubble.order()).isPresent())
                .findFirst();
    }

    private void standOn(int row) {
        if (model.getRows().get(row) instanceof ChatRow.Bubble bubble) {
            model.highlights().walkedProperty().set(Optional.of(bubble.order()));
            list.setAccessibleText(bubble.sentence());
            list.notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
            list.reveal(row);
        }
    }

    private boolean menu() {
        at().ifPresent(row -> flow.getCell(row).openMenu());
        return true;
    }

    /// The digits are the quick reactions, in their order.
    private boolean react(KeyEvent event) {
        OptionalInt row = at();
        int digit = event.getCode().isDigitKey() ? event.getCode().getCode() - KeyCode.DIGIT1.getCode() : -1;
        boolean plain = !event.isShortcutDown() && !event.isAltDown() && !event.isShiftDown();
        boolean meant = plain && digit >= 0 && digit < QuickReactions.QUICK.size() && row.isPresent();
        if (meant && model.getRows().get(row.getAsInt()) instanceof ChatRow.Bubble bubble) {
            model.actions().react(bubble.message(), QuickReactions.QUICK.get(digit));
        }
        return meant;
    }
}
