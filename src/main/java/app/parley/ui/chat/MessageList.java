package app.parley.ui.chat;

import app.parley.ui.emoji.EmojiPicking;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import javafx.animation.PauseTransition;
import javafx.collections.ListChangeListener;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.fxmisc.flowless.VirtualFlow;
import org.fxmisc.flowless.VirtualFlowHit;
import org.fxmisc.flowless.VirtualizedScrollPane;

/// The scrolling list of a conversation. It stays at the end only if it was there, keeps its
/// place when older messages come in above, and tells which messages are on screen.
final class MessageList extends StackPane {
    /// So many rows from the top the next page is asked for.
    private static final int NEAR_TOP = 12;
    private static final double CLOSE = 6;

    private final ChatViewModel model;
    private final VirtualFlow<ChatRow, ChatCell> flow;
    private final VirtualizedScrollPane<VirtualFlow<ChatRow, ChatCell>> pane;
    /// How long a message stands out that somebody was led to.
    private final PauseTransition pointing = new PauseTransition(Duration.seconds(2));
    private final HoverBar bar;
    private boolean moved;
    private boolean placed;
    private boolean wantsEnd;
    /// Whether something was laid out anew since it was last looked at.
    private boolean unlooked;
    private final Runnable afterLayout = this::lookAgain;

    /// @param emoji offers all emoji
    MessageList(ChatViewModel model, EmojiPicking emoji) {
        this.model = model;
        bar = new HoverBar(this, model.texts(), model.actions(), emoji);
        getStyleClass().add("message-list");
        flow = VirtualFlow.createVertical(
                model.getRows(), row -> new ChatCell(row, model, emoji, widthProperty()), VirtualFlow.Gravity.REAR);
        flow.getStyleClass().add("message-flow");
        pane = new VirtualizedScrollPane<>(flow);
        getChildren().addAll(pane, bar);
        pane.addEventFilter(ScrollEvent.ANY, event -> {
            moved = true;
            bar.leave();
        });
        pane.addEventFilter(MouseEvent.MOUSE_MOVED, this::hovered);
        pane.addEventFilter(MouseEvent.MOUSE_DRAGGED, event -> bar.leave());
        addEventHandler(MouseEvent.MOUSE_EXITED, event -> bar.leave());
        pane.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> moved = true);
        pane.addEventFilter(KeyEvent.KEY_PRESSED, event -> moved = true);
        // Never at once: whoever asks a flow what it shows makes it lay out all of it, wherever it just is.
        flow.estimatedScrollYProperty().addListener(change -> unlooked = true);
        model.getRows().addListener((ListChangeListener<ChatRow>) change -> settle());
        model.atEndProperty().addListener((property, before, now) -> settle());
        heightProperty().addListener(change -> settle());
        widthProperty().addListener(change -> settle());
        model.activeProperty().addListener(change -> requestLayout());
        sceneProperty().addListener((property, before, now) -> {
            if (before != null) {
                before.removePostLayoutPulseListener(afterLayout);
            }
            if (now != null) {
                now.addPostLayoutPulseListener(afterLayout);
            }
        });
        pointing.setOnFinished(event -> model.highlights().pointedProperty().set(Optional.empty()));
    }

    /// Lets the keyboard go through the messages.
    ///
    /// @param back where the focus goes afterwards
    void walkable(Runnable back) {
        MessageWalk.install(this, model, flow, back);
    }

    /// Scrolls as little as it takes to see a row.
    void reveal(int row) {
        moved = true;
        flow.show(row);
        requestLayout();
    }

    /// Goes to where the person should read on: at the unread line, else at the end.
    void place() {
        int unread = model.unreadRow();
        placed = true;
        if (unread > 0) {
            model.atEndProperty().set(false);
            flow.showAsFirst(Math.max(0, unread - 1));
            moved = true;
        } else {
            toEnd();
        }
        requestLayout();
    }

    /// Brings a row into view, if it is loaded.
    void show(int row) {
        moved = true;
        model.atEndProperty().set(false);
        wantsEnd = false;
        flow.showAtOffset(row, Math.max(0, getHeight() / 3));
        pointing.playFromStart();
        requestLayout();
    }

    void toEnd() {
        if (model.toTheEnd()) {
            model.atEndProperty().set(true);
            settle();
        } else {
            model.toNewest();
        }
    }

    private void settle() {
        wantsEnd = placed && model.atEndProperty().get() && !model.getRows().isEmpty();
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        if (wantsEnd) {
            wantsEnd = false;
            showEnd(model.getRows().size() - 1);
        }
        unlooked = true;
    }

    private void showEnd(int last) {
        // Told before it is laid out, so that it does not make other rows first.
        flow.showAsLast(last);
        pane.layout();
        if (!endShows(last)) {
            // It did not know its height yet.
            flow.showAsLast(last);
            pane.layout();
        }
    }

    /// Goes by the height alone: on the way from a bubble to what is beside it nothing may go away.
    private void hovered(MouseEvent event) {
        Point2D place = flow.sceneToLocal(event.getSceneX(), event.getSceneY());
        VirtualFlowHit<ChatCell> hit = flow.hit(place.getX(), place.getY());
        Optional<BubbleNode> message = hit.isCellHit() ? hit.getCell().message() : Optional.empty();
        message.ifPresentOrElse(bar::over, bar::leave);
    }

    private void lookAgain() {
        if (unlooked) {
            unlooked = false;
            look();
            bar.follow();
        }
    }

    /// Works out from what is on screen: at the end or not, near the top or not, and what was
    /// seen.
    private void look() {
        int size = model.getRows().size();
        if (size == 0 || getHeight() == 0) {
            return;
        }
        if (endShows(size - 1) && model.toTheEnd()) {
            moved = false;
            model.atEndProperty().set(true);
        } else if (moved) {
            model.atEndProperty().set(false);
        }
        if (flow.getFirstVisibleIndex() < NEAR_TOP) {
            model.loadOlder();
        }
        if (flow.getLastVisibleIndex() > size - NEAR_TOP) {
            model.loadNewer();
        }
        lowestShown().ifPresent(model::reading);
        newestShown().ifPresent(model::seen);
    }

    private boolean endShows(int last) {
        return flow.getCellIfVisible(last)
                .map(cell -> bounds(cell).getMaxY() <= flow.getHeight() + CLOSE)
                .orElse(false);
    }

    private OptionalLong newestShown() {
        return IntStream.rangeClosed(
                        Math.max(0, flow.getFirstVisibleIndex()),
                        Math.min(flow.getLastVisibleIndex(), model.getRows().size() - 1))
                .filter(index -> flow.getCellIfVisible(index).isPresent())
                .mapToObj(model.getRows()::get)
                .filter(row -> row instanceof ChatRow.Bubble bubble && !bubble.mine())
                .mapToLong(row -> ((ChatRow.Bubble) row).order())
                .max();
    }

    private OptionalLong lowestShown() {
        return IntStream.rangeClosed(
                        Math.max(0, flow.getFirstVisibleIndex()),
                        Math.min(flow.getLastVisibleIndex(), model.getRows().size() - 1))
                .mapToObj(model.getRows()::get)
                .filter(ChatRow.Bubble.class::isInstance)
                .mapToLong(row -> ((ChatRow.Bubble) row).order())
                .max();
    }

    private Bounds bounds(ChatCell cell) {
        return flow.cellToViewport(cell, cell.getNode().getLayoutBounds());
    }
}
