package app.parley.ui.settings;

import app.parley.ui.Texts;
import app.parley.ui.Updates.Newer;
import java.net.URI;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/// What a newer version brings, and where it is found.
public final class NewsController {
    private final Newer newer;
    private final Texts texts;
    private final Runnable close;

    @FXML
    private Button copyPage;

    /// @param close takes it off the screen
    public NewsController(Newer newer, Texts texts, Runnable close) {
        this.newer = newer;
        this.texts = texts;
        this.close = close;
    }

    public String getTitle() {
        return texts.get("updates.news.title", newer.version());
    }

    public String getNews() {
        return newer.news(texts.locale().getLanguage());
    }

    public String getPage() {
        return newer.page().map(URI::toString).orElse("");
    }

    @FXML
    void onCopy() {
        ClipboardContent content = new ClipboardContent();
        content.putString(getPage());
        Clipboard.getSystemClipboard().setContent(content);
        copyPage.setText(texts.get("updates.news.copied"));
    }

    @FXML
    void onClose() {
        close.run();
    }
}
