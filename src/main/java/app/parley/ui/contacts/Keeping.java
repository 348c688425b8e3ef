package app.parley.ui.contacts;

import app.parley.client.Chats;
import app.parley.client.Conversation;
import app.parley.client.Marks;
import app.parley.client.Person;
import app.parley.protocol.AccountId;
import app.parley.ui.Times;
import app.parley.ui.service.Live;
import java.time.Duration;
import java.util.Optional;

/// How conversations are kept: what their menu in the list offers.
public final class Keeping {
    private final Live live;
    private final Times times;

    /// For how long a conversation can be muted.
    public enum Mute {
        HOUR(Duration.ofHours(1)),
        EIGHT_HOURS(Duration.ofHours(8)),
        DAY(Duration.ofDays(1)),
        WEEK(Duration.ofDays(7)),
        ALWAYS(Duration.ZERO);

        private final Duration time;

        Mute(Duration time) {
            this.time = time;
        }
    }

    public Keeping(Live live, Times times) {
        this.live = live;
        this.times = times;
    }

    private Chats chats() {
        return live.client().chats();
    }

    public Marks of(AccountId with) {
        return live.conversation(with).map(Conversation::marks).orElse(Marks.NONE);
    }

    /// Whether nothing is announced of it now.
    public boolean quiet(Conversation conversation) {
        return conversation.marks().mutedAt(times.now()) || blocked(conversation.with());
    }

    /// Whether nothing is announced of it now.
    public boolean muted(AccountId with) {
        return of(with).mutedAt(times.now());
    }

    /// Whether nothing they write is kept.
    public boolean blocked(AccountId with) {
        return standing(with).filter(Person.Standing.BLOCKED::equals).isPresent();
    }

    boolean asks(AccountId with) {
        return standing(with).filter(Person.Standing.REQUEST::equals).isPresent();
    }

    private Optional<Person.Standing> standing(AccountId with) {
        return live.person(with).map(Person::standing);
    }

    /// Whether something in it is new, or it was marked so.
    boolean unread(AccountId with) {
        return of(with).unread()
                || live.conversation(with).filter(c -> c.unread() > 0).isPresent();
    }

    /// Pins a conversation, or takes the pin out.
    public void pin(AccountId with) {
        boolean on = !of(with).pinned();
        chats().mark(with, marks -> marks.pinned(on));
    }

    /// Announces nothing of it for a time.
    public void mute(AccountId with, Mute how) {
        var until = how == Mute.ALWAYS ? Marks.FOREVER : times.now().plus(how.time);
        chats().mark(with, marks -> marks.mutedUntil(until));
    }

    /// Announces it again.
    public void unmute(AccountId with) {
        chats().mark(with, marks -> marks.mutedUntil(Marks.NONE.mutedUntil()));
    }

    /// Puts a conversation into the archive, or back.
    public void archive(AccountId with) {
        boolean on = !of(with).archived();
        chats().mark(with, marks -> marks.archived(on));
    }

    /// Marks a conversation as unread, or what is new in it as read.
    void turnUnread(AccountId with) {
        if (unread(with)) {
            live.client().markRead(with, Long.MAX_VALUE);
        } else {
            chats().mark(with, marks -> marks.unread(true));
        }
    }

    void block(AccountId with) {
        chats().block(with, !blocked(with));
    }

    void accept(AccountId with) {
        chats().accept(with);
    }

    void delete(AccountId with) {
        chats().delete(with);
    }
}
