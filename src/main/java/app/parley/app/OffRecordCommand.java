package app.parley.app;

import app.parley.client.ClientException;
import app.parley.client.Person;
import com.google.gson.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `parley client off-record`.
@Command(
        name = "off-record",
        mixinStandardHelpOptions = true,
        description = "Stops signing what you and one person say to each other; both see it.")
final class OffRecordCommand implements Callable<Integer> {
    private final ClientCommand client;

    @Option(names = "--with", paramLabel = "+…", required = true, description = "The other person.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Handle with;

    @Option(names = "--end", description = "Sign again.")
    private boolean end;

    OffRecordCommand(ClientCommand client) {
        this.client = client;
    }

    @Override
    public Integer call() throws Failure {
        try (LiveClient live = client.open()) {
            Person person = live.knownPerson(with);
            live.client().setOffTheRecord(person.id(), !end);
            JsonObject line = Report.event("record");
            line.addProperty("phone", Handle.of(person));
            line.addProperty("signed", end);
            client.report().tell(line, person.name() + " and you: " + (end ? "signed again." : "off the record."));
        } catch (ClientException e) {
            throw Failure.because(Words.of(e.why()));
        }
        return Failure.OK;
    }
}
