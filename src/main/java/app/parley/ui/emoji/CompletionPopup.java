package app.parley.ui.emoji;

import app.parley.ui.FxBridge;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import javafx.stage.PopupWindow;

/// Offers emoji while `:name` is typed into a field: arrows choose, Enter or Tab takes, Esc puts it away. A whole
/// `:name:` is taken at once.
public final class CompletionPopup {
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
    private static final double GAP = 8;

    private final TextInputControl field;
    private final Consumer<Emoji> used;
    private final Popup popup = new Popup();
    private final VBox lines = new VBox();
    private final Executor later = FxBridge.executor();
    private Optional<Completion> offered = Optional.empty();
    private int at;

    private CompletionPopup(TextInputControl field, Consumer<Emoji> used) {
        this.field = field;
        this.used = used;
        lines.getStyleClass().add("emoji-offers");
        popup.getContent().add(new Group(lines));
        popup.setAnchorLocation(PopupWindow.AnchorLocation.CONTENT_BOTTOM_LEFT);
        popup.setAutoHide(true);
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        field.caretPositionProperty().addListener(change -> look());
        field.textProperty().addListener(change -> look());
        field.focusedProperty().addListener((property, before, now) -> {
            if (!now) {
                hide();
            }
        });
    }

    /// To be installed before other filters for keys, which then find the event consumed.
    ///
    /// @param used told which was taken
    public static void install(TextInputControl field, Consumer<Emoji> used) {
        new CompletionPopup(field, used);
    }

    private void look() {
        int caret = field.getCaretPosition();
        String text = field.getText();
        if (!field.isFocused() || caret > text.length() || text.indexOf(':') < 0) {
            hide();
            return;
        }
        String before = text.substring(0, caret);
        Optional<Completion> whole = Completion.whole(before);
        if (whole.isPresent()) {
            hide();
            // Not now: the field is in the middle of a change.
            later.execute(this::replaceWhole);
            return;
        }
        offered = Completion.of(before);
        at = 0;
        if (offered.isPresent()) {
            show();
        } else {
            hide();
        }
    }

    private void replaceWhole() {
        String before = field.getText(0, field.getCaretPosition());
        Completion.whole(before).ifPresent(whole -> replace(whole, whole.found().getFirst()));
    }

    private void show() {
        List<Emoji> found = offered.orElseThrow().found();
        lines.getChildren().setAll(found.stream().map(this::line).toList());
        Bounds place = field.localToScreen(field.getBoundsInLocal());
        if (place != null && !popup.isShowing()) {
            popup.show(field, place.getMinX(), place.getMinY() - GAP);
        }
    }

    private Node line(Emoji emoji) {
        EmojiLabel picture = new EmojiLabel();
        picture.setText(emoji.text());
        HBox line = new HBox(picture, new Label(":" + emoji.names().getFirst() + ":"));
        line.getStyleClass().add("emoji-offer");
        line.pseudoClassStateChanged(CURRENT, offered.orElseThrow().found().indexOf(emoji) == at);
        line.setOnMousePressed(event -> {
            at = offered.orElseThrow().found().indexOf(emoji);
            take();
        });
        return line;
    }

    private void hide() {
        offered = Optional.empty();
        popup.hide();
    }

    private void pressed(KeyEvent event) {
        if (offered.isEmpty() || !popup.isShowing()) {
            return;
        }
        int count = offered.get().found().size();
        switch (event.getCode()) {
            case KeyCode.DOWN -> at = Math.floorMod(at + 1, count);
            case KeyCode.UP -> at = Math.floorMod(at - 1, count);
            case KeyCode.ENTER, KeyCode.TAB -> {
                event.consume();
                take();
                return;
            }
            case KeyCode.ESCAPE -> {
                event.consume();
                hide();
                return;
            }
            default -> {
                return;
            }
        }
        event.consume();
        show();
    }

    private void take() {
        Completion taken = offered.orElseThrow();
        Emoji emoji = taken.found().get(at);
        hide();
        replace(taken, emoji);
    }

    private void replace(Completion taken, Emoji emoji) {
        field.replaceText(taken.start(), field.getCaretPosition(), emoji.text());
        used.accept(emoji);
    }
}
