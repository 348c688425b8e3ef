package app.parley.ui.shell;

import app.parley.client.ClientEvent;
import app.parley.client.Message;
import app.parley.client.Search;
import app.parley.protocol.AccountId;
import app.parley.ui.UiSettings;
import app.parley.ui.Wording;
import app.parley.ui.Work;
import app.parley.ui.chat.ChatViewModel;
import app.parley.ui.contacts.ContactsViewModel;
import app.parley.ui.contacts.MessageHits;
import app.parley.ui.hosting.HostingViewModel;
import app.parley.ui.service.KeyWork;
import app.parley.ui.service.Live;
import app.parley.ui.settings.SettingsViewModel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.beans.Observable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The window of somebody signed in: which conversations are open and what is shown.
public final class ShellViewModel implements AutoCloseable {
    /// What the rail leads to.
    public enum Page {
        CHATS,
        PEOPLE,
        HOSTING,
        SETTINGS
    }

    private final Live live;
    private final Work work;
    private final Wording wording;
    private final KeyWork keys;
    private final ContactsViewModel contacts;
    private final HostingViewModel hosting;
    private final SettingsViewModel settings;
    private final RelayStripViewModel strip;
    private final ObservableList<ChatViewModel> chats = FXCollections.observableArrayList();
    private final ObjectProperty<Optional<ChatViewModel>> current = new SimpleObjectProperty<>(Optional.empty());
    private final ObjectProperty<Page> page = new SimpleObjectProperty<>(Page.CHATS);
    private final BooleanProperty narrow = new SimpleBooleanProperty();
    private final BooleanProperty listInFront = new SimpleBooleanProperty(true);
    private final BooleanProperty details = new SimpleBooleanProperty();
    private final BooleanProperty windowFocused = new SimpleBooleanProperty();
    private final ReadOnlyStringWrapper warning = new ReadOnlyStringWrapper("");

    public ShellViewModel(
            Live live, HostingViewModel hosting, Work work, KeyWork keys, Wording wording, UiSettings settings) {
        this.live = live;
        this.work = work;
        this.keys = keys;
        this.wording = wording;
        this.hosting = hosting;
        this.contacts =
                new ContactsViewModel(live, wording, this::open, new MessageHits(live, work, wording, this::openAt));
        this.settings = new SettingsViewModel(live, work, wording, settings);
        this.strip = new RelayStripViewModel(live, hosting, work, wording);
        for (Observable source : new Observable[] {current, page, narrow, listInFront, windowFocused}) {
            source.addListener(change -> activate());
        }
        page.addListener((property, before, now) -> turned(now));
        live.warnings().addListener((Observable change) -> warn());
        warn();
    }

    private void turned(Page now) {
        switch (now) {
            case CHATS -> contacts.sectionProperty().set(ContactsViewModel.Section.CHATS);
            case PEOPLE -> contacts.sectionProperty().set(ContactsViewModel.Section.PEOPLE);
            case HOSTING -> listInFront.set(false);
            case SETTINGS -> listInFront.set(false);
        }
    }

    /// Opens the conversation with somebody, or brings its tab to the front.
    public void open(AccountId with) {
        ChatViewModel chat = chats.stream()
                .filter(opened -> opened.with().equals(with))
                .findFirst()
                .orElseGet(() -> {
                    ChatViewModel fresh = new ChatViewModel(with, live, work, wording);
                    chats.add(fresh);
                    return fresh;
                });
        show(chat);
    }

    /// Shows a message that was found, in its place.
    void openAt(Message message, Search search) {
        open(message.with());
        current.get().ifPresent(chat -> chat.showHit(message, search.typed()));
    }

    /// Sends messages on to somebody, in order, and shows the conversation with them.
    void forward(List<Message> messages, AccountId to) {
        open(to);
        for (Message message : messages) {
            current.get()
                    .ifPresent(chat -> work.intend(() -> live.client().forward(message, to), sent -> {}, chat::fail));
        }
    }

    /// Puts the conversation that is shown into the archive and leaves it, or takes it out of there.
    void archiveCurrent() {
        current.get().map(ChatViewModel::with).ifPresent(with -> {
            boolean away = contacts.keeping().of(with).archived();
            contacts.keeping().archive(with);
            if (!away) {
                leaveCurrent();
            }
        });
    }

    /// What is on screen, without any content: enough to show the same again.
    record Shown(List<AccountId> chats, Optional<AccountId> current, Page page) {}

    Shown shown() {
        return new Shown(
                chats.stream().map(ChatViewModel::with).toList(), current.get().map(ChatViewModel::with), page.get());
    }

    /// Opens what was open before.
    void restore(Shown before) {
        before.chats().stream().filter(with -> live.person(with).isPresent()).forEach(this::open);
        before.current().filter(with -> live.person(with).isPresent()).ifPresent(this::open);
        page.set(before.page());
    }

