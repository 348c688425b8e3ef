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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
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
    private final StringProperty draft = new SimpleStringProperty("");
    private final BooleanProperty atEnd = new SimpleBooleanProperty(true);
    private final BooleanProperty active = new SimpleBooleanProperty(false);
    private final ReadOnlyObjectWrapper<AccountId> with;
    private final ChatPartner partner;
    private final ReadOnlyStringWrapper failure = new ReadOnlyStringWrapper("");
    private final ReadOnlyIntegerWrapper newBelow = new ReadOnlyIntegerWrapper();
    private final ReadOnlyBooleanWrapper loaded = new ReadOnlyBooleanWrapper();
    private final MapChangeListener<AccountId, Person> personListener = change -> showPerson();
    private final Runnable stopListening;
    private final Answering answering;
    private final MessageActs acts;
    /// The message that somebody is to be picked for.
    private final ReadOnlyObjectWrapper<Optional<Message>> forwarding = new ReadOnlyObjectWrapper<>(Optional.empty());

    /// The row that was asked for last, so that the list goes there; -1 for none.
    private final ReadOnlyIntegerWrapper wantedRow = new ReadOnlyIntegerWrapper(-1);
    private boolean loading;
    private long seen = -1;

    public ChatViewModel(AccountId with, Live live, Work work, Wording wording) {
        this.with = new ReadOnlyObjectWrapper<>(with);
        this.live = live;
        this.work = work;
        this.wording = wording;
        this.texts = wording.texts();
        this.partner = new ChatPartner(wording);
        this.answering = new Answering(wording);
        this.acts = new MessageActs(
                live.client(),
                this::intend,
                this::reply,
                this::edit,
                message -> forwarding.set(Optional.of(message)),
                this::show);
        this.timeline =
                new Timeline(new RowBuilder(wording), live.conversation(with).flatMap(Conversation::firstUnread));
        draft.set(live.drafts().getOrDefault(with, ""));
        live.drafts().remove(with);
        live.people().addListener(personListener);
        stopListening = live.listen(this::take);
        atEnd.addListener((property, before, now) -> {
            if (now) {
                newBelow.set(0);
            }
        });
        showPerson();
    }

    /// Loads the newest messages, and as many more as were not seen.
    public void open() {
        int unread = live.conversation(with.get()).map(Conversation::unread).orElse(0);
        load(Long.MAX_VALUE, Math.min(MOST_AT_ONCE, Math.max(PAGE, unread + PAGE / 2)));
    }

    /// Loads the page above the oldest row; does nothing while one is being loaded or when there
    /// is none.
    public void loadOlder() {
        if (!timeline.toTheBeginning() && loaded.get()) {
            load(timeline.oldest(), PAGE);
        }
    }

    private void load(long before, int limit) {
        if (loading) {
            return;
        }
        loading = true;
        AccountId id = with.get();
        work.read(() -> live.client().history(id, before, limit), page -> loaded(page, limit), failed -> {
            loading = false;
            fail(failed);
        });
    }

    private void loaded(List<Message> page, int limit) {
        loading = false;
        timeline.older(page, page.size() < limit);
        loaded.set(true);
    }

    private void take(ClientEvent event) {
        switch (event) {
            case ClientEvent.MessageAdded added when concerns(added.message()) -> added(added.message());
            case ClientEvent.MessageChanged changed
            when concerns(changed.message()) -> timeline.changed(changed.message());
            case ClientEvent.MessageDeleted gone when gone.with().equals(with.get()) -> timeline.deleted(gone.id());
            case ClientEvent.PersonReplaced replaced
            when replaced.before().equals(with.get()) -> {
                with.set(replaced.now().id());
                showPerson();
            }
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
        if (message.body() instanceof Message.Sent) {
            atEnd.set(true);
        } else if (!atEnd.get() && message.body() instanceof Message.Received) {
            newBelow.set(newBelow.get() + 1);
        }
        timeline.added(message);
    }

    private void showPerson() {
        live.person(with.get()).ifPresent(person -> {
            partner.show(person);
            timeline.name(partner.getName());
        });
    }

    /// Times such as "last seen 5 minutes ago" move on.
    public void refresh() {
        showPerson();
    }

    /// Sends the draft as it was typed; a blank one stays where it is. Changes the old message instead, if
    /// that is in
    /// the composer.
    public void send() {
        String text = draft.get();
        if (text.isBlank() || partner.composer() != ChatPartner.Composer.OPEN) {
            return;
        }
        Optional<Message> replyTo = answering.replyTo();
        Optional<Message> editing = answering.editing();
        draft.set(answering.cancel().orElse(""));
        failure.set("");
        AccountId to = with.get();
        work.intend(
                () -> {
                    if (editing.isPresent()) {
                        live.client().edit(editing.get(), text);
                        return editing.get();
                    }
                    return live.client().send(to, text, replyTo);
                },
                sent -> {},
                failed -> {
                    if (draft.get().isBlank()) {
                        draft.set(text);
                    }
                    fail(failed);
                });
    }

    /// What can be asked of a message on screen.
    MessageActions actions() {
        return acts;
    }

    /// What the text in the composer is for.
    public Answering getAnswering() {
        return answering;
    }

    /// The composer is for a new message again.
    public void cancelAnswering() {
        answering.cancel().ifPresent(draft::set);
    }

    /// Puts the newest own message into the composer, to change it.
    public void editLast() {
        timeline.lastSent().ifPresent(acts::edit);
    }

    /// Answers the newest message of the other person.
    public void replyToLast() {
        timeline.lastReceived().ifPresent(acts::reply);
    }

    /// Lets messages disappear from now on; zero lets them stay.
    public void setTimer(Duration after) {
        AccountId person = with.get();
        intend(() -> live.client().setTimer(person, after));
    }

    /// The person typed, or cleared the composer.
    public void typed() {
        boolean writing = !draft.get().isBlank() && answering.editing().isEmpty();
        AccountId person = with.get();
        intend(() -> live.client().typing(person, writing));
    }

    private void reply(Message message) {
        cancelAnswering();
        answering.reply(message, message.mine() ? texts.get("chat.you") : partner.getName());
    }

    private void edit(Message message) {
        message.said().ifPresent(said -> {
            answering.edit(message, draft.get());
            draft.set(said.text());
        });
    }

    private void show(Said.Quote quote) {
        wantedRow.set(-1);
        timeline.rowOf(quote).ifPresent(wantedRow::set);
    }

    /// The person read the notice about the changed key and goes on.
    public void acceptKeyChange() {
        AccountId person = with.get();
        intend(() -> live.client().acceptKeyChange(person));
    }

    /// Takes the conversation off the record, or back on it.
    public void switchRecord() {
        AccountId person = with.get();
        boolean on = !partner.isOffTheRecord();
        intend(() -> live.client().setOffTheRecord(person, on));
    }

    /// Every message up to `order` was on screen. Counts only while the conversation is
    /// [#activeProperty].
    public void seen(long order) {
        if (!active.get() || order <= seen) {
            return;
        }
        seen = order;
        AccountId id = with.get();
        if (live.conversation(id).filter(c -> c.unread() > 0).isPresent()) {
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

    /// Shows above the composer what did not work.
    public void fail(Exception failed) {
        failure.set(wording.failure(failed));
    }

    public void dismissFailure() {
        failure.set("");
    }

    /// Keeps what was typed for the list and for the next time the conversation is opened.
    public void keepDraft() {
        if (draft.get().isBlank()) {
            live.drafts().remove(with.get());
        } else {
            live.drafts().put(with.get(), draft.get());
        }
    }

    /// The row of the unread line, or -1.
    public int unreadRow() {
        return timeline.unreadRow();
    }

    @Override
    public void close() {
        keepDraft();
        stopListening.run();
        live.people().removeListener(personListener);
    }

    public ObservableList<ChatRow> getRows() {
        return timeline.rows();
    }

    public StringProperty draftProperty() {
        return draft;
    }

    /// Whether the newest message is on screen; set by the view.
    public BooleanProperty atEndProperty() {
        return atEnd;
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

    /// The other person, as shown above and below the messages.
    public ChatPartner getPartner() {
        return partner;
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

    /// The message that the person wants to forward, until [#forwardingAsked].
    public ReadOnlyObjectProperty<Optional<Message>> forwardingProperty() {
        return forwarding.getReadOnlyProperty();
    }

    /// The view asks to whom.
    public void forwardingAsked() {
        forwarding.set(Optional.empty());
    }

    /// The row to bring into view, or -1.
    public ReadOnlyIntegerProperty wantedRowProperty() {
        return wantedRow.getReadOnlyProperty();
    }

    /// Whether the first page is there.
    public ReadOnlyBooleanProperty loadedProperty() {
        return loaded.getReadOnlyProperty();
    }

    Wording wording() {
        return wording;
    }

    Texts texts() {
        return texts;
    }
}
