package app.parley.ui;

import java.util.Optional;

/// Where one person's window was, kept by whoever starts the window.
public interface WindowMemory {
    Optional<Placement> placement();

    /// Called on the JavaFX thread when the window moved or closed; must return quickly.
    void remember(Placement placement);

    /// @param x left edge on the screen, in points; it may lie on a screen that is gone
    /// @param listWidth width of the list of conversations, in points
    record Placement(double x, double y, double width, double height, boolean maximized, double listWidth) {}
}
