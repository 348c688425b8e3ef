package app.parley.ui.shell;

import app.parley.ui.Chooser;
import app.parley.ui.Desktop;
import app.parley.ui.Views;
import app.parley.ui.chat.ChatController;
import app.parley.ui.chat.ChatDetailsController;
import app.parley.ui.chat.ChatPanels;
import app.parley.ui.chat.ChatSearchController;
import app.parley.ui.chat.ChatViewModel;
import app.parley.ui.contacts.ContactsController;
import app.parley.ui.control.Avatar;
import app.parley.ui.control.Badge;
import app.parley.ui.control.EverySecond;
import app.parley.ui.emoji.EmojiPicking;
import app.parley.ui.emoji.Recents;
import app.parley.ui.hosting.HostSwitchController;
import app.parley.ui.hosting.HostingController;
import app.parley.ui.link.LinkEvent;
import app.parley.ui.settings.AnnouncingController;
import app.parley.ui.settings.AnnouncingViewModel;
import app.parley.ui.settings.ProfilesController;
import app.parley.ui.settings.ProfilesViewModel;
import app.parley.ui.settings.ProtectionController;
import app.parley.ui.settings.ProtectionViewModel;
import app.parley.ui.settings.Purpose;
import app.parley.ui.settings.SettingsController;
import app.parley.ui.settings.UpdatesController;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.controlsfx.control.PopOver;

/// The window's frame: rail, list, tabs and relay strip.
public final class ShellController {
    private final ShellViewModel model;
    private final Sides sides;
    private final Runnable lock;
    private final Views views;
    private final Panels panels;
    private final DoubleProperty listWidth = new SimpleDoubleProperty(300);
    private final ContactsController contacts;
    private Runnable smallList = () -> {};

    @FXML
    private BorderPane root;

    @FXML
    private Avatar me;

    @FXML
    private Button meButton;

    @FXML
    private ToggleButton chatsButton;

    @FXML
    private ToggleButton peopleButton;

    @FXML
    private ToggleButton hostingButton;

    @FXML
    private ToggleButton settingsButton;

    @FXML
    private Badge unread;

    @FXML
    private SplitPane panes;

    @FXML
    private StackPane listPane;

    @FXML
    private BorderPane contentPane;

    @FXML
    private StackPane pages;

    @FXML
    private TabPane tabs;

    @FXML
    private Node noTabs;

    @FXML
    private Node backBar;

    private final ChatTabs chatTabs;

    /// What the window has beside its conversations.
    ///
    /// @param unread how many messages wait for the person
    record Sides(
            ProtectionViewModel protection,
            AnnouncingViewModel announcing,
            ProfilesViewModel profiles,
            Supplier<UpdatesController> updates,
            ObservableValue<? extends Number> unread,
            Recents recents,
            Desktop desktop) {}

    /// @param chooser asks for files and folders
    /// @param lock locks the window
    ShellController(
            ShellViewModel model, Sides sides, Views views, Overlay overlay, Supplier<Chooser> chooser, Runnable lock) {
        this.sides = sides;
        this.lock = lock;
        this.model = model;
        this.views = views;
        this.panels = new Panels(model, sides, views, overlay, chooser);
        this.contacts = new ContactsController(model.contacts(), panels::find, panels::ask);
        this.chatTabs = new ChatTabs(model, views.texts().get("person.verified"), this::load);
    }

