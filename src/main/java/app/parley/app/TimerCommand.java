package app.parley.app;

import app.parley.client.ClientException;
import app.parley.client.Person;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `parley client timer`.
@Command(
        name = "timer",
        mixinStandardHelpOptions = true,
        description = "Lets what you and one person write from now on disappear after a time; both see it.")
final class TimerCommand implements Callable<Integer> {
    private final ClientCommand client;

    @Option(names = "--with", paramLabel = "+…", required = true, description = "The other person.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Handle with;

    @Parameters(paramLabel = "SPAN", description = "30s, 5m, 1h, 1d, 2w, or off.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private String span;

    TimerCommand(ClientCommand client) {
        this.client = client;
    }

    @Override
    public Integer call() throws Failure {
        Duration after = span.equals("off") ? Duration.ZERO : TimeSpan.parse(span);
        try (LiveClient live = client.open()) {
            Person person = live.knownPerson(with);
            live.client().setTimer(person.id(), after);
            JsonObject line = Report.event("timer");
            line.addProperty("phone", Handle.of(person));
            line.addProperty("seconds", after.toSeconds());
            client.report()
                    .tell(
                            line,
                            after.isZero()
                                    ? "Messages with " + person.name() + " stay."
                                    : "Messages with " + person.name() + " disappear " + Words.of(after)
                                            + " after they were sent and seen.");
            MessageCommand.deliver(live, client);
        } catch (ClientException e) {
            throw Failure.because(Words.of(e.why()));
        }
        return Failure.OK;
    }
}
