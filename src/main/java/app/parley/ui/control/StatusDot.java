package app.parley.ui.control;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.css.PseudoClass;
import javafx.scene.layout.Region;

/// A small round light. It never stands alone: the words beside it say the same.
public final class StatusDot extends Region {
    /// What the light says.
    public enum State {
        OFF("off"),
        BUSY("busy"),
        GOOD("good"),
        BAD("bad");

        private final PseudoClass style;

        State(String style) {
            this.style = PseudoClass.getPseudoClass(style);
        }
    }

    private final ObjectProperty<State> state = new SimpleObjectProperty<>(this, "state", State.OFF);

    public StatusDot() {
        getStyleClass().add("status-dot");
        state.addListener((property, before, now) -> {
            pseudoClassStateChanged(before.style, false);
            pseudoClassStateChanged(now.style, true);
        });
    }

    public ObjectProperty<State> stateProperty() {
        return state;
    }

    public State getState() {
        return state.get();
    }

    public void setState(State value) {
        state.set(value);
    }
}
