package app.parley.ui.chat;

import app.parley.client.ClientEvent;
import app.parley.client.Conversation;
import app.parley.client.Message;
import app.parley.client.Person;
import app.parley.client.Said;
import app.parley.protocol.AccountId;
import app.parley.ui.Texts;
import app.parley.ui.Wording;
import app.parley.ui.Work;
import app.parley.ui.service.Live;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.MapChangeListener;
import javafx.collections.ObservableList;

/// One conversation in its tab, from opening to closing.
public final class ChatViewModel implements AutoCloseable {
    private static final int PAGE = 60;
    private static final int MOST_AT_ONCE = 600;

    private final Live live;
    private final Work work;
    private final Wording wording;
    private final Texts texts;
    private final Timeline timeline;
    private final BooleanProperty active = new SimpleBooleanProperty(false);
    private final ReadOnlyObjectWrapper<AccountId> with;
    private final ChatPartner partner;
    private final ReadOnlyStringWrapper failure = new ReadOnlyStringWrapper("");
    private final ReadOnlyIntegerWrapper newBelow = new ReadOnlyIntegerWrapper();
    private final Highlights highlights = new Highlights();
    private final Places places;
    private final ChatSearch search;
    private final MapChangeListener<AccountId, Person> personListener = change -> showPerson();
    private final Runnable stopListening;
    private final Composing composing;
    private final MessageActs acts;
    private final ChatActs chatActs;
    private final ChosenActs chosen;
    private final ChatDetails details;

    private long seen = -1;

    public ChatViewModel(AccountId with, Live live, Work work, Wording wording) {
        this.with = new ReadOnlyObjectWrapper<>(with);
        this.live = live;
        this.work = work;
        this.wording = wording;
        this.texts = wording.texts();
        this.partner = new ChatPartner(wording);
        this.details = new ChatDetails(this.with::get, live, wording);
        this.chatActs = new ChatActs(this.with::get, live.client(), partner, this::intend);
        this.chosen = new ChosenActs(live.client(), this::intend);
        this.acts = new MessageActs(
                live.client(),
                this::intend,
                message -> getComposing().reply(message),
                message -> getComposing().edit(message),
                chosen::forward,
                chosen.selection(),
                this::leadTo);
        this.timeline =
                new Timeline(new RowBuilder(wording), live.conversation(with).flatMap(Conversation::firstUnread));
        this.places = new Places(this.with::get, live.client(), work, timeline, highlights, this::fail);
        this.search = new ChatSearch(this.with::get, live.client(), work, texts, places, highlights, this::fail);
        this.composing = new Composing(
                this.with::get, live, work, new Composing.Around(partner, timeline, wording), this::trouble);
        live.people().addListener(personListener);
        stopListening = live.listen(this::take);
        places.atEndProperty().addListener((property, before, now) -> {
            if (now) {
                newBelow.set(0);
            }
        });
        showPerson();
    }

    /// Loads the newest messages, and as many more as were not seen.
    public void open() {
        int unread = live.conversation(with.get()).map(Conversation::unread).orElse(0);
        places.open(Math.min(MOST_AT_ONCE, Math.max(PAGE, unread + PAGE / 2)));
    }

    /// Loads the page above the oldest row; does nothing while one is being loaded or when there
    /// is none.
    public void loadOlder() {
        places.loadOlder();
    }

    /// The same at the other end.
    void loadNewer() {
        places.loadNewer();
    }

    /// Whether the newest message is loaded.
    boolean toTheEnd() {
        return timeline.toTheEnd();
    }

    /// Goes to the newest message, or first back to where the person was led away from.
    void down() {
        if (!comeBack()) {
            places.toTheEnd();
        }
    }

    /// Back to where the person was before they were led to a message.
    ///
    /// @return whether they were
    boolean comeBack() {
        boolean away = places.awayProperty().get();
        places.comeBack();
        return away;
    }

    /// Whether somebody was led away from where they were.
    public ReadOnlyBooleanProperty awayProperty() {
        return places.awayProperty();
    }

    public boolean isAway() {
        return awayProperty().get();
    }

    private void leadTo(Said.Quote answered) {
        places.jump(answered, () -> failure.set(texts.get("chat.quote.lost")));
    }

    /// To the newest message, loaded or not.
    void toNewest() {
        places.toTheEnd();
    }

    /// The view says which message is the lowest on screen.
    void reading(long order) {
        places.reading(order);
    }

    /// Shows a message in its place, and what was looked for.
    public void showHit(Message message, String typed) {
        search.openAt(typed, message.order());
    }

    /// Looking for words and days in this conversation.
    public ChatSearch getSearch() {
        return search;
    }

    Highlights highlights() {
        return highlights;
    }

