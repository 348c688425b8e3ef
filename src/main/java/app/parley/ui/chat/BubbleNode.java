package app.parley.ui.chat;

import app.parley.client.MessageId;
import app.parley.ui.Texts;
import app.parley.ui.control.DeliveryTick;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableNumberValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;

/// A message: the bubble, the time and state beside it, and below it what to do if it got stuck.
/// Reused for other messages while scrolling.
final class BubbleNode extends VBox {
    private static final PseudoClass MINE = PseudoClass.getPseudoClass("mine");
    private static final List<PseudoClass> PLACES = List.of(
            PseudoClass.getPseudoClass("single"),
            PseudoClass.getPseudoClass("first"),
            PseudoClass.getPseudoClass("middle"),
            PseudoClass.getPseudoClass("last"));
    /// How much of the list's width a bubble may take.
    private static final double SHARE = 0.72;

    /// What can be asked of a message.
    record Actions(Consumer<MessageId> resend, Consumer<MessageId> delete) {}

    private final MessageText flow = new MessageText();
    private final VBox bubble = new VBox(flow);
    private final Label time = new Label();
    private final Tooltip details = new Tooltip();
    private final FontIcon unsigned = new FontIcon(MaterialDesignA.ALERT_DECAGRAM_OUTLINE);
    private final DeliveryTick tick = new DeliveryTick();
    private final HBox state = new HBox(unsigned, time, tick);
    private final HBox line = new HBox();
    private final Label stuckWords = new Label();
    private final Hyperlink retry;
    private final Hyperlink remove;
    private final HBox stuck;

    BubbleNode(Texts texts, Actions actions, ObservableNumberValue room) {
        getStyleClass().add("message");
        setAccessibleRole(AccessibleRole.LIST_ITEM);
        setFocusTraversable(false);
        bubble.getStyleClass().add("bubble");
        state.getStyleClass().add("message-state");
        state.setMinWidth(Region.USE_PREF_SIZE);
        time.setMinWidth(Region.USE_PREF_SIZE);
        unsigned.getStyleClass().add("unsigned");
        Tooltip.install(unsigned, new Tooltip(texts.get("chat.unsigned")));
        time.setTooltip(details);
        line.getStyleClass().add("message-line");
        bubble.maxWidthProperty()
                .bind(Bindings.createDoubleBinding(() -> Math.max(120, room.doubleValue() * SHARE), room));
        retry = new Hyperlink(texts.get("chat.retry"));
        remove = new Hyperlink(texts.get("chat.delete"));
        stuck = new HBox(stuckWords, retry, remove);
        stuck.getStyleClass().add("stuck-line");
        retry.setOnAction(event -> actions.resend().accept(shown().id()));
        remove.setOnAction(event -> actions.delete().accept(shown().id()));
        flow.setContextMenu(menu(texts, actions));
        getChildren().addAll(line, stuck);
    }

    private ContextMenu menu(Texts texts, Actions actions) {
        MenuItem copy = new MenuItem(texts.get("chat.copy"));
        copy.setOnAction(event -> {
            String selected = flow.getSelectedRangeAsString();
            String wanted = selected == null || selected.isEmpty() ? flow.words() : selected;
            Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, wanted));
        });
        MenuItem delete = new MenuItem(texts.get("chat.delete-here"));
        delete.setOnAction(event -> actions.delete().accept(shown().id()));
        return new ContextMenu(copy, delete);
    }

    private ChatRow.Bubble shown() {
        return (ChatRow.Bubble) getUserData();
    }

    void show(ChatRow.Bubble row) {
        setUserData(row);
        setAccessibleText(row.sentence());
        flow.show(row.text());
        pseudoClassStateChanged(MINE, row.mine());
        for (PseudoClass place : PLACES) {
            pseudoClassStateChanged(place, place == PLACES.get(row.place().ordinal()));
        }
        time.setText(row.time());
        details.setText(row.details());
        unsigned.setVisible(row.unsigned());
        unsigned.setManaged(row.unsigned());
        tick.show(row.delivery(), row.deliveryWords());
        state.setVisible(row.showsState());
        if (row.mine()) {
            line.getChildren().setAll(state, bubble);
        } else {
            line.getChildren().setAll(bubble, state);
        }
        Pos side = row.mine() ? Pos.BOTTOM_RIGHT : Pos.BOTTOM_LEFT;
        line.setAlignment(side);
        stuck.setAlignment(row.mine() ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
        stuckWords.setText(row.deliveryWords());
        stuck.setVisible(row.stuck());
        stuck.setManaged(row.stuck());
    }
}
