package app.parley.ui.settings;

import app.parley.ui.Texts;
import app.parley.ui.Updates.Newer;
import java.net.URI;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/// What a newer version brings, and where it is found.
public final class NewsController {
    private final Newer newer;
    private final Texts texts;
    private final Runnable close;

    @FXML
    private Label newsTitle;

    @FXML
    private Label newsText;

    @FXML
    private Node pageBox;

    @FXML
    private TextField page;

    @FXML
    private Button copyPage;

    /// @param close takes it off the screen
    public NewsController(Newer newer, Texts texts, Runnable close) {
        this.newer = newer;
        this.texts = texts;
        this.close = close;
    }

    @FXML
    void initialize() {
        newsTitle.setText(texts.get("updates.news.title", newer.version()));
        newsText.setText(newer.news(texts.locale().getLanguage()));
        page.setText(newer.page().map(URI::toString).orElse(""));
        pageBox.setVisible(newer.page().isPresent());
        pageBox.setManaged(newer.page().isPresent());
    }

    @FXML
    void onCopy() {
        ClipboardContent content = new ClipboardContent();
        content.putString(page.getText());
        Clipboard.getSystemClipboard().setContent(content);
        copyPage.setText(texts.get("updates.news.copied"));
    }

    @FXML
    void onClose() {
        close.run();
    }
}
