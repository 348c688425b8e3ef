package app.parley.app;

import app.parley.client.ClientException;
import app.parley.client.Person;
import app.parley.client.SafetyNumberView;
import app.parley.client.scan.QrPicture;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `parley client safety-number`.
@Command(name = "safety-number", mixinStandardHelpOptions = true, description = "Shows the number both people compare.")
final class SafetyNumberCommand implements Callable<Integer> {
    private static final int QR_SIDE = 410;

    private final ClientCommand client;

    @Option(names = "--with", paramLabel = "+…", required = true, description = "The other person.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Handle with;

    @Option(names = "--qr", paramLabel = "FILE.png", description = "Also write it there as a QR code.")
    private Optional<Path> qr = Optional.empty();

    SafetyNumberCommand(ClientCommand client) {
        this.client = client;
    }

    @Override
    public Integer call() throws Failure {
        try (LiveClient live = client.open()) {
            Person person = live.person(with);
            SafetyNumberView number = number(live, person);
            if (qr.isPresent()) {
                write(qr.get(), QrPicture.png(number.qr().toArray(), QR_SIDE));
            }
            JsonObject line = new JsonObject();
            line.addProperty("number", number.digits());
            line.addProperty("verified", person.verified());
            qr.ifPresent(file -> line.addProperty("qr", file.toString()));
            client.report().tell(line, number.grouped() + (person.verified() ? "  (verified)" : ""));
        }
        return Failure.OK;
    }

    static SafetyNumberView number(LiveClient live, Person person) throws Failure {
        try {
            return live.client().safetyNumber(person.id());
        } catch (ClientException e) {
            throw Failure.because(Words.of(e.why()));
        }
    }

    private static void write(Path file, byte[] png) throws Failure {
        try {
            Files.write(file, png, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw Failure.because(file + " is there already and was left as it is. Name another file.");
        } catch (IOException e) {
            throw Failure.because(file + " cannot be written. Name another place.");
        }
    }
}
