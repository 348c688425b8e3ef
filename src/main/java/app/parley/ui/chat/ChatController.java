package app.parley.ui.chat;

import app.parley.client.Message;
import app.parley.ui.Asking;
import app.parley.ui.Direction;
import app.parley.ui.FxBridge;
import app.parley.ui.control.Avatar;
import app.parley.ui.control.EverySecond;
import app.parley.ui.control.GrowingTextArea;
import app.parley.ui.emoji.CompletionPopup;
import app.parley.ui.emoji.EmojiPicking;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/// The tab of a conversation.
public final class ChatController {
    private static final KeyCombination TO_END = KeyCombination.valueOf("Shortcut+End");
    private static final KeyCombination WALK = KeyCombination.valueOf("Shortcut+Shift+M");
    private static final KeyCombination REPLY = KeyCombination.valueOf("Shortcut+Shift+R");
    private static final KeyCombination EMOJI = KeyCombination.valueOf("Shortcut+Shift+J");

    private final ChatViewModel model;
    private final Runnable safetyNumber;
    private final Runnable export;
    private final Asking ask;
    private final BooleanProperty detailsOpen;
    private final Consumer<List<Message>> forward;
    private final EmojiPicking emoji;
    private final Executor later = FxBridge.executor();

    @FXML
    private BorderPane root;

    @FXML
    private Avatar avatar;

    @FXML
    private Region details;

    @FXML
    private ChatDetailsController detailsController;

    @FXML
    private StackPane messages;

    @FXML
    private GrowingTextArea composer;

    @FXML
    private Button emojiButton;

    @FXML
    private Button send;

    @FXML
    private Node composerBox;

    @FXML
    private Node answeringBar;

    @FXML
    private Menu timer;

    @FXML
    private FontIcon timerIcon;

    @FXML
    private Node blockedBox;

    @FXML
    private Node compareAgain;

    @FXML
    private Node selectionBar;

    @FXML
    private Label selectedWords;

    @FXML
    private Node takeBackSelected;

    @FXML
    private Node goOn;

    @FXML
    private Node requestBox;

    @FXML
    private Node requestButtons;

    @FXML
    private Node unblock;

    @FXML
    private Node down;

    @FXML
    private FontIcon downIcon;

    private final ReadOnlyStringWrapper downWords = new ReadOnlyStringWrapper("");

    @FXML
    private Node placeholder;

    private final MessageList list;

    /// @param panels what opens over the window
    /// @param emoji offers emoji
    public ChatController(ChatViewModel model, ChatPanels panels, EmojiPicking emoji) {
        this.emoji = emoji;
        this.forward = panels.forward();
        this.export = panels.export();
        this.ask = panels.ask();
        this.detailsOpen = panels.details();
        this.model = model;
        this.list = new MessageList(model, emoji);
        this.safetyNumber = panels.safetyNumber();
    }