    @FXML
    void initialize() {
        me.nameProperty().bind(model.settings().savedNameProperty());
        me.keyProperty().bind(model.settings().accountProperty());
        unread.countProperty().bind(sides.unread());
        listPane.getChildren().setAll(views.load(contacts));
        bindRail();
        chatTabs.bind(tabs);
        noTabs.visibleProperty().bind(model.currentProperty().map(Optional::isEmpty));
        tabs.visibleProperty().bind(noTabs.visibleProperty().not());
        model.pageProperty().subscribe(this::showPage);
        model.currentProperty().subscribe(now -> contacts.mark(now.map(ChatViewModel::with)));
        TwoPanes two = TwoPanes.bind(
                model,
                new TwoPanes.Parts(root, panes, listPane, contentPane, backBar),
                new TwoPanes.Sizes(listWidth, contacts.searchingProperty(), contacts.facesProperty()));
        smallList = two::turn;
        root.addEventHandler(LinkEvent.WANTED, event -> panels.open(event.link()));
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::escaped);
        TypingAnywhere.install(root, model, chatTabs);
        EverySecond.whileShown(root, model.getStrip()::tick);
    }

    private Parent load(ChatViewModel chat) {
        ChatPanels around = new ChatPanels(
                () -> panels.verify(chat.with()),
                () -> panels.export(chat.with()),
                panels::forward,
                panels::ask,
                model.detailsProperty());
        ChatController controller = new ChatController(chat, around, new EmojiPicking(views, sides.recents()));
        Parent node = views.load(controller, new ChatSearchController(chat), new ChatDetailsController(chat, around));
        chatTabs.remember(chat, controller);
        return node;
    }

    private void bindRail() {
        ToggleGroup group = new ToggleGroup();
        bind(chatsButton, ShellViewModel.Page.CHATS, group);
        bind(peopleButton, ShellViewModel.Page.PEOPLE, group);
        bind(hostingButton, ShellViewModel.Page.HOSTING, group);
        bind(settingsButton, ShellViewModel.Page.SETTINGS, group);
    }

    private void bind(ToggleButton button, ShellViewModel.Page page, ToggleGroup group) {
        button.setToggleGroup(group);
        button.setOnAction(event -> {
            model.pageProperty().set(page);
            button.setSelected(true);
            if (model.showsChats()) {
                model.listInFrontProperty().set(true);
            }
        });
        model.pageProperty().subscribe(now -> button.setSelected(now == page));
    }

    private void showPage(ShellViewModel.Page page) {
        pages.getChildren().removeIf(node -> node.getUserData() != null);
        Optional<Parent> extra = switch (page) {
            case CHATS, PEOPLE -> Optional.empty();
            case HOSTING ->
                Optional.of(
                        views.load(new HostingController(model.hosting()), new HostSwitchController(model.hosting())));
            case SETTINGS ->
                Optional.of(views.load(
                        new SettingsController(
                                model.settings(), () -> model.pageProperty().set(ShellViewModel.Page.HOSTING)),
                        new HostSwitchController(model.hosting()),
                        new ProtectionController(sides.protection(), panels::prove, lock),
                        new AnnouncingController(sides.announcing()),
                        new ProfilesController(sides.profiles()),
                        sides.updates().get()));
        };
        extra.ifPresent(node -> {
            node.setUserData(page);
            pages.getChildren().add(node);
        });
    }

    private void pressed(KeyEvent event) {
        for (Shortcut shortcut : Shortcut.values()) {
            if (shortcut.keys().stream().anyMatch(keys -> keys.match(event)) && run(shortcut)) {
                event.consume();
                return;
            }
        }
        tabByNumber(event);
    }

    /// What Esc does last, after a panel, the search and whatever else had a use for it.
    private void escaped(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            if (model.showsChats()) {
                model.leaveCurrent();
            } else {
                model.back();
            }
            event.consume();
        }
    }

    private void tabByNumber(KeyEvent event) {
        String digit = event.getCode().getName();
        if (event.isShortcutDown() && event.getCode().isDigitKey() && digit.compareTo("1") >= 0) {
            model.showTab(event.getCode().ordinal() - KeyCode.DIGIT1.ordinal());
            event.consume();
        }
    }

    /// @return whether the key was used here
    private boolean run(Shortcut shortcut) {
        switch (shortcut) {
            case NEW -> panels.find();
            case SEARCH -> search();
            case SEARCH_CHAT ->
                model.currentProperty().get().ifPresent(chat -> chat.getSearch().open());
            case NEXT_TAB -> model.turnTab(1);
            case PREVIOUS_TAB -> model.turnTab(-1);
            case DOWN -> model.stepThroughList(1);
            case UP -> model.stepThroughList(-1);
            case UNREAD_DOWN -> model.stepThroughUnread(1);
            case UNREAD_UP -> model.stepThroughUnread(-1);
            case ARCHIVE -> model.archiveCurrent();
            case LEAVE -> model.leaveCurrent();
            case SETTINGS -> model.pageProperty().set(ShellViewModel.Page.SETTINGS);
            case NEXT_PANE -> nextPane();
            case SMALL_LIST -> smallList.run();
            case DETAILS -> model.turnDetails();
            case LARGER -> model.settings().zoomBy(1);
            case SMALLER -> model.settings().zoomBy(-1);
            case USUAL_SIZE -> model.settings().zoomBy(0);
            case SHEET -> panels.shortcuts();
            case NEWEST, EDIT_LAST, WALK, REPLY, EMOJI, LOCK, ESCAPE, TAB_BY_NUMBER -> {
                return false;
            }
        }
        return true;
    }

    private void search() {
        model.listInFrontProperty().set(true);
        contacts.focusSearch();
    }

    private void nextPane() {
        if (within(listPane)) {
            chatTabs.focusCurrent();
        } else if (within(contentPane)) {
            chatsButton.requestFocus();
        } else {
            contacts.focusList();
        }
    }

    private boolean within(Region pane) {
        for (Node node = root.getScene().getFocusOwner(); node != null; node = node.getParent()) {
            if (node == pane) {
                return true;
            }
        }
        return false;
    }

    /// Has the person prove that the profile is theirs, and does what that is for.
    void prove(Purpose purpose) {
        panels.prove(purpose);
    }

    @FXML
    void onMe() {
        PopOver card = new PopOver();
        card.setArrowLocation(PopOver.ArrowLocation.LEFT_TOP);
        card.setContentNode(views.load(new MeController(model, () -> {
            card.hide();
            model.pageProperty().set(ShellViewModel.Page.SETTINGS);
        })));
        card.setDetachable(false);
        card.setAnimated(false);
        card.show(meButton);
    }

    @FXML
    void onBack() {
        model.back();
    }

    @FXML
    void onRetry() {
        model.getStrip().retry();
    }

    @FXML
    void onHosting() {
        model.pageProperty().set(ShellViewModel.Page.HOSTING);
    }

    @FXML
    void onDismissWarning() {
        model.dismissWarning();
    }

    /// Where the keys go at first: to no part of this view, and not past it either.
    void focus() {
        root.requestFocus();
    }

    /// In points, remembered from one start to the next.
    DoubleProperty listWidthProperty() {
        return listWidth;
    }

    public ShellViewModel getModel() {
        return model;
    }
}
