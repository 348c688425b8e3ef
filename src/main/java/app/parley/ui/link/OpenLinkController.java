package app.parley.ui.link;

import app.parley.ui.Desktop;
import app.parley.ui.Texts;
import app.parley.ui.Work;
import java.util.Map;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;

/// The question before a page is opened: shows where the link really leads.
public final class OpenLinkController {
    private final Link link;
    private final Desktop desktop;
    private final Work work;
    private final Texts texts;
    private final Runnable close;

    @FXML
    private Label host;

    @FXML
    private Label target;

    @FXML
    private Label disguise;

    @FXML
    private Label failure;

    @FXML
    private Button open;

    public OpenLinkController(Link link, Desktop desktop, Work work, Texts texts, Runnable close) {
        this.link = link;
        this.desktop = desktop;
        this.work = work;
        this.texts = texts;
        this.close = close;
    }

    @FXML
    void initialize() {
        host.setText(link.shown());
        target.setText(link.target().toASCIIString());
        disguise.setText(texts.get("link.disguised", link.host()));
        show(disguise, link.disguised());
        show(failure, false);
    }

    private static void show(Label label, boolean shown) {
        label.setVisible(shown);
        label.setManaged(shown);
    }

    @FXML
    void onOpen() {
        work.read(
                () -> {
                    desktop.browse(link.target());
                    return link;
                },
                opened -> close.run(),
                failed -> show(failure, true));
    }

    @FXML
    void onCopy() {
        Clipboard.getSystemClipboard()
                .setContent(Map.of(DataFormat.PLAIN_TEXT, link.target().toASCIIString()));
        close.run();
    }

    @FXML
    void onCancel() {
        close.run();
    }

    /// Puts the focus on the harmless answer.
    public void focus() {
        open.requestFocus();
    }
}
