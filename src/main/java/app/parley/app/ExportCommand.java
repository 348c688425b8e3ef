package app.parley.app;

import app.parley.client.ClientException;
import app.parley.client.Exported;
import app.parley.client.Person;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `parley client export`.
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes everything with one person into a folder: conversation.html to read, and conversation.json, whose"
                    + " signatures anybody can check with parley verify-export. Both are readable by whoever has them."
        })
final class ExportCommand implements Callable<Integer> {
    private final ClientCommand client;

    @Option(names = "--with", paramLabel = "+…", required = true, description = "The other person.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Handle with;

    @Option(
            names = "--to",
            paramLabel = "FOLDER",
            required = true,
            description = "Where to; made if it is not there. An export in it is never replaced.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path to;

    @Option(names = "--phones", description = "Phone numbers too; else names only.")
    private boolean phones;

    ExportCommand(ClientCommand client) {
        this.client = client;
    }

    @Override
    public Integer call() throws Failure {
        try (LiveClient live = client.open()) {
            Person person = live.knownPerson(with);
            tell(live.client().export(person.id(), to.toAbsolutePath(), phones));
        } catch (ClientException e) {
            throw Failure.because(Words.of(e.why()));
        }
        return Failure.OK;
    }

    private void tell(Exported exported) throws Failure {
        switch (exported) {
            case Exported.Written(Path folder, int messages, int signed, int leftOut) -> {
                JsonObject line = Report.event("exported");
                line.addProperty("folder", folder.toString());
                line.addProperty("messages", messages);
                line.addProperty("signed", signed);
                line.addProperty("leftOut", leftOut);
                client.report()
                        .tell(
                                line,
                                messages + " messages, " + signed + " of them signed, are in " + folder
                                        + (leftOut > 0
                                                ? "; " + leftOut + " with a forgotten key were left out."
                                                : "."));
            }
            case Exported.AlreadyThere(Path folder) ->
                throw Failure.because(
                        "There is an export in " + folder + " already; it was left as it is. Name another folder.");
            case Exported.Nothing nothing ->
                throw Failure.because("There are no messages with this person, so nothing was written.");
            case Exported.NotWritten(Path folder) ->
                throw Failure.because(folder + " cannot be written: no room, no rights, or not a folder. Nothing was"
                        + " left there; name another one.");
        }
    }
}
