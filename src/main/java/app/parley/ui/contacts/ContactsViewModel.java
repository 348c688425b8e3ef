package app.parley.ui.contacts;

import app.parley.client.Conversation;
import app.parley.client.Message;
import app.parley.client.Person;
import app.parley.protocol.AccountId;
import app.parley.ui.Texts;
import app.parley.ui.Wording;
import app.parley.ui.service.Live;
import java.text.Collator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The list beside the conversations: chats by last activity, or everybody of the circle, online
/// first.
public final class ContactsViewModel {
    /// Which list is shown.
    public enum Section {
        CHATS,
        PEOPLE
    }

    private final Live live;
    private final Wording wording;
    private final Texts texts;
    private final Consumer<AccountId> opener;
    private final Keeping keeping;
    private final Entries entries;
    /// Whether somebody is about to click on a row.
    private boolean held;
    private final BooleanProperty archiveOpen = new SimpleBooleanProperty();
    private final MessageHits hits;
    private final StringProperty filter = new SimpleStringProperty("");
    private final ObjectProperty<Section> section = new SimpleObjectProperty<>(Section.CHATS);
    private final ObservableList<ContactRow> rows = FXCollections.observableArrayList();
    private final ReadOnlyStringWrapper emptyTitle = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper emptyWords = new ReadOnlyStringWrapper("");

    /// @param opener opens the conversation with somebody
    /// @param hits the messages that are found
    public ContactsViewModel(Live live, Wording wording, Consumer<AccountId> opener, MessageHits hits) {
        this.hits = hits;
        this.live = live;
        this.wording = wording;
        this.texts = wording.texts();
        this.opener = opener;
        this.keeping = new Keeping(live, wording.times());
        this.entries = new Entries(live, wording, keeping);
        filter.addListener((property, before, now) -> hits.look(now));
        for (Observable source : List.of(
                live.people(), live.conversations(), live.drafts(), live.meProperty(), filter, section, archiveOpen)) {
            source.addListener(changed -> refresh());
        }
        hits.onChange(this::refresh);
        refresh();
    }

    /// Works the rows out anew; times such as "Yesterday" move on by themselves only here.
    public void refresh() {
        String wanted = fold(filter.get());
        List<ContactRow> now =
                wanted.isEmpty() ? section.get() == Section.CHATS ? allChats() : everybody("") : found(wanted);
        if (!now.equals(rows)) {
            rows.setAll(now);
        }
        boolean searching = !wanted.isEmpty();
        emptyTitle.set(texts.get(searching ? "contacts.none-found" : "contacts.empty." + section.get()));
        emptyWords.set(texts.get(searching ? "contacts.none-found.words" : "contacts.empty.words." + section.get()));
    }

    /// While the mouse is among the rows they stay where they are: what comes in changes their words and not their
    /// places.
    ///
    /// @param on false lets them go where they belong
    void hold(boolean on) {
        boolean over = held && !on;
        held = on;
        if (over) {
            refresh();
        }
    }

    /// The same rows in the order they are shown in now, those that were not there last.
    private void keepPlaces(List<ContactRow> chats) {
        if (held) {
            List<AccountId> shown = entries().map(ContactRow.Entry::id).toList();
            chats.sort(Comparator.comparingInt(
                    row -> row instanceof ContactRow.Entry entry && shown.contains(entry.id())
                            ? shown.indexOf(entry.id())
                            : Integer.MAX_VALUE));
        }
    }

    private List<ContactRow> found(String wanted) {
        List<ContactRow> found = new ArrayList<>();
        List<ContactRow> chats = chats(wanted);
        if (!chats.isEmpty()) {
            found.add(new ContactRow.Heading(texts.get("contacts.heading.chats")));
            found.addAll(chats);
        }
        List<ContactRow> others = others().filter(person -> matches(person, wanted) && !hasChat(person))
                .map(entries::entry)
                .toList();
        if (!others.isEmpty()) {
            found.add(new ContactRow.Heading(texts.get("contacts.heading.people")));
            found.addAll(others);
        }
        found.addAll(hits.rows());
        return found;
    }

    /// Who asks to be heard, then the conversations, then the archive.
    private List<ContactRow> allChats() {
        List<ContactRow> asking = new ArrayList<>();
        List<ContactRow> open = new ArrayList<>();
        List<ContactRow> archived = new ArrayList<>();
        for (ContactRow row : chats("")) {
            if (row instanceof ContactRow.Entry entry) {
                boolean away = keeping.of(entry.id()).archived();
                (keeping.asks(entry.id()) ? asking : away ? archived : open).add(row);
            }
        }
        List.of(asking, open, archived).forEach(this::keepPlaces);
        List<ContactRow> all = new ArrayList<>();
        if (!asking.isEmpty()) {
            all.add(new ContactRow.Heading(texts.get("contacts.heading.requests", asking.size())));
            all.addAll(asking);
            if (!open.isEmpty()) {
                all.add(new ContactRow.Heading(texts.get("contacts.heading.chats")));
            }
        }
        all.addAll(open);
        if (!archived.isEmpty()) {
            boolean shown = archiveOpen.get();
            all.add(new ContactRow.Fold(
                    texts.get("contacts.archived", archived.size()),
                    shown,
                    texts.get(shown ? "contacts.archived.hide" : "contacts.archived.show", archived.size())));
            all.addAll(shown ? archived : List.of());
        }
        return all;
    }

