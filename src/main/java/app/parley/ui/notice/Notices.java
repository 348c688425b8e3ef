package app.parley.ui.notice;

import app.parley.client.ClientEvent;
import app.parley.client.Conversation;
import app.parley.client.Message;
import app.parley.client.MessageId;
import app.parley.client.Person;
import app.parley.protocol.AccountId;
import app.parley.ui.Desktop;
import app.parley.ui.Desktop.Announcement;
import app.parley.ui.Texts;
import app.parley.ui.UiSettings;
import app.parley.ui.Wording;
import app.parley.ui.service.Live;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import javafx.beans.Observable;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;

/// Decides what is announced and what is counted, for everything that shows it: the system's notifications, the
/// title, the task bar, the tray, the rail. For the JavaFX thread.
///
/// A message is announced when it comes, unless its conversation is in front of the person or quiet. What comes in
/// a rush (after a night offline) is gathered for a moment; more than a few conversations at once become one
/// notification. A notification goes as soon as its messages were seen here, were taken back, or disappeared.
public final class Notices implements AutoCloseable {
    /// How long a rush is gathered.
    static final Duration RUSH = Duration.ofSeconds(1);
    /// More conversations at once than this are announced together.
    static final int FEW = 3;

    /// What a notification about no conversation in particular is about.
    static final String ALL = "all";

    private static final int LONGEST = 240;

    private final Live live;
    private final Wording wording;
    private final UiSettings settings;
    private final Desktop desktop;
    private final Front front;
    private final Executor fx;
    private final Later later;
    private final Predicate<Conversation> quiet;
    private final ReadOnlyIntegerWrapper unread = new ReadOnlyIntegerWrapper();
    /// New since the person looked, by conversation.
    private final Map<AccountId, Fresh> waiting = new LinkedHashMap<>();
    /// What stands on the screen, by what it is about, with the message it shows.
    private final Map<String, MessageId> shown = new HashMap<>();

    private final Runnable deaf;
    private boolean resting;

    private record Fresh(int count, Message last) {}

    /// How the person wants it, and where it shows.
    ///
    /// @param quiet conversations that are neither announced nor counted
    public record Ways(UiSettings settings, Desktop desktop, Front front, Predicate<Conversation> quiet) {}

    /// @param fx the JavaFX thread
    public Notices(Live live, Wording wording, Ways ways, Executor fx, Later later) {
        this.live = live;
        this.wording = wording;
        this.settings = ways.settings();
        this.desktop = ways.desktop();
        this.front = ways.front();
        this.quiet = ways.quiet();
        this.fx = fx;
        this.later = later;
        this.deaf = live.listen(this::heard);
        live.conversations().addListener((Observable change) -> count());
        count();
    }

    private void count() {
        unread.set(live.conversations().values().stream()
                .filter(quiet.negate())
                .mapToInt(Conversation::unread)
                .sum());
    }

    private void heard(ClientEvent event) {
        switch (event) {
            case ClientEvent.MessageAdded(Message message) -> arrived(message);
            case ClientEvent.MessageChanged(Message message) -> changed(message);
            case ClientEvent.MessageDeleted(AccountId with, MessageId id) -> gone(with, id);
            case ClientEvent.ConversationChanged(Conversation now) -> {
                if (now.unread() == 0) {
                    seen(now.with());
                }
            }
            case ClientEvent.PersonReplaced replaced -> seen(replaced.before());
            case ClientEvent other -> {}
        }
    }

    private void arrived(Message message) {
        boolean news = message.body() instanceof Message.Received received && !received.read();
        if (!news || settings.notices() == UiSettings.Notices.OFF || front.shows(message.with()) || quiet(message)) {
            return;
        }
        waiting.merge(message.with(), new Fresh(1, message), (old, fresh) -> new Fresh(old.count() + 1, fresh.last()));
        if (!resting) {
            resting = true;
            // What came in the same batch belongs together, and is here before this runs.
            fx.execute(this::announce);
            later.after(RUSH, this::rested);
        }
    }

    private boolean quiet(Message message) {
        return live.conversation(message.with()).filter(quiet).isPresent();
    }

    private void rested() {
        resting = false;
        announce();
    }

    private void changed(Message message) {
        boolean read = message.body() instanceof Message.Received received && received.read();
        if (message.body() instanceof Message.Erased || read) {
            gone(message.with(), message.id());
        }
    }

    /// A message that is announced is there no more, and so is what was said of it.
    private void gone(AccountId with, MessageId id) {
        if (Optional.ofNullable(waiting.get(with))
                .filter(fresh -> fresh.last().id().equals(id))
                .isPresent()) {
            waiting.remove(with);
        }
        if (id.equals(shown.get(with.hex()))) {
            withdraw(with.hex());
        }
    }

    private void seen(AccountId with) {
        waiting.remove(with);
        withdraw(with.hex());
        if (unread.get() == 0) {
            withdraw(ALL);
        }
    }

    private void withdraw(String about) {
        if (shown.remove(about) != null) {
            desktop.withdraw(about);
        }
    }

    private void announce() {
        waiting.keySet().removeIf(front::shows);
        if (waiting.isEmpty()) {
            return;
        }
        if (settings.notices() == UiSettings.Notices.NEITHER || waiting.size() > FEW) {
            together();
        } else {
            waiting.forEach(this::alone);
        }
        waiting.clear();
    }

    private void alone(AccountId with, Fresh fresh) {
        Texts texts = wording.texts();
        // The unseen ones before count too: a notification replaces the earlier one of its conversation.
        int count = Math.max(
                fresh.count(), live.conversation(with).map(Conversation::unread).orElse(0));
        String name = live.person(with).map(wording::name).orElseGet(() -> texts.get("person.unnamed"));
        // What a stranger wrote is not put on the screen unasked.
        boolean request = live.person(with)
                .filter(person -> person.standing() == Person.Standing.REQUEST)
                .isPresent();
        boolean tells = settings.notices() == UiSettings.Notices.NAME_AND_TEXT && !request;
        String title = tells && count > 1 ? texts.get("announce.name-count", name, count) : name;
        String words = tells ? text(fresh.last(), name) : texts.get("announce.messages", count);
        show(with.hex(), fresh, new Announcement(with.hex(), title, words, then(() -> front.open(with))));
    }

    private String text(Message message, String name) {
        String text = wording.preview(message, name);
        return text.length() <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, LONGEST))) + "…";
    }

    /// One for all, without names.
    private void together() {
        Texts texts = wording.texts();
        int count = waiting.values().stream().mapToInt(Fresh::count).sum();
        String words = settings.notices() == UiSettings.Notices.NEITHER
                ? texts.get("announce.messages", Math.max(count, unread.get()))
                : texts.get("announce.rush", count, waiting.size());
        Fresh last = waiting.values().stream().reduce((before, after) -> after).orElseThrow();
        show(ALL, last, new Announcement(ALL, texts.get("app.name"), words, then(front::raise)));
    }

    private void show(String about, Fresh fresh, Announcement announcement) {
        shown.put(about, fresh.last().id());
        desktop.announce(announcement);
    }

    /// A notification is chosen on a thread of the system's.
    private Runnable then(Runnable what) {
        return () -> fx.execute(what);
    }

    /// Unseen messages in all conversations that are not quiet.
    public ReadOnlyIntegerProperty unreadProperty() {
        return unread.getReadOnlyProperty();
    }

    /// The profile is locked or closed: nothing of it stays on the screen.
    @Override
    public void close() {
        deaf.run();
        waiting.clear();
        shown.keySet().forEach(desktop::withdraw);
        shown.clear();
    }
}
