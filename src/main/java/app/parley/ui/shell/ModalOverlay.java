package app.parley.ui.shell;

import atlantafx.base.controls.ModalPane;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;

/// [Overlay] by AtlantaFX's modal pane. The keyboard goes into the panel with it and back to where it was.
final class ModalOverlay implements Overlay {
    private final ModalPane pane;
    private Optional<Node> before = Optional.empty();

    ModalOverlay(ModalPane pane) {
        this.pane = pane;
        pane.displayProperty().addListener((property, was, now) -> {
            if (!now) {
                // What was shown may be secret: it does not stay behind the curtain, whichever way it went.
                pane.setContent(null);
                comeBack();
            }
        });
    }

    @Override
    public void show(Node panel) {
        if (!shown()) {
            before = Optional.ofNullable(pane.getScene()).map(Scene::getFocusOwner);
        }
        pane.show(panel);
        firstIn(panel).ifPresent(Node::requestFocus);
    }

    private void comeBack() {
        before.filter(node -> node.getScene() == pane.getScene()).ifPresent(Node::requestFocus);
        before = Optional.empty();
    }

    /// The first thing in a panel that takes the keyboard: without it Esc would reach what is behind.
    private static Optional<Node> firstIn(Node node) {
        if (!node.isVisible() || node.isDisabled()) {
            return Optional.empty();
        }
        if (node.isFocusTraversable()) {
            return Optional.of(node);
        }
        return node instanceof Parent parent
                ? parent.getChildrenUnmodifiable().stream()
                        .map(ModalOverlay::firstIn)
                        .flatMap(Optional::stream)
                        .findFirst()
                : Optional.empty();
    }

    @Override
    public void hide() {
        pane.hide(true);
    }

    @Override
    public boolean shown() {
        return pane.isDisplay();
    }
}
