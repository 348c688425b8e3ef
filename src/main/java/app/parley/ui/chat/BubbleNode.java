package app.parley.ui.chat;

import app.parley.ui.Texts;
import app.parley.ui.control.DeliveryTick;
import app.parley.ui.control.LateTooltip;
import app.parley.ui.link.Link;
import app.parley.ui.link.LinkEvent;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableNumberValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
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
    private static final PseudoClass MINE = PseudoClass.getPseudoClass("mine");
    private static final List<PseudoClass> PLACES = List.of(
            PseudoClass.getPseudoClass("single"),
            PseudoClass.getPseudoClass("first"),
            PseudoClass.getPseudoClass("middle"),
            PseudoClass.getPseudoClass("last"));
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    /// How much of the list's width a bubble may take.
    private static final double SHARE = 0.72;

    private final MessageText flow;
    private final Label forwarded = new Label();
    private final QuoteNode quote;
    private final VBox bubble;
    private final ReactionsNode reactions;
    private final HBox reactionLine;
    private final MessageActions actions;
    private final FontIcon chosen = new FontIcon(MaterialDesignC.CHECKBOX_BLANK_CIRCLE_OUTLINE);
    private final Highlights highlights;
    private final Label time = new Label();
    private String details = "";
    private final FontIcon unsigned = new FontIcon(MaterialDesignA.ALERT_DECAGRAM_OUTLINE);
    private final DeliveryTick tick = new DeliveryTick();
    private final HBox state = new HBox(unsigned, time, tick);
    private final HBox line = new HBox();
    private final Label stuckWords = new Label();
    private final Hyperlink retry;
    private final Hyperlink remove;
    private final HBox stuck;

    BubbleNode(Texts texts, MessageActions actions, Highlights highlights, ObservableNumberValue room) {
        this.actions = actions;
        this.highlights = highlights;
        highlights.searchProperty().addListener(change -> mark());
        highlights.pointedProperty().addListener(change -> mark());
        flow = new MessageText(() -> new MessageMenu(
                texts, actions, this::shown, this::copied, this::links, link -> fireEvent(new LinkEvent(link))));
        quote = new QuoteNode(texts);
        reactions = new ReactionsNode(texts);
        reactionLine = new HBox(reactions);
        bubble = new VBox(forwarded, quote, flow);
        forwarded.setText(texts.get("chat.forwarded"));
        forwarded.getStyleClass().add("forwarded");
        forwarded.setGraphic(new FontIcon(MaterialDesignS.SHARE));
        getStyleClass().add("message");
        setAccessibleRole(AccessibleRole.LIST_ITEM);
        setFocusTraversable(false);
        bubble.getStyleClass().add("bubble");
        state.getStyleClass().add("message-state");
        state.setMinWidth(Region.USE_PREF_SIZE);
        time.setMinWidth(Region.USE_PREF_SIZE);
        unsigned.getStyleClass().add("unsigned");
        LateTooltip.install(unsigned, () -> texts.get("chat.unsigned"));
        LateTooltip.install(time, () -> details);
        line.getStyleClass().add("message-line");
        bubble.maxWidthProperty()
                .bind(Bindings.createDoubleBinding(() -> Math.max(120, room.doubleValue() * SHARE), room));
        retry = new Hyperlink(texts.get("chat.retry"));
        remove = new Hyperlink(texts.get("chat.delete"));
        stuck = new HBox(stuckWords, retry, remove);
        stuck.getStyleClass().add("stuck-line");
        retry.setOnAction(event -> actions.resend(shown().id()));
        remove.setOnAction(event -> actions.delete(shown().id()));
        chosen.getStyleClass().add("chosen-icon");
        actions.selection().countProperty().addListener((property, before, now) -> choice());
        addEventFilter(MouseEvent.MOUSE_PRESSED, this::pressed);
        getChildren().addAll(line, reactionLine, stuck);
    }

    /// While messages are being chosen, a click anywhere on one takes it in or out.
    private void pressed(MouseEvent event) {
        if (actions.selection().isActive() && event.getButton() == MouseButton.PRIMARY) {
            actions.selection().turn(shown().message());
            event.consume();
        }
    }

    private void choice() {
        if (getUserData() == null) {
            return;
        }
        boolean in = actions.selection().has(shown().message());
        chosen.setVisible(actions.selection().isActive());
        chosen.setManaged(actions.selection().isActive());
        chosen.setIconCode(in ? MaterialDesignC.CHECK_CIRCLE : MaterialDesignC.CHECKBOX_BLANK_CIRCLE_OUTLINE);
        pseudoClassStateChanged(CHOSEN, in);
    }

    private List<Link> links() {
        return flow.links();
    }

    private String copied() {
        String selected = flow.getSelectedRangeAsString();
        return selected == null || selected.isEmpty() ? flow.words() : selected;
    }

    private ChatRow.Bubble shown() {
        return (ChatRow.Bubble) getUserData();
    }

    private void mark() {
        if (getUserData() instanceof ChatRow.Bubble row) {
            flow.mark(highlights.searchProperty().get().spans(row.text()));
            boolean pointed = highlights
                    .pointedProperty()
                    .get()
                    .filter(order -> order == row.order())
                    .isPresent();
            pseudoClassStateChanged(POINTED, pointed);
        }
    }

    void show(ChatRow.Bubble row) {
        setUserData(row);
        setAccessibleText(row.sentence());
        flow.show(row.text());
        mark();
        around(row);
        pseudoClassStateChanged(MINE, row.mine());
        for (PseudoClass place : PLACES) {
            pseudoClassStateChanged(place, place == PLACES.get(row.place().ordinal()));
        }
        time.setText(row.time());
        details = row.details();
        unsigned.setVisible(row.unsigned());
        unsigned.setManaged(row.unsigned());
        tick.show(row.delivery(), row.deliveryWords());
        state.setVisible(row.showsState());
        if (row.mine()) {
            line.getChildren().setAll(chosen, gap(), state, bubble);
        } else {
            line.getChildren().setAll(chosen, bubble, state);
        }
        choice();
        reactionLine.setAlignment(row.mine() ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
        Pos side = row.mine() ? Pos.BOTTOM_RIGHT : Pos.BOTTOM_LEFT;
        line.setAlignment(side);
        stuck.setAlignment(row.mine() ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
        stuckWords.setText(row.deliveryWords());
        stuck.setVisible(row.stuck());
        stuck.setManaged(row.stuck());
    }

    private static Region gap() {
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        return gap;
    }

    private void around(ChatRow.Bubble row) {
        forwarded.setVisible(row.said().forwarded());
        forwarded.setManaged(row.said().forwarded());
        row.quote().ifPresent(answered -> quote.show(answered, to -> actions.jump(to.of())));
        quote.setVisible(row.quote().isPresent());
        quote.setManaged(row.quote().isPresent());
        reactions.show(row.said(), emoji -> actions.react(shown().message(), emoji));
        reactionLine.setVisible(reactions.isVisible());
        reactionLine.setManaged(reactions.isVisible());
    }
}
