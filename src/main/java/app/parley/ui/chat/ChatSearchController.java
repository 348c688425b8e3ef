package app.parley.ui.chat;

import app.parley.ui.FxBridge;
import atlantafx.base.controls.Calendar;
import java.util.concurrent.Executor;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import org.controlsfx.control.PopOver;

/// The bar above the messages that looks for words and days.
public final class ChatSearchController {
    private final ChatViewModel chat;
    private final ChatSearch model;
    private final Executor later = FxBridge.executor();

    @FXML
    private Node bar;

    @FXML
    private TextField words;

    @FXML
    private Button day;

    public ChatSearchController(ChatViewModel chat) {
        this.chat = chat;
        this.model = chat.getSearch();
    }

    @FXML
    void initialize() {
        words.textProperty().bindBidirectional(model.wordsProperty());
        bar.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        model.openProperty().addListener((property, before, now) -> focus());
        if (model.isOpen()) {
            focus();
        }
    }

    /// Once the bar is laid out.
    private void focus() {
        later.execute(() -> {
            if (model.isOpen()) {
                words.requestFocus();
                words.end();
            }
        });
    }

    private void pressed(KeyEvent event) {
        switch (event.getCode()) {
            case ENTER -> {
                if (event.getTarget() != words) {
                    return;
                }
                if (event.isShiftDown()) {
                    model.newer();
                } else {
                    model.older();
                }
            }
            case ESCAPE -> model.close();
            default -> {
                return;
            }
        }
        event.consume();
    }

    @FXML
    void onOlder() {
        model.older();
    }

    @FXML
    void onNewer() {
        model.newer();
    }

    @FXML
    void onDay() {
        PopOver card = new PopOver();
        Calendar calendar = new Calendar(chat.wording().times().today());
        calendar.valueProperty().addListener((property, before, now) -> {
            if (now != null) {
                card.hide();
                model.goTo(now, chat.wording().times().zone());
            }
        });
        card.setArrowLocation(PopOver.ArrowLocation.TOP_RIGHT);
        card.setContentNode(calendar);
        card.setDetachable(false);
        card.setAnimated(false);
        card.show(day);
    }

    @FXML
    void onClose() {
        model.close();
    }

    public ChatSearch getModel() {
        return model;
    }
}
