package app.parley.ui.chat;

import app.parley.ui.contacts.Keeping;
import app.parley.ui.control.Avatar;
import java.util.Map;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;

/// The panel beside the messages: who it is, how sure that is, and how the conversation is kept.
public final class ChatDetailsController {
    private final ChatViewModel model;
    private final ChatPanels panels;

    @FXML
    private Avatar avatar;

    @FXML
    private Node unmute;

    @FXML
    private MenuButton mute;

    @FXML
    private MenuButton timer;

    @FXML
    private Button close;

    /// @param panels what opens over the window
    public ChatDetailsController(ChatViewModel model, ChatPanels panels) {
        this.model = model;
        this.panels = panels;
    }

    @FXML
    void initialize() {
        avatar.nameProperty().bind(model.getPartner().nameProperty());
        avatar.keyProperty().bind(model.withProperty().map(id -> id.hex()));
        avatar.onlineProperty().bind(model.getPartner().onlineProperty());
        timer.getItems().setAll(TimerItems.of(model));
        for (Keeping.Mute how : Keeping.Mute.values()) {
            MenuItem item = new MenuItem(model.texts().get("contacts.mute." + how));
            item.setOnAction(event -> model.getDetails().mute(how));
            mute.getItems().add(item);
        }
        unmute.visibleProperty().bind(model.getDetails().mutedProperty());
        unmute.managedProperty().bind(unmute.visibleProperty());
        mute.visibleProperty().bind(unmute.visibleProperty().not());
        mute.managedProperty().bind(mute.visibleProperty());
    }

    /// Puts the focus into the panel.
    void focus() {
        close.requestFocus();
    }

    @FXML
    void onClose() {
        panels.details().set(false);
    }

    @FXML
    void onCopyNumber() {
        Clipboard.getSystemClipboard()
                .setContent(Map.of(DataFormat.PLAIN_TEXT, model.getDetails().getNumber()));
    }

    @FXML
    void onCompare() {
        panels.safetyNumber().run();
    }

    @FXML
    void onUnmute() {
        model.getDetails().unmute();
    }

    @FXML
    void onSearch() {
        model.getSearch().open();
    }

    @FXML
    void onPin() {
        model.getDetails().turnPinned();
    }

    @FXML
    void onArchive() {
        model.getDetails().turnArchived();
    }

    @FXML
    void onExport() {
        panels.export().run();
    }

    @FXML
    void onBlock() {
        if (model.getDetails().isBlocked()) {
            model.acts().block(false);
        } else {
            panels.ask()
                    .first(
                            "contacts.block",
                            model.getPartner().getName(),
                            () -> model.acts().block(true));
        }
    }

    @FXML
    void onDelete() {
        panels.ask().first("contacts.delete", model.getPartner().getName(), model.acts()::deleteAll);
    }

    public ChatViewModel getModel() {
        return model;
    }
}
