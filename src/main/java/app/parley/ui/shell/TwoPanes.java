package app.parley.ui.shell;

import java.util.List;
import javafx.beans.property.DoubleProperty;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;

/// List and conversation beside each other, or in a narrow window the one in front.
final class TwoPanes {
    private static final double NARROW = 700;
    private static final double RAIL = 60;
    private static final double LIST_MOST = 360;

    private final ShellViewModel model;
    private final Parts parts;
    private final DoubleProperty listWidth;

    /// What is arranged.
    ///
    /// @param root as wide as the window
    /// @param list the pane that is first
    /// @param back leads to the list where only one pane is shown
    record Parts(Region root, SplitPane panes, Region list, Region content, Node back) {}

    private TwoPanes(ShellViewModel model, Parts parts, DoubleProperty listWidth) {
        this.model = model;
        this.parts = parts;
        this.listWidth = listWidth;
    }

    /// @param listWidth in points; changes when the person moves the divider
    static void bind(ShellViewModel model, Parts parts, DoubleProperty listWidth) {
        TwoPanes two = new TwoPanes(model, parts, listWidth);
        model.narrowProperty().subscribe(two::arrange);
        model.listInFrontProperty().subscribe(two::arrange);
        parts.root().widthProperty().addListener((property, before, now) -> two.sized(now.doubleValue()));
        SplitPane.setResizableWithParent(parts.list(), false);
        parts.panes().addEventFilter(MouseEvent.MOUSE_RELEASED, event -> {
            if (!model.narrowProperty().get()) {
                listWidth.set(parts.list().getWidth());
            }
        });
    }

    private void sized(double width) {
        model.narrowProperty().set(width > 0 && width < NARROW);
        arrange();
    }

    private void arrange() {
        boolean one = model.narrowProperty().get();
        boolean list = model.listInFrontProperty().get();
        parts.list().setMaxWidth(one ? Double.MAX_VALUE : LIST_MOST);
        parts.back().setVisible(one);
        parts.back().setManaged(one);
        Node[] wanted =
                one ? new Node[] {list ? parts.list() : parts.content()} : new Node[] {parts.list(), parts.content()};
        if (!parts.panes().getItems().equals(List.of(wanted))) {
            parts.panes().getItems().setAll(wanted);
        }
        double room = parts.root().getWidth() - RAIL;
        if (!one && room > 0) {
            parts.panes().setDividerPositions(listWidth.get() / room);
        }
    }
}
