package app.parley.ui.chat;

import app.parley.client.Search;
import app.parley.ui.Texts;
import app.parley.ui.control.DeliveryTick;
import app.parley.ui.control.Late;
import app.parley.ui.control.LateTooltip;
import app.parley.ui.emoji.EmojiPicking;
import app.parley.ui.link.Link;
import app.parley.ui.link.LinkEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableNumberValue;
import javafx.css.PseudoClass;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;

/// A message: the bubble, the time and state beside it, and below it what to do if it got stuck.
/// Reused for other messages while scrolling.
final class BubbleNode extends VBox {
    private static final PseudoClass POINTED = PseudoClass.getPseudoClass("pointed");
    private static final PseudoClass WALKED = PseudoClass.getPseudoClass("walked");
    private static final PseudoClass MINE = PseudoClass.getPseudoClass("mine");
    private static final List<PseudoClass> PLACES = List.of(
            PseudoClass.getPseudoClass("single"),
            PseudoClass.getPseudoClass("first"),
            PseudoClass.getPseudoClass("middle"),
            PseudoClass.getPseudoClass("last"));
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    /// How much of the list's width a bubble may take.
    private static final double SHARE = 0.72;

    private final Texts texts;
    private final MessageActions actions;
    private final Highlights highlights;
    private final MessageText flow;
    private final VBox bubble = new VBox();
    private final Label time = new Label();
    private final DeliveryTick tick = new DeliveryTick();
    private final HBox state = new HBox();
    private final HBox line = new HBox();
    private final Region gap = new Region();
    private String details = "";
    private final Late<Label> forwarded = new Late<>(this::forwardedLabel);
    private final Late<QuoteNode> quote;
    private final Late<ReactionsNode> reactions;
    private final Late<FontIcon> chosen = new Late<>(BubbleNode::choiceIcon);
    private final Late<FontIcon> unsigned = new Late<>(this::unsignedIcon);
    private final Late<StuckNode> stuck;
    /// Whether the mouse is down on it to take it in or out.
    private boolean choosing;

    BubbleNode(
            Texts texts,
            MessageActions actions,
            Highlights highlights,
            EmojiPicking emoji,
            ObservableNumberValue room) {
        this.texts = texts;
        this.actions = actions;
        this.highlights = highlights;
        highlights.searchProperty().addListener(change -> mark());
        highlights.pointedProperty().addListener(change -> mark());
        highlights.walkedProperty().addListener(change -> mark());
        flow = new MessageText(() -> new MessageMenu(
                texts, actions, this::shown, this::copied, this::links, link -> fireEvent(new LinkEvent(link)), emoji));
        quote = new Late<>(() -> new QuoteNode(texts));
        reactions = new Late<>(() -> new ReactionsNode(texts));
        stuck = new Late<>(
                () -> new StuckNode(texts, () -> actions.resend(shown().id()), () -> actions.delete(shown().id())));
        getStyleClass().add("message");
        setAccessibleRole(AccessibleRole.LIST_ITEM);
        setFocusTraversable(false);
        bubble.getStyleClass().add("bubble");
        bubble.maxWidthProperty()
                .bind(Bindings.createDoubleBinding(() -> Math.max(120, room.doubleValue() * SHARE), room));
        state.getStyleClass().add("message-state");
        state.setMinWidth(Region.USE_PREF_SIZE);
        time.setMinWidth(Region.USE_PREF_SIZE);
        LateTooltip.install(time, () -> details);
        line.getStyleClass().add("message-line");
        HBox.setHgrow(gap, Priority.ALWAYS);
        actions.selection().countProperty().addListener((property, before, now) -> choice());
        addEventFilter(MouseEvent.MOUSE_PRESSED, this::pressed);
        addEventFilter(MouseEvent.MOUSE_RELEASED, this::released);
        // A list gives each row its height. Asked for the least they could have, all of these lay out their text again.
        for (Region part : List.of(this, line, bubble, flow, state)) {
            part.setMinHeight(0);
        }
    }

    private Label forwardedLabel() {
        Label label = new Label(texts.get("chat.forwarded"), new FontIcon(MaterialDesignS.SHARE));
        label.getStyleClass().add("forwarded");
        return label;
    }

    private FontIcon unsignedIcon() {
        FontIcon icon = new FontIcon(MaterialDesignA.ALERT_DECAGRAM_OUTLINE);
        icon.getStyleClass().add("unsigned");
        LateTooltip.install(icon, () -> texts.get("chat.unsigned"));
        return icon;
    }

    private static FontIcon choiceIcon() {
        FontIcon icon = new FontIcon(MaterialDesignC.CHECKBOX_BLANK_CIRCLE_OUTLINE);
        icon.getStyleClass().add("chosen-icon");
        return icon;
    }

    /// While messages are being chosen, a click anywhere on one takes it in or out.
    private void pressed(MouseEvent event) {
        if (actions.selection().isActive() && event.getButton() == MouseButton.PRIMARY) {
            actions.selection().turn(shown().message());
            choosing = true;
            event.consume();
        }
    }

