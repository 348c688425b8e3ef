package app.parley.app;

import app.parley.protocol.InviteLink;
import app.parley.protocol.PhoneNumber;
import app.parley.relay.Relay;
import app.parley.relay.RelayException;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// `parley relay`: hosts without a window; its subcommands talk to the relay that runs.
@Command(
        name = "relay",
        mixinStandardHelpOptions = true,
        description = "Hosts a relay until stopped by SIGTERM or Ctrl+C. The subcommands talk to the one that runs.")
final class RelayCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Folder of what the relay keeps: its key, members, sealed messages.")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Where to listen; port 0 takes a free one. Others must be able to reach HOST.")
    private Optional<ListenAddress> listen = Optional.empty();

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            defaultValue = "false",
            description = "Results as JSON on standard output, one object a line.")
    private boolean json;

    RelayCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Failure {
        Path folder = folder();
        ListenAddress address = listen.orElseThrow(
                () -> Failure.wrongUse("Where should the relay listen? parley relay --data DIR --listen HOST:PORT"));
        CountDownLatch forever = new CountDownLatch(1);
        try (Ending ending = Ending.onSignal(forever::countDown);
                Relay relay = Wiring.relay(folder, address, surroundings.clock());
                RelayControl control = RelayControl.open(relay, folder)) {
            tellListening(relay);
            forever.await();
        } catch (RelayException e) {
            throw Failure.because(Words.of(e.why(), folder, address));
        } catch (IOException e) {
            throw Failure.because("The folder " + folder + " cannot be written. The relay was not started; choose"
                    + " another --data.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Failure.OK;
    }

    private void tellListening(Relay relay) throws Failure {
        String link = InviteLink.format(relay.invite());
        JsonObject line = Report.event("listening");
        line.addProperty("address", relay.address().toString());
        line.addProperty("pin", relay.pin().hex());
        line.addProperty("invite", link);
        report().tell(
                        line,
                        "Listening on " + relay.address()
                                + ". Invite for your people (you then pass each one a code):\n" + link);
    }

    @Command(
            name = "invite",
            mixinStandardHelpOptions = true,
            description = "Prints an invite of the running relay; a personal one carries the code.")
    int invite(
            @Option(names = "--phone", paramLabel = "+…", description = "For one person.") Optional<PhoneNumber> phone)
            throws Failure {
        for (JsonObject line : RelayControl.ask(folder(), "invite", phone)) {
            report().tell(line, text(line, "invite"));
        }
        return Failure.OK;
    }

    @Command(
            name = "codes",
            mixinStandardHelpOptions = true,
            description = "Prints the codes that wait to be passed on to people signing up.")
    int codes() throws Failure {
        var lines = RelayControl.ask(folder(), "codes", Optional.empty());
        for (JsonObject line : lines) {
            report().tell(
                            line,
                            "%s  %s  until %s"
                                    .formatted(text(line, "phone"), text(line, "code"), text(line, "expires")));
        }
        if (lines.isEmpty()) {
            report().remark("Nobody waits for a code.");
        }
        return Failure.OK;
    }

    @Command(name = "status", mixinStandardHelpOptions = true, description = "Prints how the running relay is doing.")
    int status() throws Failure {
        for (JsonObject line : RelayControl.ask(folder(), "status", Optional.empty())) {
            report().tell(
                            line,
                            "%s members, %s connections, %s mailboxes, %s messages waiting, %s bytes"
                                    .formatted(
                                            text(line, "members"),
                                            text(line, "connections"),
                                            text(line, "mailboxes"),
                                            text(line, "waiting"),
                                            text(line, "bytes")));
        }
        return Failure.OK;
    }

    private static String text(JsonObject line, String name) {
        return line.has(name) ? line.get(name).getAsString() : "?";
    }

    private Path folder() throws Failure {
        return data.orElseThrow(() -> Failure.wrongUse("Which relay? Name its folder: parley relay --data DIR …"));
    }

    private Report report() {
        return new Report(surroundings.terminal(), json);
    }
}
