package app.parley.ui.shell;

import app.parley.ui.WindowMemory.Placement;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/// Puts a window where it was, but never off the screen.
final class Placements {
    static final double LEAST_WIDTH = 380;
    static final double LEAST_HEIGHT = 480;
    private static final double USUAL_WIDTH = 1040;
    private static final double USUAL_HEIGHT = 720;

    private Placements() {}

    static void restore(Stage stage, Optional<Placement> remembered) {
        stage.setMinWidth(LEAST_WIDTH);
        stage.setMinHeight(LEAST_HEIGHT);
        Rectangle2D screen = screenFor(remembered);
        double width = Math.min(remembered.map(Placement::width).orElse(USUAL_WIDTH), screen.getWidth());
        double height = Math.min(remembered.map(Placement::height).orElse(USUAL_HEIGHT), screen.getHeight());
        stage.setWidth(Math.max(width, Math.min(LEAST_WIDTH, screen.getWidth())));
        stage.setHeight(Math.max(height, Math.min(LEAST_HEIGHT, screen.getHeight())));
        remembered.ifPresent(placement -> {
            stage.setX(
                    Math.clamp(placement.x(), screen.getMinX(), Math.max(screen.getMinX(), screen.getMaxX() - width)));
            stage.setY(
                    Math.clamp(placement.y(), screen.getMinY(), Math.max(screen.getMinY(), screen.getMaxY() - height)));
            stage.setMaximized(placement.maximized());
        });
    }

    /// The screen the window was on, or the first one if that is gone.
    private static Rectangle2D screenFor(Optional<Placement> remembered) {
        return remembered
                .flatMap(
                        placement -> Screen.getScreensForRectangle(
                                        placement.x(), placement.y(), placement.width(), placement.height())
                                .stream()
                                .findFirst())
                .orElse(Screen.getPrimary())
                .getVisualBounds();
    }

    static Placement of(Stage stage, double listWidth) {
        return new Placement(
                stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), stage.isMaximized(), listWidth);
    }
}
