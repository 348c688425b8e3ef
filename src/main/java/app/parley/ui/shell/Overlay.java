package app.parley.ui.shell;

import javafx.scene.Node;

/// The layer above the window's content where panels are shown, one at a time; Esc puts it away.
interface Overlay {
    void show(Node panel);

    void hide();

    boolean shown();
}
