package app.parley.ui.chat;

import app.parley.client.Person;
import app.parley.ui.Texts;
import app.parley.ui.Wording;
import java.time.Duration;
import java.time.Instant;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// The other person of a conversation: who and how they are, and whether one may write to them.
public final class ChatPartner {
    /// What the person may do below the messages.
    public enum Composer {
        OPEN,
        /// verified, then the key changed: compare again first
        BLOCKED,
        /// their key signed two lists of devices: ask them first
        CONFLICT,
        /// they ask to be heard
        REQUEST,
        /// this person blocked them
        UNWANTED,
        /// they left the circle
        GONE
    }

    /// How long it counts that they are writing.
    private static final Duration WRITING = Duration.ofSeconds(6);

    private final Wording wording;
    private final Texts texts;
    private final ReadOnlyStringWrapper name = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper presence = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper online = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper verified = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper keyNotice = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper keyNoticeWords = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper offTheRecord = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Composer> composer = new ReadOnlyObjectWrapper<>(Composer.OPEN);
    /// Until when they are writing, unless they say so again.
    private Instant writingUntil = Instant.MIN;

    private final ReadOnlyStringWrapper timerWords = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper composerWords = new ReadOnlyStringWrapper("");

    ChatPartner(Wording wording) {
        this.wording = wording;
        this.texts = wording.texts();
    }

    void show(Person person) {
        name.set(wording.name(person));
        boolean writing = wording.times().now().isBefore(writingUntil);
        presence.set(writing ? texts.get("chat.writing") : wording.presence(person));
        timerWords.set(
                person.timer().isZero()
                        ? ""
                        : texts.get("chat.timer.on", wording.times().span(person.timer())));
        online.set(person.online());
        verified.set(person.verified());
        offTheRecord.set(person.offTheRecord());
        keyNotice.set(person.trust() == Person.Trust.CHANGED);
        keyNoticeWords.set(texts.get("chat.key-changed", name.get()));
        Composer now = composerFor(person);
        composer.set(now);
        composerWords.set(now == Composer.OPEN ? "" : texts.of("chat.composer", now, name.get()));
    }

    /// They are writing, or stopped; shown with the next [#show].
    void writing(boolean on) {
        writingUntil = on ? wording.times().now().plus(WRITING) : Instant.MIN;
    }

    private static Composer composerFor(Person person) {
        return switch (person.standing()) {
            case BLOCKED -> Composer.UNWANTED;
            case REQUEST -> Composer.REQUEST;
            case KNOWN -> byKey(person);
        };
    }

    private static Composer byKey(Person person) {
        return switch (person.trust()) {
            case CHANGED_AFTER_VERIFIED -> Composer.BLOCKED;
            case CONFLICTING_DEVICES -> Composer.CONFLICT;
            case FIRST_SEEN, VERIFIED, CHANGED -> person.member() ? Composer.OPEN : Composer.GONE;
        };
    }

    /// That messages disappear; empty while they stay.
    public ReadOnlyStringProperty timerWordsProperty() {
        return timerWords.getReadOnlyProperty();
    }

    public String getTimerWords() {
        return timerWords.get();
    }

    public ReadOnlyStringProperty nameProperty() {
        return name.getReadOnlyProperty();
    }

    public String getName() {
        return name.get();
    }

    public ReadOnlyStringProperty presenceProperty() {
        return presence.getReadOnlyProperty();
    }

    public String getPresence() {
        return presence.get();
    }

    public ReadOnlyBooleanProperty onlineProperty() {
        return online.getReadOnlyProperty();
    }

    public boolean isOnline() {
        return online.get();
    }

    public ReadOnlyBooleanProperty verifiedProperty() {
        return verified.getReadOnlyProperty();
    }

    public boolean isVerified() {
        return verified.get();
    }

    /// Whether the changed key of somebody unverified waits for an OK.
    public ReadOnlyBooleanProperty keyNoticeProperty() {
        return keyNotice.getReadOnlyProperty();
    }

    public boolean isKeyNotice() {
        return keyNotice.get();
    }

    public ReadOnlyStringProperty keyNoticeWordsProperty() {
        return keyNoticeWords.getReadOnlyProperty();
    }

    public String getKeyNoticeWords() {
        return keyNoticeWords.get();
    }

    /// Whether nothing is signed in this conversation.
    public ReadOnlyBooleanProperty offTheRecordProperty() {
        return offTheRecord.getReadOnlyProperty();
    }

    public boolean isOffTheRecord() {
        return offTheRecord.get();
    }

    public ReadOnlyObjectProperty<Composer> composerProperty() {
        return composer.getReadOnlyProperty();
    }

    Composer composer() {
        return composer.get();
    }

    public ReadOnlyStringProperty composerWordsProperty() {
        return composerWords.getReadOnlyProperty();
    }

    public String getComposerWords() {
        return composerWords.get();
    }
}
