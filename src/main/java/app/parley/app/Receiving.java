package app.parley.app;

import app.parley.client.Client;
import app.parley.client.ClientEvent;
import app.parley.client.Conversation;
import app.parley.client.Link;
import app.parley.client.Message;
import app.parley.client.MessageId;
import app.parley.client.Person;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `client receive`: prints each received message once over the profile's life.
///
/// Which ones were printed is kept as "read": a message is printed, the line is handed to the
/// system, and only then it is marked. So a crash in between prints that one message again, with
/// the same id; it never leaves one out.
final class Receiving {
    /// Without `--timeout`: how long to wait for a first message.
    static final Duration USUAL_TIMEOUT = Duration.ofSeconds(5);

    /// The relay hands over a queue in one go; after this much silence there is nothing more.
    private static final Duration QUIET = Duration.ofMillis(1200);

    private static final int PAGE = 200;

    private final LiveClient live;
    private final Report report;
    /// What this run printed, since history and events may both name a message.
    private final Set<MessageId> printed = new HashSet<>();

    private final Set<MessageId> printedNotices = new HashSet<>();

    Receiving(LiveClient live, Report report) {
        this.live = live;
        this.report = report;
    }

    /// @param follow go on until `timeout` or a signal, instead of until it is quiet
    /// @throws Failure if nothing was printed and the relay could not be reached
    void receive(boolean follow, Optional<Duration> timeout) throws Failure {
        printUnread();
        live.connect();
        Deadline end = follow && timeout.isEmpty()
                ? Deadline.in(Duration.ofDays(36_500))
                : Deadline.in(timeout.orElse(USUAL_TIMEOUT));
        Deadline quiet = Deadline.in(QUIET);
        while (true) {
            boolean mayEndEarly = !follow && !printed.isEmpty() && asked(live.link());
            Optional<ClientEvent> event = live.next(mayEndEarly ? quiet.orSooner(end) : end);
            if (event.isEmpty() || end.passed()) {
                break;
            }
            int before = printed.size();
            note(event.get(), follow);
            boolean connectedNow =
                    event.get() instanceof ClientEvent.LinkChanged change && change.link() instanceof Link.Connected;
            if (printed.size() > before || connectedNow) {
                quiet = Deadline.in(QUIET);
            }
            if (!follow && live.link() instanceof Link.Stopped) {
                break;
            }
        }
        if (printed.isEmpty() && !follow) {
            sayWhyNothing();
        }
    }

    /// Whether the relay had its say. Before that silence means nothing: what was printed so far lay
    /// here from an earlier run.
    private static boolean asked(Link link) {
        return switch (link) {
            case Link.None none -> false;
            case Link.Connecting connecting -> false;
            case Link.Connected connected -> true;
            case Link.Lost lost -> true;
            case Link.Stopped stopped -> true;
        };
    }

    private void sayWhyNothing() throws Failure {
        switch (live.link()) {
            case Link.Connected connected -> report.remark("No new messages.");
            case Link.None none -> report.remark("No new messages.");
            case Link.Connecting connecting ->
                throw Failure.because("No new messages here, and the relay has not answered yet.");
            case Link.Lost lost -> throw Failure.because("No new messages here. " + Words.of(lost.trouble()));
            case Link.Stopped stopped -> throw Failure.because("No new messages here. " + Words.of(stopped.trouble()));
        }
    }

    /// Messages of earlier runs that were stored but never printed.
    private void printUnread() throws Failure {
        List<Message> unread = new ArrayList<>();
        for (Conversation conversation : live.snapshot().conversations()) {
            conversation.firstUnread().ifPresent(first -> unread.addAll(from(conversation, first)));
        }
        unread.sort(Comparator.comparingLong(Message::order));
        for (Message message : unread) {
            print(message);
        }
    }

    private List<Message> from(Conversation conversation, long first) {
        List<Message> found = new ArrayList<>();
        long before = Long.MAX_VALUE;
        while (before > first) {
            List<Message> page = live.client().history(conversation.with(), before, PAGE);
            if (page.isEmpty()) {
                break;
            }
            found.addAll(page);
            before = page.getFirst().order();
        }
        found.removeIf(message -> message.order() < first);
        return found;
    }

    private void note(ClientEvent event, boolean follow) throws Failure {
        switch (event) {
            case ClientEvent.MessageAdded added -> print(added.message());
            case ClientEvent.MessageChanged changed -> print(changed.message());
            case ClientEvent.StorageTrouble trouble -> throw Failure.because(Words.of(trouble.why()));
            case ClientEvent.ClockOff clock -> report.remark(Words.of(clock));
            case ClientEvent.NumberClaimed claimed -> report.remark(Words.NUMBER_CLAIMED);
            case ClientEvent.StateRolledBack back -> report.remark(Words.STATE_ROLLED_BACK);
            case ClientEvent.LinkChanged change -> {
                if (follow) {
                    remarkOn(change.link());
                }
            }
            case ClientEvent.SignedIn signedIn -> {}
            case ClientEvent.PersonChanged person -> {}
            case ClientEvent.PersonReplaced replaced -> {}
            case ClientEvent.ConversationChanged conversation -> {}
            case ClientEvent.MessageDeleted deleted -> {}
            case ClientEvent.Typing typing -> {}
        }
    }

    private void remarkOn(Link link) {
        switch (link) {
            case Link.Connected connected -> report.remark("Connected.");
            case Link.Lost lost -> report.remark(Words.of(lost.trouble()) + " Trying again by itself.");
            case Link.Stopped stopped -> report.remark(Words.of(stopped.trouble()));
            case Link.None none -> {}
            case Link.Connecting connecting -> {}
        }
    }

    private void print(Message message) throws Failure {
        switch (message.body()) {
            case Message.Received received -> {
                if (!received.read() && printed.add(message.id())) {
                    report.tell(line(message, received), words(message, received));
                    live.client().markRead(message.with(), message.order());
                }
            }
            case Message.Notice notice -> {
                if (printedNotices.add(message.id())) {
                    report.remark(name(message) + ": " + Words.of(notice));
                }
            }
            case Message.Erased erased -> {}
            case Message.Sent sent -> {}
        }
    }

    private Optional<Person> sender(Message message) {
        return Optional.ofNullable(live.people().get(message.with()));
    }

    private String name(Message message) {
        return sender(message).map(Person::name).orElse("");
    }

    private JsonObject line(Message message, Message.Received received) {
        JsonObject line = Report.event("message");
        line.addProperty("id", message.id().hex());
        line.addProperty(
                "from",
                sender(message).map(Handle::of).orElseGet(() -> message.with().hex()));
        line.addProperty("name", name(message));
        HistoryLines.say(line, received.said());
        line.addProperty("sentAt", message.sentAt().toString());
        line.addProperty("verified", received.verified());
        line.addProperty("signed", received.signed());
        return line;
    }

    private String words(Message message, Message.Received received) {
        return name(message) + (message.whileAway() ? " (while you were away)" : "") + ": " + received.text();
    }

    /// Everything with one person, oldest first.
    static List<Message> everything(Client client, Person with) {
        List<Message> all = new ArrayList<>();
        long before = Long.MAX_VALUE;
        while (true) {
            List<Message> page = client.history(with.id(), before, PAGE);
            if (page.isEmpty()) {
                return all.reversed();
            }
            all.addAll(page.reversed());
            before = page.getFirst().order();
        }
    }
}
