package app.parley.ui.shell;

import atlantafx.base.controls.ModalPane;
import javafx.scene.Node;

/// [Overlay] by AtlantaFX's modal pane.
record ModalOverlay(ModalPane pane) implements Overlay {
    @Override
    public void show(Node panel) {
        pane.show(panel);
    }

    @Override
    public void hide() {
        // What was shown may be secret: it does not stay behind the curtain.
        pane.hide(true);
    }

    @Override
    public boolean shown() {
        return pane.isDisplay();
    }
}
