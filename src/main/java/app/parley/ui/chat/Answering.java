package app.parley.ui.chat;

import app.parley.client.Message;
import app.parley.ui.Wording;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// What the text in the composer is for: a new message, an answer, or a change of an old one.
public final class Answering {
    private final Wording wording;
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper active = new ReadOnlyBooleanWrapper();
    private Optional<Message> replyTo = Optional.empty();
    private Optional<Message> editing = Optional.empty();
    /// What was in the composer before an old text was put there.
    private String before = "";

    Answering(Wording wording) {
        this.wording = wording;
    }

    /// @param name who wrote it
    void reply(Message message, String name) {
        set(Optional.of(message), Optional.empty());
        message.said()
                .ifPresent(
                        said -> words.set(wording.texts().get("chat.answering", name, wording.oneLine(said.text()))));
    }

    /// @param draft what is in the composer now
    void edit(Message message, String draft) {
        if (editing.isEmpty()) {
            before = draft;
        }
        set(Optional.empty(), Optional.of(message));
        message.said().ifPresent(said -> words.set(wording.texts().get("chat.editing", wording.oneLine(said.text()))));
    }

    /// Back to a new message.
    ///
    /// @return what belongs into the composer then, if it held an old text
    Optional<String> cancel() {
        Optional<String> draft = editing.map(message -> before);
        set(Optional.empty(), Optional.empty());
        words.set("");
        return draft;
    }

    private void set(Optional<Message> reply, Optional<Message> edit) {
        replyTo = reply;
        editing = edit;
        active.set(reply.isPresent() || edit.isPresent());
    }

    /// The message that is answered.
    Optional<Message> replyTo() {
        return replyTo;
    }

    /// The message that is changed.
    Optional<Message> editing() {
        return editing;
    }

    /// What is answered or changed, for the line above the composer.
    public ReadOnlyStringProperty wordsProperty() {
        return words.getReadOnlyProperty();
    }

    public String getWords() {
        return words.get();
    }

    /// Whether it is anything but a new message.
    public ReadOnlyBooleanProperty activeProperty() {
        return active.getReadOnlyProperty();
    }

    public boolean isActive() {
        return active.get();
    }
}