    @FXML
    void initialize() {
        messages.getChildren().addFirst(list);
        list.walkable(this::focus);
        avatar.nameProperty().bind(model.getPartner().nameProperty());
        avatar.keyProperty().bind(model.withProperty().map(id -> id.hex()));
        avatar.onlineProperty().bind(model.getPartner().onlineProperty());
        composer.textProperty().bindBidirectional(model.getComposing().draftProperty());
        composer.textProperty().addListener((property, before, now) -> direct(now));
        CompletionPopup.install(composer, emoji.recents()::used);
        composer.addEventFilter(KeyEvent.KEY_PRESSED, this::typed);
        send.disableProperty().bind(model.getComposing().draftProperty().map(String::isBlank));
        BooleanBinding open = model.getPartner().composerProperty().isEqualTo(ChatPartner.Composer.OPEN);
        BooleanBinding choosing = Bindings.createBooleanBinding(
                model.getSelection()::isActive, model.getSelection().activeProperty());
        show(composerBox, open.and(choosing.not()));
        BooleanBinding asks = model.getPartner().composerProperty().isEqualTo(ChatPartner.Composer.REQUEST);
        BooleanBinding unwanted = model.getPartner().composerProperty().isEqualTo(ChatPartner.Composer.UNWANTED);
        show(requestBox, asks.or(unwanted).and(choosing.not()));
        show(requestButtons, asks);
        show(unblock, unwanted);
        show(blockedBox, open.or(asks).or(unwanted).or(choosing).not());
        show(selectionBar, choosing);
        selectedWords
                .textProperty()
                .bind(model.getSelection()
                        .countProperty()
                        .map(count -> model.texts().get("chat.selected", count)));
        takeBackSelected
                .disableProperty()
                .bind(model.getSelection().allMineProperty().not());
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::leave);
        show(compareAgain, model.getPartner().composerProperty().isEqualTo(ChatPartner.Composer.BLOCKED));
        show(goOn, model.getPartner().composerProperty().isEqualTo(ChatPartner.Composer.CONFLICT));
        downWords.bind(model.awayProperty().map(away -> model.texts().get(away ? "chat.down.back" : "chat.down")));
        downIcon.iconCodeProperty()
                .bind(model.awayProperty()
                        .map(away -> away ? MaterialDesignA.ARROW_U_LEFT_BOTTOM : MaterialDesignC.CHEVRON_DOWN));
        down.visibleProperty().bind(model.atEndProperty().not().and(model.loadedProperty()));
        placeholder.visibleProperty().bind(Bindings.isEmpty(model.getRows()).and(model.loadedProperty()));
        composer.textProperty()
                .addListener((property, before, now) -> model.getComposing().typed());
        show(
                answeringBar,
                Bindings.createBooleanBinding(
                        model.getComposing().getAnswering()::isActive,
                        model.getComposing().getAnswering().activeProperty()));
        model.getComposing()
                .getAnswering()
                .activeProperty()
                .addListener((property, before, now) -> composer.requestFocus());
        model.wantedRowProperty().addListener((property, before, row) -> {
            if (row.intValue() >= 0) {
                list.show(row.intValue());
                keepFocus();
            }
        });
        Tooltip when = new Tooltip();
        when.textProperty().bind(model.getPartner().timerWordsProperty());
        Tooltip.install(timerIcon, when);
        model.chosen().forwardingProperty().addListener((property, before, now) -> {
            if (!now.isEmpty()) {
                model.chosen().forwardingAsked();
                forward.accept(now);
            }
        });
        timer.getItems().setAll(TimerItems.of(model));
        model.loadedProperty().addListener((property, before, now) -> list.place());
        root.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (REPLY.match(event)) {
                model.getComposing().replyToLast();
                event.consume();
            }
            if (EMOJI.match(event) && composerBox.isVisible()) {
                onEmoji();
                event.consume();
            }
            if (WALK.match(event)) {
                list.requestFocus();
                event.consume();
            }
            if (TO_END.match(event)) {
                list.toEnd();
                event.consume();
            }
        });
        DetailsBeside.bind(root, details, detailsOpen, now -> {
            if (now) {
                detailsController.focus();
            } else {
                focus();
            }
        });
        EverySecond.whileShown(root, model::refresh);
        direct(model.getComposing().draftProperty().get());
        model.open();
    }

    /// What had the focus may lie in a row that is gone now; a field that is typed into keeps it.
    private void keepFocus() {
        boolean typing = root.getScene() != null && root.getScene().getFocusOwner() instanceof TextInputControl;
        if (!typing) {
            focus();
        }
    }

    private static void show(Node node, BooleanBinding when) {
        node.visibleProperty().bind(when);
        node.managedProperty().bind(when);
    }

    private void direct(String text) {
        composer.setNodeOrientation(Direction.of(text));
    }

    private void typed(KeyEvent event) {
        if (event.isConsumed()) {
            return;
        }
        if (event.getCode() == KeyCode.UP && composer.getText().isEmpty()) {
            model.getComposing().editLast();
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE
                && model.getComposing().getAnswering().isActive()) {
            model.getComposing().cancelAnswering();
            event.consume();
        }
        if (event.getCode() != KeyCode.ENTER) {
            return;
        }
        if (event.isShiftDown()) {
            composer.replaceSelection("\n");
        } else {
            model.getComposing().send();
        }
        event.consume();
    }

    @FXML
    void onDetails() {
        detailsOpen.set(!detailsOpen.get());
    }

    @FXML
    void onCancelAnswering() {
        model.getComposing().cancelAnswering();
    }

    @FXML
    void onEmoji() {
        emoji.pick(emojiButton, chosen -> {
            composer.replaceSelection(chosen.text());
            composer.requestFocus();
        });
    }

    @FXML
    void onSend() {
        model.getComposing().send();
        composer.requestFocus();
    }

    @FXML
    void onDown() {
        model.down();
    }

    @FXML
    void onSafetyNumber() {
        safetyNumber.run();
    }

    @FXML
    void onSearch() {
        model.getSearch().open();
    }

    @FXML
    void onExport() {
        export.run();
    }

    @FXML
    void onSwitchRecord() {
        model.acts().switchRecord();
    }

    @FXML
    void onAcceptKey() {
        model.acts().acceptKeyChange();
    }

    /// Esc puts away what was chosen, then leads back to where the person was.
    private void leave(KeyEvent event) {
        if (event.getCode() != KeyCode.ESCAPE) {
            return;
        }
        if (model.getSelection().isActive()) {
            onCancelSelection();
            event.consume();
        } else if (model.comeBack()) {
            event.consume();
        } else if (detailsOpen.get()) {
            detailsOpen.set(false);
            event.consume();
        }
    }

    @FXML
    void onCancelSelection() {
        model.getSelection().clear();
        focus();
    }

    @FXML
    void onForwardSelected() {
        model.chosen().forward();
    }

    @FXML
    void onCopySelected() {
        Clipboard.getSystemClipboard()
                .setContent(Map.of(DataFormat.PLAIN_TEXT, model.getSelection().words()));
        onCancelSelection();
    }

    @FXML
    void onDeleteSelected() {
        ask.first("chat.delete-selected", model.getSelection().countProperty().get(), model.chosen()::delete);
    }

    @FXML
    void onTakeBackSelected() {
        ask.first(
                "chat.take-back-selected", model.getSelection().countProperty().get(), model.chosen()::takeBack);
    }

    @FXML
    void onAcceptRequest() {
        model.acts().accept();
    }

    @FXML
    void onBlock() {
        ask.first(
                "contacts.block",
                model.getPartner().getName(),
                () -> model.acts().block(true));
    }

    @FXML
    void onUnblock() {
        model.acts().block(false);
    }

    @FXML
    void onDeleteAll() {
        ask.first("contacts.delete", model.getPartner().getName(), model.acts()::deleteAll);
    }

    @FXML
    void onDismissFailure() {
        model.dismissFailure();
    }

    /// Somebody types with the focus elsewhere: it goes to where they write, if they can.
    public void type(String text) {
        if (composerBox.isVisible()) {
            composer.requestFocus();
            composer.end();
            composer.appendText(text);
        }
    }

    /// Puts the caret where the person types, once the tab is on screen.
    public void focus() {
        later.execute(composer::requestFocus);
    }

    /// What the button at the end of the messages does.
    public ReadOnlyStringProperty downWordsProperty() {
        return downWords.getReadOnlyProperty();
    }

    public String getDownWords() {
        return downWords.get();
    }

    public ChatViewModel getModel() {
        return model;
    }
}
