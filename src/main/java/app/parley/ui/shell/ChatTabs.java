package app.parley.ui.shell;

import app.parley.ui.chat.ChatController;
import app.parley.ui.chat.ChatViewModel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javafx.collections.ListChangeListener;
import javafx.scene.Parent;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/// Keeps the tabs and the open conversations of the model the same.
final class ChatTabs {
    private final ShellViewModel model;
    private final String verifiedWords;
    private final Function<ChatViewModel, Parent> load;
    private final Map<ChatViewModel, Tab> tabs = new HashMap<>();
    private final Map<ChatViewModel, ChatController> controllers = new HashMap<>();

    /// @param load makes the view of a conversation
    /// @param verifiedWords what a screen reader says at the badge
    ChatTabs(ShellViewModel model, String verifiedWords, Function<ChatViewModel, Parent> load) {
        this.model = model;
        this.verifiedWords = verifiedWords;
        this.load = load;
    }

    void remember(ChatViewModel chat, ChatController controller) {
        controllers.put(chat, controller);
    }

    void bind(TabPane pane) {
        model.chats().addListener((ListChangeListener<ChatViewModel>) change -> {
            while (change.next()) {
                change.getRemoved().forEach(chat -> remove(chat, pane));
                change.getAddedSubList().forEach(chat -> pane.getTabs().add(make(chat)));
            }
        });
        model.currentProperty()
                .addListener((property, before, now) -> now.ifPresent(chat -> {
                    pane.getSelectionModel().select(tabs.get(chat));
                    focusCurrent();
                }));
        pane.getSelectionModel().selectedItemProperty().addListener((property, before, now) -> {
            if (now != null
                    && now.getUserData() instanceof ChatViewModel chat
                    && model.chats().contains(chat)) {
                model.currentProperty().set(Optional.of(chat));
            }
        });
    }

    private Tab make(ChatViewModel chat) {
        Tab tab = new Tab();
        tab.setUserData(chat);
        tab.textProperty().bind(chat.getPartner().nameProperty());
        FontIcon verified = new FontIcon(MaterialDesignC.CHECK_DECAGRAM);
        verified.getStyleClass().addAll("verified-icon", "tab-badge");
        verified.setAccessibleText(verifiedWords);
        tab.graphicProperty().bind(chat.getPartner().verifiedProperty().map(is -> is ? verified : null));
        tab.setContent(load.apply(chat));
        tab.setOnCloseRequest(event -> {
            event.consume();
            model.leave(chat);
        });
        tabs.put(chat, tab);
        return tab;
    }

    private void remove(ChatViewModel chat, TabPane pane) {
        Tab tab = tabs.remove(chat);
        controllers.remove(chat);
        if (tab != null) {
            pane.getTabs().remove(tab);
        }
    }

    /// Puts what was typed elsewhere into the shown conversation.
    void type(String text) {
        model.currentProperty().get().map(controllers::get).ifPresent(chat -> chat.type(text));
    }

    /// Puts the caret into the shown conversation.
    void focusCurrent() {
        model.currentProperty().get().map(controllers::get).ifPresent(ChatController::focus);
    }
}
