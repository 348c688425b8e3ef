package app.parley.app;

import app.parley.client.ClientException;
import app.parley.client.Person;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `parley client timer`.
@Command(
        name = "timer",
        mixinStandardHelpOptions = true,
        description = "Lets what you and one person write from now on disappear after a time; both see it.")
final class TimerCommand implements Callable<Integer> {
    private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,5})([smhdw])");
    private static final Map<String, Duration> UNITS = Map.of(
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1),
            "w", Duration.ofDays(7));

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
        Duration after = span.equals("off") ? Duration.ZERO : parse(span);
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

    private static Duration parse(String span) throws Failure {
        Matcher matcher = SPAN.matcher(span);
        Duration unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
        Duration after = unit == null ? Duration.ZERO : unit.multipliedBy(Long.parseLong(matcher.group(1)));
        if (after.isZero() || after.compareTo(Duration.ofDays(365)) > 0) {
            throw Failure.wrongUse(
                    "The time is like 30s, 5m, 1h, 1d or 2w, at most a year, or off." + " Nothing was changed.");
        }
        return after;
    }
}
