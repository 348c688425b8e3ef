package app.parley.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.ui.Fx;
import app.parley.ui.UiSettings.Appearance;
import app.parley.ui.shell.Gallery.Scene;
import app.parley.ui.shell.Gallery.Shot;
import atlantafx.base.controls.ModalPane;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Cell;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextInputControl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Walks every view: whatever takes the focus has words for a screen reader, and so has every row.
class AccessibleTest {
    /// One state of each view; the others differ in words only.
    private static final String VIEWS = "(01|03|05|07|09-unlock|10|12|22b|25|26-|30|32|33|39|40|41|43|46|47|50|51).*";

    static List<Shot> views() {
        return Gallery.shots().stream()
                .filter(shot -> shot.name().matches(VIEWS) && !shot.name().matches(".*-(200|rtl|narrow)"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("views")
    void whatever_takes_the_focus_has_words(Shot shot) throws Exception {
        Scene scene = new Scene(shot, Appearance.LIGHT, 0.05);
        try {
            shot.steps().run(scene);
            assertEquals(Set.of(), Fx.on(() -> {
                Set<String> silent = new TreeSet<>();
                walk(scene.root(), scene.root(), silent);
                return silent;
            }));
        } finally {
            scene.close();
        }
    }

    private static void walk(Node node, Parent root, Set<String> silent) {
        if (!node.isVisible()) {
            return;
        }
        boolean row =
                node.getStyleClass().contains("message") || node.getStyleClass().contains("contact-cell");
        if ((node.isFocusTraversable() && !holder(node) || row && !empty(node))
                && words(node, root).isBlank()) {
            silent.add(node.getClass().getSimpleName() + " " + node.getStyleClass() + " " + node.getId());
        }
        if (node instanceof Parent parent && (!(node instanceof Control) || holder(node) || row)) {
            parent.getChildrenUnmodifiable().forEach(child -> walk(child, root, silent));
        }
    }

    /// Controls that hold others, and are never what the focus is on.
    private static boolean holder(Node node) {
        return node instanceof ScrollPane
                || node instanceof ModalPane
                || node instanceof SplitPane
                || node instanceof TabPane
                || node instanceof ListView<?> list && !list.isFocusTraversable();
    }

    private static boolean empty(Node node) {
        return node instanceof Cell<?> cell && cell.isEmpty();
    }

    private static String words(Node node, Parent root) {
        if (node.getAccessibleText() != null && !node.getAccessibleText().isBlank()) {
            return node.getAccessibleText();
        }
        if (node instanceof Labeled labeled
                && labeled.getText() != null
                && !labeled.getText().isBlank()) {
            return labeled.getText();
        }
        if (node instanceof TextInputControl || node instanceof ChoiceBox) {
            return root.lookupAll(".label").stream()
                    .filter(label -> label instanceof Label named && named.getLabelFor() == node)
                    .map(label -> ((Label) label).getText())
                    .findFirst()
                    .orElse("");
        }
        return "";
    }

    @Test
    void all_views_are_walked() {
        assertTrue(views().size() > 15, "too few views: the names of the gallery have changed");
    }
}
