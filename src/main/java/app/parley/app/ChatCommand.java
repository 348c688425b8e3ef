package app.parley.app;

import app.parley.client.Chats;
import app.parley.client.Client;
import app.parley.client.Conversation;
import app.parley.client.Marks;
import app.parley.client.Person;
import app.parley.protocol.AccountId;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `parley client chat`.
@Command(
        name = "chat",
        mixinStandardHelpOptions = true,
        description = "Shows and changes how the conversation with one person is kept. Nobody else is told.")
final class ChatCommand implements Callable<Integer> {
    private final ClientCommand client;
    private final InstantSource clock = AppClock.system();

    @Option(names = "--with", paramLabel = "+…", required = true, description = "The other person.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Handle with;

    @Option(names = "--pin", negatable = true, description = "Keeps it above the others, or not.")
    private @Nullable Boolean pin;

    @Option(names = "--archive", negatable = true, description = "Puts it apart until somebody writes again, or not.")
    private @Nullable Boolean archive;

    @Option(names = "--unread", negatable = true, description = "Marks it as unread, or as read.")
    private @Nullable Boolean unread;

    @Option(names = "--mute", paramLabel = "SPAN", description = "Announces nothing of it: 8h, 2d, forever, or off.")
    private @Nullable String mute;

    @Option(
            names = "--block",
            negatable = true,
            description = "Throws away what this person writes from now on and sends them nothing, or not any more.")
    private @Nullable Boolean block;

    @Option(
            names = "--accept",
            description = "Hears somebody who is not known: they see now what you received and read.")
    private boolean accept;

    @Option(names = "--delete", description = "Removes all its messages from this computer.")
    private boolean delete;

    ChatCommand(ClientCommand client) {
        this.client = client;
    }

    @Override
    public Integer call() throws Failure {
        Marks muted = mute == null ? Marks.NONE : Marks.NONE.mutedUntil(until(mute));
        try (LiveClient live = client.open()) {
            Person person = live.knownPerson(with);
            change(live.client(), person.id(), muted.mutedUntil());
            tell(live.client(), person);
            if (accept || block != null) {
                MessageCommand.deliver(live, client);
            }
        }
        return Failure.OK;
    }

    private Instant until(String span) throws Failure {
        return switch (span) {
            case "off" -> Marks.NONE.mutedUntil();
            case "forever" -> Marks.FOREVER;
            default -> clock.instant().plus(TimeSpan.parse(span));
        };
    }

    private void change(Client own, AccountId id, Instant mutedUntil) {
        Chats chats = own.chats();
        if (accept) {
            chats.accept(id);
        }
        if (block != null) {
            chats.block(id, block);
        }
        if (delete) {
            chats.delete(id);
        }
        if (unread != null && !unread) {
            own.markRead(id, Long.MAX_VALUE);
        }
        chats.mark(id, marks -> {
            Marks now = mute == null ? marks : marks.mutedUntil(mutedUntil);
            now = pin == null ? now : now.pinned(pin);
            now = archive == null ? now : now.archived(archive);
            return unread == null ? now : now.unread(unread);
        });
    }

    private void tell(Client own, Person person) throws Failure {
        AccountId id = person.id();
        try (Client.Subscription now = own.subscribe(event -> {})) {
            Client.Snapshot all = now.snapshot();
            Person.Standing standing = all.people().stream()
                    .filter(other -> other.id().equals(id))
                    .map(Person::standing)
                    .findFirst()
                    .orElse(person.standing());
            Marks marks = all.conversations().stream()
                    .filter(chat -> chat.with().equals(id))
                    .map(Conversation::marks)
                    .findFirst()
                    .orElse(Marks.NONE);
            client.report().tell(line(person, standing, marks), words(person, standing, marks));
        }
    }

    private JsonObject line(Person person, Person.Standing standing, Marks marks) {
        JsonObject line = Report.event("chat");
        line.addProperty("phone", Handle.of(person));
        line.addProperty("pinned", marks.pinned());
        line.addProperty("archived", marks.archived());
        line.addProperty("unread", marks.unread());
        line.addProperty("muted", muted(marks));
        line.addProperty("blocked", standing == Person.Standing.BLOCKED);
        line.addProperty("request", standing == Person.Standing.REQUEST);
        return line;
    }

    /// `forever`, `off`, or until when.
    private String muted(Marks marks) {
        if (marks.mutedUntil().equals(Marks.FOREVER)) {
            return "forever";
        }
        return marks.mutedAt(clock.instant()) ? marks.mutedUntil().toString() : "off";
    }

    private String words(Person person, Person.Standing standing, Marks marks) {
        StringBuilder words = new StringBuilder(person.name().isEmpty() ? Handle.of(person) : person.name());
        words.append(
                switch (standing) {
                    case KNOWN -> ": heard";
                    case REQUEST -> ": asks to be heard (--accept, --delete or --block)";
                    case BLOCKED -> ": blocked";
                });
        words.append(marks.pinned() ? ", pinned" : "");
        words.append(marks.archived() ? ", archived" : "");
        words.append(marks.unread() ? ", marked as unread" : "");
        words.append(marks.mutedAt(clock.instant()) ? ", muted" : "");
        return words.append('.').toString();
    }
}
