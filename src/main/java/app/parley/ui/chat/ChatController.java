package app.parley.ui.chat;

import app.parley.client.Message;
import app.parley.ui.Direction;
import app.parley.ui.FxBridge;
import app.parley.ui.Texts;
import app.parley.ui.control.Avatar;
import app.parley.ui.control.EverySecond;
import app.parley.ui.control.GrowingTextArea;
import app.parley.ui.emoji.CompletionPopup;
import app.parley.ui.emoji.EmojiPicking;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.javafx.FontIcon;

/// The tab of a conversation.
public final class ChatController {
    private static final KeyCombination TO_END = KeyCombination.valueOf("Shortcut+End");
    private static final KeyCombination REPLY = KeyCombination.valueOf("Shortcut+Shift+R");
    private static final KeyCombination EMOJI = KeyCombination.valueOf("Shortcut+Shift+J");
    private static final List<Duration> TIMERS = List.of(
            Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(28));

    private final ChatViewModel model;
    private final Runnable safetyNumber;
    private final Runnable export;
    private final Consumer<Message> forward;
    private final EmojiPicking emoji;
    private final Executor later = FxBridge.executor();

    @FXML
    private BorderPane root;

    @FXML
    private Avatar avatar;

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
    private Node goOn;

    @FXML
    private Node down;

    @FXML
    private Node placeholder;

    private final MessageList list;

    /// @param safetyNumber opens the comparing of safety numbers with this person
    /// @param export opens the exporting of this conversation
    /// @param forward asks to whom a message goes
    /// @param emoji offers emoji
    public ChatController(
            ChatViewModel model,
            Runnable safetyNumber,
            Runnable export,
            Consumer<Message> forward,
            EmojiPicking emoji) {
        this.emoji = emoji;
        this.forward = forward;
        this.export = export;
        this.model = model;
        this.list = new MessageList(model);
        this.safetyNumber = safetyNumber;
    }

    @FXML
    void initialize() {
        messages.getChildren().addFirst(list);
        avatar.nameProperty().bind(model.getPartner().nameProperty());
        avatar.keyProperty().bind(model.withProperty().map(id -> id.hex()));
        avatar.onlineProperty().bind(model.getPartner().onlineProperty());
        composer.textProperty().bindBidirectional(model.getComposing().draftProperty());
        composer.textProperty().addListener((property, before, now) -> direct(now));
        CompletionPopup.install(composer, emoji.recents()::used);
        composer.addEventFilter(KeyEvent.KEY_PRESSED, this::typed);
        send.disableProperty().bind(model.getComposing().draftProperty().map(String::isBlank));
        show(composerBox, model.getPartner().composerProperty().isEqualTo(ChatPartner.Composer.OPEN));
        show(blockedBox, model.getPartner().composerProperty().isNotEqualTo(ChatPartner.Composer.OPEN));
        show(compareAgain, model.getPartner().composerProperty().isEqualTo(ChatPartner.Composer.BLOCKED));
        show(goOn, model.getPartner().composerProperty().isEqualTo(ChatPartner.Composer.CONFLICT));
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
            }
        });
        Tooltip when = new Tooltip();
        when.textProperty().bind(model.getPartner().timerWordsProperty());
        Tooltip.install(timerIcon, when);
        model.forwardingProperty()
                .addListener((property, before, now) -> now.ifPresent(message -> {
                    model.forwardingAsked();
                    forward.accept(message);
                }));
        timers();
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
            if (TO_END.match(event)) {
                list.toEnd();
                event.consume();
            }
        });
        EverySecond.whileShown(root, model::refresh);
        direct(model.getComposing().draftProperty().get());
        model.open();
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

    private void timers() {
        Texts texts = model.texts();
        timer.getItems().add(timer(texts.get("chat.timer.off"), Duration.ZERO));
        for (Duration after : TIMERS) {
            timer.getItems().add(timer(model.wording().times().span(after), after));
        }
    }

    private MenuItem timer(String words, Duration after) {
        MenuItem item = new MenuItem(words);
        item.setOnAction(event -> model.setTimer(after));
        return item;
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
        list.toEnd();
    }

    @FXML
    void onSafetyNumber() {
        safetyNumber.run();
    }

    @FXML
    void onExport() {
        export.run();
    }

    @FXML
    void onSwitchRecord() {
        model.switchRecord();
    }

    @FXML
    void onAcceptKey() {
        model.acceptKeyChange();
    }

    @FXML
    void onDismissFailure() {
        model.dismissFailure();
    }

    /// Puts the caret where the person types, once the tab is on screen.
    public void focus() {
        later.execute(composer::requestFocus);
    }

    public ChatViewModel getModel() {
        return model;
    }
}
