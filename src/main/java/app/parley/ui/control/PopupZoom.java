package app.parley.ui.control;

import java.util.List;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.collections.ListChangeListener;
import javafx.collections.WeakListChangeListener;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.transform.Scale;
import javafx.stage.PopupWindow;
import javafx.stage.Window;

/// Shows the menus, tooltips and cards of one window larger or smaller, as [Zoom] does its content:
/// each is a window of its own, which no scale of the owner reaches. A card that is placed by another
/// corner than its upper left lies in a [Group], so that the room it is said to take grows with it.
public final class PopupZoom {
    private static final double PER_CENT = 100;
    private static final Object KEY = PopupZoom.class;

    private final Window owner;
    private final IntegerProperty percent = new SimpleIntegerProperty(this, "percent", 100);
    /// Held here: the list of windows lives as long as the program and must not keep this one.
    private final ListChangeListener<Window> listener = this::changed;

    public PopupZoom(Window owner) {
        this.owner = owner;
        Window.getWindows().addListener(new WeakListChangeListener<>(listener));
        percent.addListener(change -> List.copyOf(Window.getWindows()).forEach(this::fit));
    }

    /// 100 is the size that things have by themselves.
    public IntegerProperty percentProperty() {
        return percent;
    }

    private void changed(ListChangeListener.Change<? extends Window> change) {
        while (change.next()) {
            List.copyOf(change.getAddedSubList()).forEach(this::fit);
        }
    }

    private void fit(Window window) {
        if (window instanceof PopupWindow popup && root(popup) == owner) {
            popup.getScene().getRoot().getChildrenUnmodifiable().forEach(this::fit);
        }
    }

    /// A menu in a menu is owned by that one.
    private static Window root(PopupWindow popup) {
        Window at = popup.getOwnerWindow();
        while (at instanceof PopupWindow between) {
            at = between.getOwnerWindow();
        }
        return at;
    }

    private void fit(Node content) {
        if (content instanceof Group group) {
            group.getChildren().forEach(this::fit);
            return;
        }
        Scale scale = (Scale) content.getProperties().computeIfAbsent(KEY, key -> {
            Scale made = new Scale(1, 1, 0, 0);
            content.getTransforms().add(made);
            content.layoutBoundsProperty().addListener(change -> grow(content));
            return made;
        });
        scale.setX(percent.get() / PER_CENT);
        scale.setY(percent.get() / PER_CENT);
        grow(content);
    }

    /// A popup is kept on the screen by the room that its root says it takes, and that is without any scale.
    private void grow(Node content) {
        double factor = percent.get() / PER_CENT;
        if (content.getParent() instanceof Region root
                && content.getLayoutBounds().getWidth() > 0) {
            root.setPrefSize(
                    content.getLayoutBounds().getWidth() * factor,
                    content.getLayoutBounds().getHeight() * factor);
        }
    }
}