    private void show(ChatViewModel chat) {
        current.set(Optional.of(chat));
        if (!showsChats()) {
            page.set(Page.CHATS);
        }
        listInFront.set(false);
    }

    /// Leaves a conversation: its tab goes, what was typed stays as a draft.
    public void leave(ChatViewModel chat) {
        int at = chats.indexOf(chat);
        if (at < 0) {
            return;
        }
        chats.remove(chat);
        if (current.get().filter(shown -> shown == chat).isPresent()) {
            current.set(chats.isEmpty() ? Optional.empty() : Optional.of(chats.get(Math.max(0, at - 1))));
            if (chats.isEmpty()) {
                listInFront.set(true);
            }
        }
        chat.activeProperty().set(false);
        chat.close();
    }

    public void leaveCurrent() {
        current.get().ifPresent(this::leave);
    }

    /// The tab `step` further, round and round.
    public void turnTab(int step) {
        current.get().ifPresent(chat -> show(chats.get(Math.floorMod(chats.indexOf(chat) + step, chats.size()))));
    }

    /// The tab at `index`, if there is one.
    public void showTab(int index) {
        if (index < chats.size()) {
            show(chats.get(index));
        }
    }

    /// The conversation before (-1) or after (+1) the shown one in the list.
    public void stepThroughList(int step) {
        contacts.neighbour(current.get().map(ChatViewModel::with), step).ifPresent(this::open);
    }

    /// The conversation with unread messages before (-1) or after (+1) the shown one in the list.
    public void stepThroughUnread(int step) {
        contacts.unreadNeighbour(current.get().map(ChatViewModel::with), step).ifPresent(this::open);
    }

    /// In a narrow window: back to the list.
    public void back() {
        if (!showsChats()) {
            page.set(Page.CHATS);
        }
        listInFront.set(true);
    }

    boolean showsChats() {
        return page.get() == Page.CHATS || page.get() == Page.PEOPLE;
    }

    private void activate() {
        boolean visible = showsChats() && windowFocused.get() && !(narrow.get() && listInFront.get());
        for (ChatViewModel chat : chats) {
            boolean inFront = current.get().filter(shown -> shown == chat).isPresent();
            chat.activeProperty().set(visible && inFront);
            if (!inFront) {
                chat.getComposing().keepDraft();
            }
        }
    }

    /// Whether the person has the conversation before their eyes.
    boolean inFront(AccountId with) {
        return chats.stream()
                .anyMatch(chat ->
                        chat.with().equals(with) && chat.activeProperty().get());
    }

    private void warn() {
        warning.set(live.warnings().isEmpty() ? "" : words(live.warnings().getFirst()));
    }

    private String words(ClientEvent event) {
        return switch (event) {
            case ClientEvent.ClockOff(Duration ahead) ->
                wording.texts()
                        .get(
                                ahead.isNegative() ? "warning.clock.behind" : "warning.clock.ahead",
                                Math.max(1, ahead.abs().toMinutes()));
            case ClientEvent.NumberClaimed claimed -> wording.texts().get("warning.number-claimed");
            case ClientEvent.StateRolledBack back -> wording.texts().get("warning.rolled-back");
            case ClientEvent.StorageTrouble trouble -> wording.texts().of("failure", trouble.why());
            case ClientEvent other -> "";
        };
    }

    /// The person read the warning.
    public void dismissWarning() {
        live.warnings().removeFirst();
    }

    @Override
    public void close() {
        chats.forEach(ChatViewModel::close);
        hosting.close();
    }

    public ObservableList<ChatViewModel> chats() {
        return chats;
    }

    public ObjectProperty<Optional<ChatViewModel>> currentProperty() {
        return current;
    }

    public ObjectProperty<Page> pageProperty() {
        return page;
    }

    /// Whether the window has room for one pane only; set by the view.
    public BooleanProperty narrowProperty() {
        return narrow;
    }

    /// In a narrow window: whether the list is the pane that is shown.
    public BooleanProperty listInFrontProperty() {
        return listInFront;
    }

    /// Whether the details of a conversation stand beside its messages.
    public BooleanProperty detailsProperty() {
        return details;
    }

    void turnDetails() {
        details.set(current.get().isPresent() && !details.get());
    }

    /// Whether the window has the focus; set by the view.
    public BooleanProperty windowFocusedProperty() {
        return windowFocused;
    }

    /// Something about the whole profile that the person has to know; empty if there is nothing.
    public ReadOnlyStringProperty warningProperty() {
        return warning.getReadOnlyProperty();
    }

    public String getWarning() {
        return warning.get();
    }

    public RelayStripViewModel getStrip() {
        return strip;
    }

    Live live() {
        return live;
    }

    Work work() {
        return work;
    }

    KeyWork keys() {
        return keys;
    }

    Wording wording() {
        return wording;
    }

    ContactsViewModel contacts() {
        return contacts;
    }

    HostingViewModel hosting() {
        return hosting;
    }

    SettingsViewModel settings() {
        return settings;
    }
}
