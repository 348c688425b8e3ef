package app.parley.app;

import app.parley.client.ClientException;
import app.parley.client.Person;
import app.parley.client.Picture;
import app.parley.client.Scan;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `parley client verify`.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Marks a person as verified if the number they read to you, or their QR code, is right.")
final class VerifyCommand implements Callable<Integer> {
    private final ClientCommand client;

    @Option(names = "--with", paramLabel = "+…", required = true, description = "The other person.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Handle with;

    @Option(names = "--number", paramLabel = "NUMBER", description = "The 60 digits as the other person sees them.")
    private Optional<String> typed = Optional.empty();

    @Option(
            names = "--qr",
            paramLabel = "FILE",
            description = "Instead: a picture of the QR code that the other person sees.")
    private Optional<Path> picture = Optional.empty();

    VerifyCommand(ClientCommand client) {
        this.client = client;
    }

    @Override
    public Integer call() throws Failure {
        if (typed.isPresent() == picture.isPresent()) {
            throw Failure.wrongUse("Either --number or --qr is needed. Nobody was marked as verified.");
        }
        if (typed.isPresent() && !typed.get().replaceAll("[\\s\\-]", "").matches("[0-9]{60}")) {
            throw Failure.wrongUse("A safety number has 60 digits. Nobody was marked as verified.");
        }
        try (LiveClient live = client.open()) {
            Person person = live.person(with);
            compare(live, person);
            live.client().setVerified(person.id(), true);
            JsonObject line = Report.event("verified");
            line.addProperty("phone", Handle.of(person));
            client.report().tell(line, person.name() + " is verified.");
        } catch (ClientException e) {
            throw Failure.because(Words.of(e.why()));
        }
        return Failure.OK;
    }

    private void compare(LiveClient live, Person person) throws Failure, ClientException {
        if (picture.isPresent()) {
            Scan scan = live.client().scan(person.id(), new Picture.File(picture.get()));
            if (scan.verdict() != Scan.Verdict.SAME) {
                throw Failure.because(Words.of(scan, person.name()));
            }
        } else if (!SafetyNumberCommand.number(live, person).matches(typed.orElseThrow())) {
            throw Failure.because("The numbers differ, so " + person.name() + " was not marked as verified. If you"
                    + " typed it right, somebody may sit between you: do not send secrets, and ask them in person.");
        }
    }
}
