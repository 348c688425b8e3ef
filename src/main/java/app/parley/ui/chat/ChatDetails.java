package app.parley.ui.chat;

import app.parley.client.Marks;
import app.parley.client.Person;
import app.parley.protocol.AccountId;
import app.parley.protocol.PhoneNumber;
import app.parley.ui.Texts;
import app.parley.ui.Wording;
import app.parley.ui.contacts.Keeping;
import app.parley.ui.service.Live;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// What is known about the other person of a conversation, and how it is kept: for the panel beside the messages.
public final class ChatDetails {
    private final Supplier<AccountId> with;
    private final Live live;
    private final Wording wording;
    private final Texts texts;
    private final Keeping keeping;
    private final ReadOnlyStringWrapper number = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper numberKnown = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper trust = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper timer = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper notices = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper muted = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper pin = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper archive = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper block = new ReadOnlyStringWrapper("");

    /// @param with whom the conversation is with now
    ChatDetails(Supplier<AccountId> with, Live live, Wording wording) {
        this.with = with;
        this.live = live;
        this.wording = wording;
        this.texts = wording.texts();
        this.keeping = new Keeping(live, wording.times());
    }

    /// Takes over what is so now; that a conversation is muted ends by itself.
    void refresh() {
        live.person(with.get()).ifPresent(this::show);
        Marks marks = keeping.of(with.get());
        boolean quiet = keeping.muted(with.get());
        muted.set(quiet);
        notices.set(quiet ? until(marks) : texts.get("about.notices.on"));
        pin.set(texts.get(marks.pinned() ? "contacts.unpin" : "contacts.pin"));
        archive.set(texts.get(marks.archived() ? "contacts.unarchive" : "contacts.archive"));
        block.set(texts.get(isBlocked() ? "contacts.unblock" : "contacts.block"));
    }

    private void show(Person person) {
        Optional<String> shown = person.phone().map(PhoneNumber::international);
        numberKnown.set(shown.isPresent());
        number.set(shown.orElseGet(() -> texts.get("about.number.hidden")));
        trust.set(texts.of("about.trust", person.trust()));
        timer.set(
                person.timer().isZero()
                        ? texts.get("chat.timer.off")
                        : texts.get("chat.timer.on", wording.times().span(person.timer())));
    }

    private String until(Marks marks) {
        return marks.mutedUntil().equals(Marks.FOREVER)
                ? texts.get("about.notices.always")
                : texts.get("about.notices.until", wording.times().full(marks.mutedUntil()));
    }

    void mute(Keeping.Mute how) {
        keeping.mute(with.get(), how);
    }

    void unmute() {
        keeping.unmute(with.get());
    }

    void turnPinned() {
        keeping.pin(with.get());
    }

    void turnArchived() {
        keeping.archive(with.get());
    }

    boolean isBlocked() {
        return keeping.blocked(with.get());
    }

    /// The number as people write it, or that it is not shown.
    public ReadOnlyStringProperty numberProperty() {
        return number.getReadOnlyProperty();
    }

    public String getNumber() {
        return number.get();
    }

    public ReadOnlyBooleanProperty numberKnownProperty() {
        return numberKnown.getReadOnlyProperty();
    }

    public boolean isNumberKnown() {
        return numberKnown.get();
    }

    /// Whether the safety number was compared, and what became of the key since.
    public ReadOnlyStringProperty trustProperty() {
        return trust.getReadOnlyProperty();
    }

    public String getTrust() {
        return trust.get();
    }

    /// Whether messages disappear.
    public ReadOnlyStringProperty timerProperty() {
        return timer.getReadOnlyProperty();
    }

    public String getTimer() {
        return timer.get();
    }

    /// Whether it is muted, and until when.
    public ReadOnlyStringProperty noticesProperty() {
        return notices.getReadOnlyProperty();
    }

    public String getNotices() {
        return notices.get();
    }

    public ReadOnlyBooleanProperty mutedProperty() {
        return muted.getReadOnlyProperty();
    }

    public boolean isMuted() {
        return muted.get();
    }

    /// What the button to pin does now.
    public ReadOnlyStringProperty pinProperty() {
        return pin.getReadOnlyProperty();
    }

    public String getPin() {
        return pin.get();
    }

    /// What the button to archive does now.
    public ReadOnlyStringProperty archiveProperty() {
        return archive.getReadOnlyProperty();
    }

    public String getArchive() {
        return archive.get();
    }

    /// What the button to block does now.
    public ReadOnlyStringProperty blockProperty() {
        return block.getReadOnlyProperty();
    }

    public String getBlock() {
        return block.get();
    }
}
