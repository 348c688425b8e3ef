package app.parley.ui.emoji;

import app.parley.ui.Views;
import java.util.function.Consumer;
import javafx.geometry.Bounds;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.stage.Popup;
import javafx.stage.PopupWindow;

/// Opens the picker of emoji above something.
public record EmojiPicking(Views views, Recents recents) {
    private static final double GAP = 8;

    /// @param chosen takes the emoji; the picker is away then
    public void pick(Node below, Consumer<Emoji> chosen) {
        Popup card = new Popup();
        EmojiPickerController controller =
                new EmojiPickerController(new EmojiPickerViewModel(recents), views.texts(), emoji -> {
                    card.hide();
                    chosen.accept(emoji);
                });
        Parent picker = views.load(controller);
        picker.setNodeOrientation(views.texts().orientation());
        card.getContent().add(new Group(picker));
        card.setAutoHide(true);
        card.setHideOnEscape(true);
        card.setAnchorLocation(PopupWindow.AnchorLocation.CONTENT_BOTTOM_RIGHT);
        card.setOnShown(event -> controller.focus());
        Bounds place = below.localToScreen(below.getBoundsInLocal());
        card.show(below, place.getMaxX(), place.getMinY() - GAP);
    }
}
