package app.parley.ui.settings;

import java.io.File;
import java.util.List;
import java.util.Map;
import javafx.fxml.FXML;
import javafx.print.PrinterJob;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.text.Text;
import javafx.stage.FileChooser;

/// The panel with the words of the recovery kit.
public final class KitController {
    private final KitViewModel model;
    private final Runnable close;

    @FXML
    private FlowPane words;

    /// @param close puts the panel away
    public KitController(KitViewModel model, Runnable close) {
        this.model = model;
        this.close = close;
    }

    @FXML
    void initialize() {
        List<String> all = model.words();
        for (int i = 0; i < all.size(); i++) {
            Label number = new Label(Integer.toString(i + 1));
            number.getStyleClass().add("kit-number");
            Label word = new Label(all.get(i));
            word.getStyleClass().add("kit-word");
            words.getChildren().add(new HBox(number, word));
        }
        words.setAccessibleText(String.join(", ", all));
    }

    @FXML
    void onPrint() {
        PrinterJob job = PrinterJob.createPrinterJob();
        if (job == null) {
            model.say("kit.no-printer");
            return;
        }
        if (job.showPrintDialog(words.getScene().getWindow())) {
            boolean printed = job.printPage(new Text(model.text())) && job.endJob();
            model.say(printed ? "kit.printed" : "kit.not-printed");
        }
    }

    @FXML
    void onCopy() {
        Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, model.text()));
        model.say("kit.copied");
    }

    @FXML
    void onSave() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(model.texts().get("kit.save"));
        chooser.setInitialFileName(model.texts().get("kit.file"));
        File file = chooser.showSaveDialog(words.getScene().getWindow());
        if (file != null) {
            model.save(file.toPath());
        }
    }

    @FXML
    void onClose() {
        close.run();
    }

    public KitViewModel getModel() {
        return model;
    }
}
