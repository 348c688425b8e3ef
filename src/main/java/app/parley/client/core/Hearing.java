package app.parley.client.core;

import app.parley.client.ClientEvent;
import app.parley.client.Message;
import app.parley.client.MessageId;
import app.parley.client.Said;
import app.parley.client.history.Changes;
import app.parley.client.history.EarlyNotes;
import app.parley.protocol.AccountId;
import app.parley.protocol.MalformedException;
import app.parley.protocol.Octets;
import app.parley.protocol.content.Body;
import app.parley.protocol.content.Content;
import java.time.Duration;
import java.util.Optional;

/// What the other person does with messages besides writing them. It may come before its message, twice, or
/// about one
/// that is not here: then it waits for it, or changes nothing.
final class Hearing {
    private static final int REACTION = 10;
    private static final int EDIT = 11;
    private static final int DELETED = 12;

    private final Desk desk;
    private final AccountId from;
    private final Changes changes;
    private final EarlyNotes early;

    Hearing(Desk desk, AccountId from) {
        this.desk = desk;
        this.from = from;
        this.changes = new Changes(desk.sql());
        this.early = new EarlyNotes(desk.sql());
    }

    /// What an arriving text says it answers.
    static Said said(Body.Text text) {
        Said said = Said.of(text.text()).disappearing(Duration.ofSeconds(text.timer()));
        Said whole = text.forwarded() ? said.asForwarded() : said;
        return text.replyTo()
                .map(to -> whole.replyingTo(new Said.Quote(new MessageId(to.id()), !to.bySender(), Optional.empty())))
                .orElse(whole);
    }

    /// A text is here now: what was said about it before counts.
    ///
    /// @return the row as that leaves it
    Message arrived(Message text) {
        for (EarlyNotes.Note note : early.take(from, false, text.id().octets())) {
            try {
                take(Content.decode(note.content()), note);
            } catch (MalformedException e) {
                throw new IllegalStateException("a stored note is damaged", e);
            }
        }
        return desk.messages.row(text.order()).orElseThrow();
    }

    private void take(Content content, EarlyNotes.Note note) {
        switch (content.body()) {
            case Body.Reaction reaction -> reaction(reaction, note);
            case Body.Edit edit -> edit(edit, note);
            case Body.Deleted deleted -> deleted(deleted, note);
            default -> throw new IllegalStateException("not a note about a message");
        }
    }

    void reaction(Body.Reaction said, EarlyNotes.Note note) {
        boolean mine = !said.target().bySender();
        Octets id = said.target().id();
        Optional<Message> target = changes.find(from, mine, new MessageId(id));
        if (target.isEmpty()) {
            early.keep(from, mine, id, REACTION, said.turn(), note);
        } else if (target.get().said().isPresent() && changes.react(target.get(), false, said.emoji(), said.turn())) {
            desk.said(target.get());
        }
    }

    void edit(Body.Edit said, EarlyNotes.Note note) {
        Optional<Message> target = changes.find(from, false, new MessageId(said.message()));
        if (target.isEmpty()) {
            early.keep(from, false, said.message(), EDIT, said.version(), note);
        } else if (!said.text().isBlank()
                && changes.edit(target.get(), said.version(), said.text(), note.content(), note.signed())) {
            desk.said(target.get());
        }
    }

    void deleted(Body.Deleted said, EarlyNotes.Note note) {
        for (Octets id : said.messages()) {
            Optional<Message> target = changes.find(from, false, new MessageId(id));
            if (target.isEmpty()) {
                early.keep(from, false, id, DELETED, 1, note);
            } else if (changes.erase(target.get())) {
                desk.said(target.get());
                desk.conversationChanged(from);
            }
        }
    }

    /// @param away it waited at the relay: whatever was being written then, is not any more
    void typing(Body.Typing said, boolean away) {
        boolean known = desk.people.find(from).filter(desk::mayReach).isPresent();
        if (!away && known) {
            desk.emit(new ClientEvent.Typing(from, said.on()));
        }
    }
}
