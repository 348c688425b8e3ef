package app.parley.ui.control;

import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.scene.control.Label;

/// A count in a pill; gone while it is zero.
public final class Badge extends Label {
    private static final int MOST = 99;

    private final IntegerProperty count = new SimpleIntegerProperty(this, "count", 0);

    public Badge() {
        getStyleClass().add("badge");
        setMinWidth(USE_PREF_SIZE);
        textProperty().bind(count.map(n -> n.intValue() > MOST ? MOST + "+" : n.toString()));
        visibleProperty().bind(count.greaterThan(0));
        managedProperty().bind(visibleProperty());
    }

    public IntegerProperty countProperty() {
        return count;
    }

    public int getCount() {
        return count.get();
    }

    public void setCount(int value) {
        count.set(value);
    }
}
