package app.parley.app;

import app.parley.client.Client;
import app.parley.client.ClientException;
import app.parley.client.Link;
import app.parley.client.Message;
import app.parley.client.MessageId;
import app.parley.client.Person;
import app.parley.protocol.Octets;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/// `parley client message`: what can be done with messages besides writing them.
@Command(
        name = "message",
        mixinStandardHelpOptions = true,
        description = "React to a message, edit it, forward it or take it back.")
final class MessageCommand {
    /// How long the relay is given to take what is to be said; it is kept for the next time.
    private static final Duration MOMENT = Duration.ofSeconds(10);

    private final ClientCommand client;

    @Option(
            names = "--with",
            paramLabel = "+…",
            required = true,
            scope = ScopeType.INHERIT,
            description = "The other person of the conversation.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before any subcommand runs
    private Handle with;

    MessageCommand(ClientCommand client) {
        this.client = client;
    }

    /// What is done with a message that was found.
    private interface Act {
        void on(Client client, Message message) throws ClientException;
    }

    @Command(name = "react", mixinStandardHelpOptions = true, description = "Puts your reaction to a message.")
    int react(
            @Parameters(paramLabel = "ID", description = "Id of the message, as printed.") String id,
            @Parameters(paramLabel = "EMOJI", arity = "0..1", defaultValue = "", description = "Nothing: take it back.")
                    String emoji)
            throws Failure {
        return act("reacted", List.of(id), (parley, message) -> parley.react(message, emoji));
    }

    @Command(name = "edit", mixinStandardHelpOptions = true, description = "Changes what your message says, for both.")
    int edit(
            @Parameters(paramLabel = "ID", description = "Id of the message, as printed.") String id,
            @Parameters(paramLabel = "TEXT", description = "What it says now, as one argument.") String text)
            throws Failure {
        Typed.undamaged(text);
        return act("edited", List.of(id), (parley, message) -> parley.edit(message, text));
    }

    @Command(name = "take-back", mixinStandardHelpOptions = true, description = "Removes your messages, for both.")
    int takeBack(
            @Parameters(paramLabel = "ID", arity = "1..*", description = "Ids of the messages, as printed.")
                    List<String> ids)
            throws Failure {
        return act("taken-back", ids, (parley, message) -> parley.takeBack(List.of(message)));
    }

    @Command(name = "forward", mixinStandardHelpOptions = true, description = "Sends a message on to somebody else.")
    int forward(
            @Parameters(paramLabel = "ID", description = "Id of the message, as printed.") String id,
            @Option(names = "--to", paramLabel = "+…", required = true, description = "Who gets it.") Handle to)
            throws Failure {
        try (LiveClient live = client.open()) {
            Message message = find(live.client(), live.knownPerson(with), id);
            Person person = live.person(to);
            tell("forwarded", live.client().forward(message, person.id()));
            deliver(live);
        } catch (ClientException e) {
            throw Failure.because(Words.of(e.why()));
        }
        return Failure.OK;
    }

    private int act(String event, List<String> ids, Act act) throws Failure {
        try (LiveClient live = client.open()) {
            Person person = live.knownPerson(with);
            List<Message> messages = new ArrayList<>();
            for (String id : ids) {
                messages.add(find(live.client(), person, id));
            }
            for (Message message : messages) {
                act.on(live.client(), message);
                tell(event, message);
            }
            deliver(live);
        } catch (ClientException e) {
            throw Failure.because(Words.of(e.why()));
        }
        return Failure.OK;
    }

    private void tell(String event, Message message) throws Failure {
        JsonObject line = Report.event(event);
        line.addProperty("id", message.id().hex());
        client.report().tell(line, "Done.");
    }

    /// A message of the conversation by its id; if both people used one, the own message.
    static Message find(Client client, Person with, String id) throws Failure {
        MessageId wanted = id(id);
        return Receiving.everything(client, with).stream()
                .filter(message -> message.id().equals(wanted) && !(message.body() instanceof Message.Notice))
                .min((a, b) -> Boolean.compare(b.mine(), a.mine()))
                .orElseThrow(() -> Failure.because(Words.of(ClientException.Why.NO_SUCH_MESSAGE)));
    }

    private static MessageId id(String hex) throws Failure {
        try {
            return new MessageId(Octets.ofHex(hex));
        } catch (IllegalArgumentException e) {
            throw Failure.wrongUse("An id of a message is 32 digits from 0 to f. Nothing was changed.");
        }
    }

    /// Lets it go out now if the relay is in reach.
    static void deliver(LiveClient live, ClientCommand client) throws Failure {
        live.connect();
        if (!(live.settledLink(Deadline.in(MOMENT)) instanceof Link.Connected)) {
            client.report().remark("The relay is out of reach. It is told when it is back.");
        }
    }

    private void deliver(LiveClient live) throws Failure {
        deliver(live, client);
    }
}
