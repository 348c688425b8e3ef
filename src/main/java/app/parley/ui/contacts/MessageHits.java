package app.parley.ui.contacts;

import app.parley.client.Found;
import app.parley.client.Message;
import app.parley.client.Person;
import app.parley.client.Said;
import app.parley.client.Search;
import app.parley.ui.Wording;
import app.parley.ui.Work;
import app.parley.ui.emoji.Marked;
import app.parley.ui.service.Live;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// The messages among what the search of the list finds. Of several searches only the last one counts.
public final class MessageHits {
    private static final int MOST = 60;

    private final Live live;
    private final Work work;
    private final Wording wording;
    private final BiConsumer<Message, Search> opener;
    private Runnable changed = () -> {};
    private Search search = Search.of("");
    private Optional<Found> found = Optional.empty();
    private int asked;

    /// @param opener shows a message in its place
    public MessageHits(Live live, Work work, Wording wording, BiConsumer<Message, Search> opener) {
        this.live = live;
        this.work = work;
        this.wording = wording;
        this.opener = opener;
    }

    /// @param listener called whenever there is something else to show
    void onChange(Runnable listener) {
        changed = listener;
    }

    /// Looks for what was typed.
    void look(String typed) {
        search = Search.of(typed);
        asked++;
        int mine = asked;
        if (search.isEmpty()) {
            found = Optional.empty();
            return;
        }
        work.read(
                () -> live.client().search(typed, Optional.empty(), Long.MAX_VALUE, MOST),
                now -> answered(mine, Optional.of(now)),
                failed -> answered(mine, Optional.empty()));
    }

    private void answered(int question, Optional<Found> now) {
        if (question == asked) {
            found = now;
            changed.run();
        }
    }

    /// What is being looked for.
    Search search() {
        return search;
    }

    /// Heading and hits, and what is to be said about them.
    List<ContactRow> rows() {
        List<ContactRow> rows = new ArrayList<>();
        found.ifPresent(now -> {
            if (!now.hits().isEmpty()) {
                rows.add(new ContactRow.Heading(wording.texts().get("contacts.heading.messages")));
                now.hits().forEach(hit -> row(hit).ifPresent(rows::add));
            }
            if (now.more()) {
                rows.add(new ContactRow.Hint(
                        wording.texts().get("contacts.more-messages", now.hits().size())));
            }
            if (!now.complete()) {
                rows.add(new ContactRow.Hint(wording.texts().get("contacts.incomplete")));
            }
        });
        return rows;
    }

    private Optional<ContactRow> row(Found.Hit hit) {
        Message message = hit.message();
        return live.person(message.with()).map(person -> row(message, person));
    }

    private ContactRow row(Message message, Person person) {
        String name = wording.name(person);
        String text = wording.oneLine(message.said().map(Said::text).orElse(""));
        String when = wording.times().brief(message.sentAt());
        return new ContactRow.Hit(
                message,
                name,
                person.online(),
                message.mine(),
                Marked.of(text, search).around(),
                when,
                wording.texts().get("contacts.sentence.hit", name, when, text, message.mine() ? 1 : 0));
    }

    void open(Message message) {
        opener.accept(message, search);
    }
}