    private List<ContactRow> chats(String wanted) {
        return live.conversations().values().stream()
                .filter(conversation ->
                        conversation.last().isPresent() || live.drafts().containsKey(conversation.with()))
                .sorted(Comparator.comparing(
                                (Conversation chat) -> !chat.marks().pinned())
                        .thenComparing(Comparator.comparing(ContactsViewModel::lastMoved)
                                .reversed()))
                .flatMap(conversation -> live.person(conversation.with()).stream()
                        .filter(person -> matches(person, wanted))
                        .map(person -> entries.entry(person, conversation)))
                .toList();
    }

    private List<ContactRow> everybody(String wanted) {
        List<ContactRow> all = new ArrayList<>();
        List<Person> shown = others().filter(Person::member)
                .filter(person -> matches(person, wanted))
                .toList();
        List<ContactRow> online =
                shown.stream().filter(Person::online).map(entries::entry).toList();
        List<ContactRow> away = shown.stream()
                .filter(person -> !person.online())
                .map(entries::entry)
                .toList();
        if (!online.isEmpty()) {
            all.add(new ContactRow.Heading(texts.get("contacts.heading.online", online.size())));
            all.addAll(online);
        }
        if (!away.isEmpty()) {
            all.add(new ContactRow.Heading(texts.get("contacts.heading.away", away.size())));
            all.addAll(away);
        }
        return all;
    }

    /// Everybody but the person this profile belongs to, by name.
    private Stream<Person> others() {
        Collator collator = Collator.getInstance(texts.locale());
        Optional<AccountId> self = live.me().map(me -> me.account());
        return live.people().values().stream()
                .filter(person -> self.filter(person.id()::equals).isEmpty())
                .sorted(Comparator.comparing(wording::name, collator));
    }

    private boolean hasChat(Person person) {
        return live.conversation(person.id()).flatMap(Conversation::last).isPresent();
    }

    private boolean matches(Person person, String wanted) {
        String digits = wanted.replaceAll("[^0-9]", "");
        return wanted.isEmpty()
                || hits.search().matches(wording.name(person))
                || digits.length() > 2
                        && person.phone()
                                .filter(phone -> phone.e164().contains(digits))
                                .isPresent();
    }

    private static String fold(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    private static Instant lastMoved(Conversation conversation) {
        return conversation.last().map(Message::sentAt).orElse(Instant.MAX);
    }

    /// Opens what the row stands for.
    public void open(ContactRow row) {
        switch (row) {
            case ContactRow.Entry entry -> opener.accept(entry.id());
            case ContactRow.Fold fold -> archiveOpen.set(!fold.open());
            case ContactRow.Hit hit -> hits.open(hit.message());
            case ContactRow.Heading heading -> {
                // Says something only.
            }
            case ContactRow.Hint hint -> {
                // So does this.
            }
        }
    }

    /// What the menu of a conversation offers.
    public Keeping keeping() {
        return keeping;
    }

    /// Opens the first row, as Enter in the search field does.
    public void openFirst() {
        rows.stream()
                .filter(row -> row instanceof ContactRow.Entry || row instanceof ContactRow.Hit)
                .findFirst()
                .ifPresent(this::open);
    }

    /// Who is before (-1) or after (+1) `current` in the list of chats as it is shown.
    public Optional<AccountId> neighbour(Optional<AccountId> current, int step) {
        List<AccountId> shown = entries().map(ContactRow.Entry::id).toList();
        return step(shown, current.map(shown::indexOf).orElse(-1), step);
    }

    /// As [#neighbour], of those with unread messages.
    public Optional<AccountId> unreadNeighbour(Optional<AccountId> current, int step) {
        List<AccountId> shown = entries()
                .filter(entry -> keeping.unread(entry.id())
                        || current.filter(entry.id()::equals).isPresent())
                .map(ContactRow.Entry::id)
                .toList();
        int at = current.map(shown::indexOf).orElse(-1);
        boolean othersUnread = shown.size() > (at < 0 ? 0 : 1);
        return othersUnread ? step(shown, at, step) : Optional.empty();
    }

    private Stream<ContactRow.Entry> entries() {
        return rows.stream().filter(ContactRow.Entry.class::isInstance).map(ContactRow.Entry.class::cast);
    }

    private static Optional<AccountId> step(List<AccountId> shown, int at, int step) {
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(shown.get(at < 0 ? 0 : Math.floorMod(at + step, shown.size())));
    }

    public StringProperty filterProperty() {
        return filter;
    }

    public ObjectProperty<Section> sectionProperty() {
        return section;
    }

    public ObservableList<ContactRow> getRows() {
        return rows;
    }

    /// What the empty list says.
    public ReadOnlyStringProperty emptyTitleProperty() {
        return emptyTitle.getReadOnlyProperty();
    }

    public String getEmptyTitle() {
        return emptyTitle.get();
    }

    public ReadOnlyStringProperty emptyWordsProperty() {
        return emptyWords.getReadOnlyProperty();
    }

    public String getEmptyWords() {
        return emptyWords.get();
    }

    /// The words above the list.
    public ObservableValue<String> title() {
        return Bindings.createStringBinding(() -> texts.get("contacts.title." + section.get()), section);
    }

    Texts texts() {
        return texts;
    }

    Wording wording() {
        return wording;
    }
}
