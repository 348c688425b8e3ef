package app.parley.ui.control;

import javafx.scene.Node;
import javafx.scene.layout.FlowPane;

/// Buttons in one row, as wide as they are together; where that is too wide they go on below.
public final class Segments extends FlowPane {
    @Override
    protected double computePrefWidth(double height) {
        double all = snappedLeftInset() + snappedRightInset();
        for (Node each : getManagedChildren()) {
            all += snapSizeX(each.prefWidth(-1));
        }
        return all;
    }
}