    /// The other half of that click, which otherwise may open a menu.
    private void released(MouseEvent event) {
        if (choosing) {
            choosing = false;
            event.consume();
        }
    }

    private void choice() {
        if (getUserData() == null) {
            return;
        }
        boolean in = actions.selection().has(shown().message());
        if (actions.selection().isActive()) {
            chosen.get().setIconCode(in ? MaterialDesignC.CHECK_CIRCLE : MaterialDesignC.CHECKBOX_BLANK_CIRCLE_OUTLINE);
        }
        pseudoClassStateChanged(CHOSEN, in);
        line();
    }

    private List<Link> links() {
        return flow.links();
    }

    private String copied() {
        String selected = flow.getSelectedRangeAsString();
        return selected == null || selected.isEmpty() ? flow.words() : selected;
    }

    /// The message that it shows now.
    ChatRow.Bubble shown() {
        return (ChatRow.Bubble) getUserData();
    }

    private void mark() {
        if (getUserData() instanceof ChatRow.Bubble row) {
            Search search = highlights.searchProperty().get();
            flow.mark(search.isEmpty() ? List.of() : search.spans(row.text()));
            pseudoClassStateChanged(POINTED, isAt(highlights.pointedProperty().get(), row));
            pseudoClassStateChanged(WALKED, isAt(highlights.walkedProperty().get(), row));
        }
    }

    private static boolean isAt(Optional<Long> order, ChatRow.Bubble row) {
        return order.filter(o -> o == row.order()).isPresent();
    }

    /// Below the message, for whoever has no mouse.
    void openMenu() {
        flow.openMenu(flow);
    }

    /// @param near below which it opens
    void openMenu(Node near) {
        flow.openMenu(near);
    }

    /// The place of the bubble in this node, and of what stands beside it.
    Bounds bubbleBounds() {
        return line.localToParent(bubble.getBoundsInParent());
    }

    Bounds lineBounds() {
        Bounds all = bubble.getBoundsInParent();
        if (line.getChildren().contains(state)) {
            Bounds beside = state.getBoundsInParent();
            double from = Math.min(all.getMinX(), beside.getMinX());
            all = new BoundingBox(
                    from, all.getMinY(), Math.max(all.getMaxX(), beside.getMaxX()) - from, all.getHeight());
        }
        return line.localToParent(all);
    }

    void show(ChatRow.Bubble row) {
        setUserData(row);
        setAccessibleText(row.sentence());
        flow.show(row.text());
        mark();
        pseudoClassStateChanged(MINE, row.mine());
        for (PseudoClass place : PLACES) {
            pseudoClassStateChanged(place, place == PLACES.get(row.place().ordinal()));
        }
        bubble(row);
        state(row);
        choice();
        below(row);
    }

    private void bubble(ChatRow.Bubble row) {
        List<Node> parts = new ArrayList<>();
        if (row.said().forwarded()) {
            parts.add(forwarded.get());
        }
        row.quote().ifPresent(answered -> {
            quote.get().show(answered, to -> actions.jump(to.of()));
            parts.add(quote.get());
        });
        parts.add(flow);
        fill(bubble, parts);
    }

    private void state(ChatRow.Bubble row) {
        time.setText(row.time());
        details = row.details();
        tick.show(row.delivery(), row.deliveryWords());
        List<Node> parts = new ArrayList<>();
        if (row.unsigned()) {
            parts.add(unsigned.get());
        }
        parts.add(time);
        if (row.delivery().isPresent()) {
            parts.add(tick);
        }
        fill(state, parts);
    }

    /// The bubble and what is beside it.
    private void line() {
        ChatRow.Bubble row = shown();
        List<Node> parts = new ArrayList<>();
        if (row.mine()) {
            parts.add(gap);
        }
        if (row.showsState()) {
            parts.add(state);
        }
        parts.add(row.mine() ? parts.size() : 0, bubble);
        if (actions.selection().isActive()) {
            parts.addFirst(chosen.get());
        }
        fill(line, parts);
        line.setAlignment(row.mine() ? Pos.BOTTOM_RIGHT : Pos.BOTTOM_LEFT);
    }

    private void below(ChatRow.Bubble row) {
        Pos side = row.mine() ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT;
        List<Node> parts = new ArrayList<>(List.of(line));
        if (!row.said().reactions().isEmpty()) {
            reactions.get().show(row.said(), emoji -> actions.react(shown().message(), emoji));
            reactions.get().setAlignment(side);
            parts.add(reactions.get());
        }
        if (row.stuck()) {
            stuck.get().show(row.deliveryWords(), side);
            parts.add(stuck.get());
        }
        fill(this, parts);
    }

    /// Taking nodes out and in again costs their styles anew.
    private static void fill(Pane pane, List<Node> now) {
        if (!pane.getChildren().equals(now)) {
            pane.getChildren().setAll(now);
        }
    }
}
