package app.parley.ui.chat;

import app.parley.client.Client;
import app.parley.client.Message;
import app.parley.protocol.AccountId;
import app.parley.ui.Wording;
import app.parley.ui.Work;
import app.parley.ui.service.Live;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// What is being written in a conversation: a new message, an answer, or a change of an old one.
public final class Composing {
    private final Supplier<AccountId> with;
    private final Live live;
    private final Work work;
    private final Around around;
    private final Consumer<Optional<Exception>> trouble;
    private final Answering answering;
    private final StringProperty draft = new SimpleStringProperty("");

    /// What it is written among.
    record Around(ChatPartner partner, Timeline timeline, Wording wording) {}

    /// @param trouble is told what did not work, or that there is nothing any more
    Composing(Supplier<AccountId> with, Live live, Work work, Around around, Consumer<Optional<Exception>> trouble) {
        this.with = with;
        this.live = live;
        this.work = work;
        this.around = around;
        this.trouble = trouble;
        this.answering = new Answering(around.wording());
        draft.set(live.drafts().getOrDefault(with.get(), ""));
        live.drafts().remove(with.get());
    }

    public StringProperty draftProperty() {
        return draft;
    }

    /// What the text in the composer is for.
    public Answering getAnswering() {
        return answering;
    }

    /// Sends the draft as it was typed; a blank one stays where it is. Changes the old message instead, if
    /// that is what
    /// is being written.
    public void send() {
        String text = draft.get();
        if (text.isBlank() || around.partner().composer() != ChatPartner.Composer.OPEN) {
            return;
        }
        Optional<Message> replyTo = answering.replyTo();
        Optional<Message> editing = answering.editing();
        draft.set(answering.cancel().orElse(""));
        trouble.accept(Optional.empty());
        AccountId to = with.get();
        Client client = live.client();
        work.intend(
                () -> {
                    if (editing.isPresent()) {
                        client.edit(editing.get(), text);
                        return editing.get();
                    }
                    return client.send(to, text, replyTo);
                },
                sent -> {},
                failed -> {
                    if (draft.get().isBlank()) {
                        draft.set(text);
                    }
                    trouble.accept(Optional.of(failed));
                });
    }

    /// The person typed, or cleared the composer.
    public void typed() {
        boolean writing = !draft.get().isBlank() && answering.editing().isEmpty();
        AccountId person = with.get();
        work.intend(
                () -> {
                    live.client().typing(person, writing);
                    return person;
                },
                told -> {},
                failed -> trouble.accept(Optional.of(failed)));
    }

    void reply(Message message) {
        cancelAnswering();
        String name = message.mine()
                ? around.wording().texts().get("chat.you")
                : around.partner().getName();
        answering.reply(message, name);
    }

    void edit(Message message) {
        message.said().ifPresent(said -> {
            answering.edit(message, draft.get());
            draft.set(said.text());
        });
    }

    /// A new message again.
    public void cancelAnswering() {
        answering.cancel().ifPresent(draft::set);
    }

    /// Puts the newest own message into the composer, to change it.
    public void editLast() {
        around.timeline().lastSent().ifPresent(this::edit);
    }

    /// Answers the newest message of the other person.
    public void replyToLast() {
        around.timeline().lastReceived().ifPresent(this::reply);
    }

    /// Keeps what was typed for the list and for the next time the conversation is opened.
    public void keepDraft() {
        if (draft.get().isBlank()) {
            live.drafts().remove(with.get());
        } else {
            live.drafts().put(with.get(), draft.get());
        }
    }
}
