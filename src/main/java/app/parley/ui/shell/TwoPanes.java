package app.parley.ui.shell;

import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;

/// List and conversation beside each other, or in a narrow window the one in front. A list that is made narrower than
/// its rows need shows pictures only.
final class TwoPanes {
    /// As wide as a picture with room around it.
    static final double LIST_FACES = 72;
    static final double LIST_LEAST = 260;

    private static final double LIST_MOST = 360;
    private static final double NARROW = 700;
    private static final double RAIL = 60;

    private final ShellViewModel model;
    private final Parts parts;
    private final Sizes sizes;
    private double wide = LIST_LEAST;

    /// What is arranged.
    ///
    /// @param root as wide as the window
    /// @param list the pane that is first
    /// @param back leads to the list where only one pane is shown
    record Parts(Region root, SplitPane panes, Region list, Region content, Node back) {}

    /// How wide the list is.
    ///
    /// @param listWidth in points; changes when the person moves the divider
    /// @param searching whether somebody searches in the list, for which it is made wide
    /// @param faces told whether it shows pictures only
    record Sizes(DoubleProperty listWidth, ObservableBooleanValue searching, BooleanProperty faces) {}

    private TwoPanes(ShellViewModel model, Parts parts, Sizes sizes) {
        this.model = model;
        this.parts = parts;
        this.sizes = sizes;
    }

    static TwoPanes bind(ShellViewModel model, Parts parts, Sizes sizes) {
        TwoPanes two = new TwoPanes(model, parts, sizes);
        model.narrowProperty().subscribe(two::arrange);
        model.listInFrontProperty().subscribe(two::arrange);
        sizes.searching().subscribe(now -> two.arrange());
        sizes.listWidth().subscribe(now -> two.arrange());
        parts.root().widthProperty().addListener((property, before, now) -> two.sized(now.doubleValue()));
        SplitPane.setResizableWithParent(parts.list(), false);
        parts.panes().addEventFilter(MouseEvent.MOUSE_DRAGGED, two::dragged);
        parts.panes().addEventFilter(MouseEvent.MOUSE_RELEASED, two::released);
        return two;
    }

    /// Makes the list as narrow as its pictures, or as wide as it was.
    void turn() {
        sizes.listWidth().set(small() ? wide : LIST_FACES);
    }

    private boolean small() {
        return sizes.listWidth().get() < LIST_LEAST;
    }

    private void sized(double width) {
        model.narrowProperty().set(width > 0 && width < NARROW);
        arrange();
    }

    private static boolean onDivider(MouseEvent event) {
        for (Node at = (Node) event.getTarget(); at != null; at = at.getParent()) {
            if (at.getStyleClass().contains("split-pane-divider")) {
                return true;
            }
        }
        return false;
    }

    /// Between its least width and that of the pictures there is nothing: it goes to what is nearer.
    private void dragged(MouseEvent event) {
        if (onDivider(event)) {
            boolean nearer = event.getX() < (LIST_FACES + LIST_LEAST) / 2;
            if (nearer != small()) {
                sizes.listWidth().set(nearer ? LIST_FACES : LIST_LEAST);
            }
        }
    }

    private void released(MouseEvent event) {
        if (onDivider(event) && !model.narrowProperty().get() && !small()) {
            sizes.listWidth().set(parts.list().getWidth());
        }
    }

    private void arrange() {
        boolean one = model.narrowProperty().get();
        boolean list = model.listInFrontProperty().get();
        boolean faces = !one && small() && !sizes.searching().get();
        wide = small() ? wide : sizes.listWidth().get();
        sizes.faces().set(faces);
        parts.list().setMinWidth(faces ? LIST_FACES : LIST_LEAST);
        parts.list().setMaxWidth(one ? Double.MAX_VALUE : faces ? LIST_FACES : LIST_MOST);
        parts.back().setVisible(one);
        parts.back().setManaged(one);
        Node[] wanted =
                one ? new Node[] {list ? parts.list() : parts.content()} : new Node[] {parts.list(), parts.content()};
        if (!parts.panes().getItems().equals(List.of(wanted))) {
            parts.panes().getItems().setAll(wanted);
        }
        double room = parts.root().getWidth() - RAIL;
        if (!one && room > 0) {
            parts.panes().setDividerPositions((faces ? LIST_FACES : wide) / room);
        }
    }
}