    private void take(ClientEvent event) {
        switch (event) {
            case ClientEvent.MessageAdded added when concerns(added.message()) -> added(added.message());
            case ClientEvent.MessageChanged changed
            when concerns(changed.message()) -> {
                timeline.changed(changed.message());
                getSelection().changed(changed.message());
            }
            case ClientEvent.MessageDeleted gone
            when gone.with().equals(with.get()) -> {
                timeline.deleted(gone.id());
                getSelection().keepOnly(message -> !message.id().equals(gone.id()));
            }
            case ClientEvent.PersonReplaced replaced
            when replaced.before().equals(with.get()) -> {
                with.set(replaced.now().id());
                showPerson();
            }
            case ClientEvent.ConversationChanged changed
            when changed.conversation().with().equals(with.get()) -> details.refresh();
            case ClientEvent.Typing typing
            when typing.from().equals(with.get()) -> {
                partner.writing(typing.on());
                showPerson();
            }
            case ClientEvent other -> {}
        }
    }

    private boolean concerns(Message message) {
        return message.with().equals(with.get());
    }

    private void added(Message message) {
        if (message.body() instanceof Message.Received) {
            partner.writing(false);
            showPerson();
        }
        boolean below = !atEndProperty().get();
        timeline.added(message);
        if (message.body() instanceof Message.Sent) {
            places.toTheEnd();
        } else if (below && message.body() instanceof Message.Received) {
            newBelow.set(newBelow.get() + 1);
        }
    }

    private void showPerson() {
        live.person(with.get()).ifPresent(person -> {
            partner.show(person);
            timeline.name(partner.getName());
        });
        details.refresh();
    }

    /// Times such as "last seen 5 minutes ago" move on.
    public void refresh() {
        showPerson();
    }

    /// What can be asked of a message on screen.
    MessageActions actions() {
        return acts;
    }

    /// What can be asked of the conversation as a whole.
    ChatActs acts() {
        return chatActs;
    }

    /// Messages that something is to be done with at once.
    public Selection getSelection() {
        return chosen.selection();
    }

    /// What can be done with those, and with one that is passed on.
    ChosenActs chosen() {
        return chosen;
    }

    /// Every message up to `order` was on screen. Counts only while the conversation is
    /// [#activeProperty].
    public void seen(long order) {
        if (!active.get() || order <= seen) {
            return;
        }
        seen = order;
        AccountId id = with.get();
        if (live.conversation(id)
                .filter(c -> c.unread() > 0 || c.marks().unread())
                .isPresent()) {
            intend(() -> live.client().markRead(id, order));
        }
    }

    /// Something that may fail.
    interface Intent {
        void run() throws Exception;
    }

    private void intend(Intent intent) {
        work.intend(
                () -> {
                    intent.run();
                    return true;
                },
                done -> {},
                this::fail);
    }

    private void trouble(Optional<Exception> failed) {
        failed.ifPresentOrElse(this::fail, this::dismissFailure);
    }

    /// Shows above the composer what did not work.
    public void fail(Exception failed) {
        failure.set(wording.failure(failed));
    }

    public void dismissFailure() {
        failure.set("");
    }

    /// The row of the unread line, or -1.
    public int unreadRow() {
        return timeline.unreadRow();
    }

    @Override
    public void close() {
        composing.keepDraft();
        stopListening.run();
        live.people().removeListener(personListener);
    }

    public ObservableList<ChatRow> getRows() {
        return timeline.rows();
    }

    /// Whether the newest message is on screen; set by the view.
    public BooleanProperty atEndProperty() {
        return places.atEndProperty();
    }

    /// Whether the person looks at this conversation: its tab is shown and the window has the
    /// focus.
    public BooleanProperty activeProperty() {
        return active;
    }

    public ReadOnlyObjectProperty<AccountId> withProperty() {
        return with.getReadOnlyProperty();
    }

    public AccountId with() {
        return with.get();
    }

    /// What is being written.
    public Composing getComposing() {
        return composing;
    }

    /// The other person, as shown above and below the messages.
    public ChatPartner getPartner() {
        return partner;
    }

    /// What is known about them, and how the conversation is kept.
    public ChatDetails getDetails() {
        return details;
    }

    /// What did not work, until dismissed.
    public ReadOnlyStringProperty failureProperty() {
        return failure.getReadOnlyProperty();
    }

    public String getFailure() {
        return failure.get();
    }

    /// Messages that came in below what is on screen.
    public ReadOnlyIntegerProperty newBelowProperty() {
        return newBelow.getReadOnlyProperty();
    }

    public int getNewBelow() {
        return newBelow.get();
    }

    /// The row to bring into view, or -1.
    public ReadOnlyIntegerProperty wantedRowProperty() {
        return places.wantedRowProperty();
    }

    /// Whether the first page is there.
    public ReadOnlyBooleanProperty loadedProperty() {
        return places.loadedProperty();
    }

    Wording wording() {
        return wording;
    }

    Texts texts() {
        return texts;
    }
}
