package app.parley.ui.control;

import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;

/// A tooltip that is made when the mouse comes near for the first time. Each is a window of its own, and a list of
/// messages would make hundreds of which nobody sees one.
public final class LateTooltip {
    private static final Object KEY = LateTooltip.class;

    private LateTooltip() {}

    /// @param words asked whenever the mouse comes
    public static void install(Node on, Supplier<String> words) {
        on.addEventHandler(MouseEvent.MOUSE_ENTERED, event -> {
            if (!(on.getProperties().get(KEY) instanceof Tooltip)) {
                Tooltip made = new Tooltip();
                on.getProperties().put(KEY, made);
                Tooltip.install(on, made);
            }
            ((Tooltip) on.getProperties().get(KEY)).setText(words.get());
        });
    }
}
