package app.parley.ui.control;

import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.transform.Scale;

/// Shows its one child larger or smaller. The child is laid out in the room that is left at that
/// size, so nothing is cut off: at 200 % a window of 1,000 points is one of 500 to the views.
public final class Zoom extends Region {
    private static final double PER_CENT = 100;

    private final IntegerProperty percent = new SimpleIntegerProperty(this, "percent", 100);
    private final Scale scale = new Scale(1, 1, 0, 0);
    private final Region content;

    public Zoom(Region content) {
        this.content = content;
        content.getTransforms().add(scale);
        getChildren().add(content);
        percent.addListener(change -> requestLayout());
    }

    @Override
    protected void layoutChildren() {
        double factor = percent.get() / PER_CENT;
        scale.setX(factor);
        scale.setY(factor);
        content.resizeRelocate(0, 0, getWidth() / factor, getHeight() / factor);
    }

    public Node content() {
        return content;
    }

    public IntegerProperty percentProperty() {
        return percent;
    }
}
