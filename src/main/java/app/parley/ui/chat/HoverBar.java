package app.parley.ui.chat;

import app.parley.client.Message;
import app.parley.ui.Texts;
import app.parley.ui.emoji.EmojiPicking;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;

/// What can be done with the message under the mouse: reply, react, more. One bar for all messages, which goes to
/// the one that the mouse is on and takes part in no layout, so that nothing moves for it. The keyboard has its own
/// way to all of it ([MessageWalk]).
final class HoverBar extends HBox {
    private static final double GAP = 8;
    private static final double EDGE = 12;
    /// How much of a bubble it covers where there is no room beside it.
    private static final double OVERLAP = 8;
    /// As high as a bubble of one line.
    private static final double ONE_LINE = 38;

    private final Region place;
    private final Texts texts;
    private final MessageActions actions;
    private final EmojiPicking picking;
    private Optional<BubbleNode> on = Optional.empty();
    private Optional<Message> message = Optional.empty();

    /// @param place that it moves in, its parent
    HoverBar(Region place, Texts texts, MessageActions actions, EmojiPicking picking) {
        this.place = place;
        this.texts = texts;
        this.actions = actions;
        this.picking = picking;
        getStyleClass().add("hover-bar");
        setManaged(false);
        setVisible(false);
        button("chat.reply", MaterialDesignR.REPLY).setOnAction(event -> message.ifPresent(actions::reply));
        Button react = button("chat.react", MaterialDesignE.EMOTICON_HAPPY_OUTLINE);
        react.setOnAction(event -> message.ifPresent(now -> react(react, now)));
        Button more = button("chat.more", MaterialDesignD.DOTS_HORIZONTAL);
        more.setOnAction(event -> on.ifPresent(bubble -> bubble.openMenu(more)));
        // While messages are being chosen a click on one means the choosing.
        actions.selection().countProperty().subscribe(chosen -> {
            if (chosen.intValue() > 0) {
                leave();
            }
        });
    }

    private Button button(String words, Ikon sign) {
        Button button = new Button("", new FontIcon(sign));
        button.getStyleClass().add("icon-button");
        button.setAccessibleText(texts.get(words));
        button.setTooltip(new Tooltip(texts.get(words)));
        button.setFocusTraversable(false);
        getChildren().add(button);
        return button;
    }

    private void react(Button near, Message to) {
        ContextMenu menu = new ContextMenu();
        menu.getItems()
                .add(QuickReactions.item(
                        texts,
                        emoji -> {
                            actions.react(to, emoji);
                            menu.hide();
                        },
                        () -> {
                            menu.hide();
                            picking.pick(near, emoji -> actions.react(to, emoji.text()));
                        }));
        menu.show(near, Side.BOTTOM, 0, 0);
    }

    /// The mouse is on a message.
    void over(BubbleNode bubble) {
        if (actions.selection().isActive()) {
            leave();
            return;
        }
        boolean same = isVisible() && on.filter(bubble::equals).isPresent() && fits(bubble);
        if (!same) {
            on = Optional.of(bubble);
            message = Optional.of(bubble.shown().message());
            setVisible(true);
            applyCss();
            autosize();
            settle(bubble);
        }
    }

    /// The mouse is on none.
    void leave() {
        if (isVisible()) {
            on = Optional.empty();
            message = Optional.empty();
            setVisible(false);
        }
    }

    /// Something was laid out anew: it goes with its message, or away if that is no longer there.
    void follow() {
        on.ifPresent(bubble -> {
            if (fits(bubble)) {
                settle(bubble);
            } else {
                leave();
            }
        });
    }

    /// Nodes are used for other messages while the list turns; the same message may have been changed meanwhile.
    private boolean fits(BubbleNode bubble) {
        Message shown = bubble.shown().message();
        boolean fits = bubble.getScene() != null
                && !actions.selection().isActive()
                && message.filter(mine -> mine.order() == shown.order()).isPresent();
        if (fits) {
            message = Optional.of(shown);
        }
        return fits;
    }

    private void settle(BubbleNode bubble) {
        Bounds all = here(bubble, bubble.lineBounds());
        Bounds words = here(bubble, bubble.bubbleBounds());
        boolean mine = bubble.shown().mine();
        double beside = mine ? all.getMinX() - GAP - getWidth() : all.getMaxX() + GAP;
        double furthest = place.getWidth() - EDGE - getWidth();
        boolean room = beside >= EDGE && beside <= furthest;
        double inside = mine ? words.getMinX() : words.getMaxX() - getWidth();
        double x = room ? beside : Math.max(EDGE, Math.min(inside, furthest));
        double y = room
                ? words.getMinY() + (Math.min(ONE_LINE, words.getHeight()) - getHeight()) / 2
                : words.getMinY() - getHeight() + OVERLAP;
        relocate(snapPositionX(x), snapPositionY(Math.clamp(y, 0, Math.max(0, place.getHeight() - getHeight()))));
    }

    private Bounds here(BubbleNode bubble, Bounds bounds) {
        return place.sceneToLocal(bubble.localToScene(bounds));
    }
}
