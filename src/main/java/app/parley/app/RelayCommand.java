package app.parley.app;

import app.parley.protocol.InviteLink;
import app.parley.protocol.PhoneNumber;
import app.parley.relay.AdmissionPolicy;
import app.parley.relay.InviteTerms;
import app.parley.relay.Relay;
import app.parley.relay.RelayConfig;
import app.parley.relay.RelayException;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/// `parley relay`: hosts without a window; its subcommands talk to the relay that runs.
@Command(
        name = "relay",
        mixinStandardHelpOptions = true,
        description = "Hosts a relay until stopped by SIGTERM or Ctrl+C. The subcommands talk to the one that runs.")
final class RelayCommand implements Callable<Integer> {
    private static final String WHO = "A number with +, or the first 8 or more digits of an account.";

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

    @Mixin
    private final SharedOptions several = new SharedOptions();

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            defaultValue = "false",
            description = "Results as JSON on standard output, one object a line.")
    private boolean json;

    @Option(
            names = "--approve",
            defaultValue = "false",
            description = "Each newcomer waits until you let them in: `members`, `approve`, `refuse`.")
    private boolean approve;

    @Option(
            names = "--open",
            defaultValue = "false",
            description = "No list of members: people find each other by number only.")
    private boolean open;

    @Option(
            names = "--metrics",
            paramLabel = "PORT",
            description = "Shows /metrics (Prometheus text) and /health on this port, to this machine only.")
    private Optional<Integer> metrics = Optional.empty();

    @Option(
            names = "--log-json",
            defaultValue = "false",
            description =
                    "Its log as JSON on standard error, one object a line, starts and stops too. It names nobody.")
    private boolean logJson;

    RelayCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Failure {
        Path folder = folder();
        ListenAddress address = listen.orElseThrow(
                () -> Failure.wrongUse("Where should the relay listen? parley relay --data DIR --listen HOST:PORT"));
        RelayConfig.Shared shared = several.shared(surroundings.environment());
        if (logJson) {
            RelayLog.asJson();
        }
        FaultWatch.keepIn(folder, "relay");
        CountDownLatch forever = new CountDownLatch(1);
        try (Ending ending = Ending.onSignal(forever::countDown);
                Relay relay = Wiring.relay(
                        folder,
                        address,
                        several.advertised(),
                        shared,
                        new AdmissionPolicy(approve, open),
                        surroundings.clock());
                RelayControl control = RelayControl.open(relay, folder)) {
            tellListening(relay);
            await(relay, forever);
        } catch (RelayException e) {
            Object where = shared.database().isPresent() && e.why() != RelayException.Why.NOT_PERMITTED
                    ? shared.database().get()
                    : folder;
            throw Failure.because(Words.of(e.why(), where, address));
        } catch (IOException e) {
            throw Failure.because("The folder " + folder + " cannot be written. The relay was not started; choose"
                    + " another --data.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Failure.OK;
    }

    private void await(Relay relay, CountDownLatch forever) throws IOException, InterruptedException, Failure {
        if (metrics.isEmpty()) {
            forever.await();
            return;
        }
        try (MetricsPage page = MetricsPage.open(relay, metrics.get())) {
            JsonObject line = Report.event("metrics");
            line.addProperty("port", page.port());
            report().tell(line, "Metrics: http://127.0.0.1:" + page.port() + "/metrics");
            forever.await();
        } catch (BindException e) {
            throw Failure.because(
                    "Another program uses port " + metrics.get() + " for --metrics. The relay was not started.");
        }
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
            description = "Prints the open invite; or makes one for a person, which carries the code, or for a group.")
    int invite(
            @Option(names = "--phone", paramLabel = "+…", description = "Only for the person with this number.")
                    Optional<PhoneNumber> phone,
            @Option(names = "--uses", paramLabel = "N", description = "How many people it lets in.")
                    Optional<Integer> uses,
            @Option(names = "--expires", paramLabel = "7d", description = "For how long: 30m, 12h, 7d (the usual).")
                    Optional<Validity> expires)
            throws Failure {
        JsonObject with = new JsonObject();
        phone.ifPresent(number -> with.addProperty("phone", number.e164()));
        uses.ifPresent(number -> with.addProperty("uses", number));
        expires.ifPresent(valid -> with.addProperty("seconds", valid.time().toSeconds()));
        if (uses.orElse(1) < 1 || uses.orElse(1) > InviteTerms.MAX_USES || phone.isPresent() && uses.orElse(1) != 1) {
            throw Failure.wrongUse("An invite lets in 1 to " + InviteTerms.MAX_USES + " people, one for a number.");
        }
        return tell("invite", with, line -> RelayWords.text(line, "invite"));
    }

    @Command(
            name = "invites",
            mixinStandardHelpOptions = true,
            description = "Lists the invites that are still good, besides the open one.")
    int invites() throws Failure {
        return tell("invites", new JsonObject(), RelayWords::invite);
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Makes an invite good for nothing; of the open one prints the one that takes its place.")
    int revoke(
            @Parameters(paramLabel = "ID", description = "Its id, as `invites` prints it, or the word open.") String id)
            throws Failure {
        return tell("revoke", RelayControl.with("id", id), RelayWords::revoked);
    }

    @Command(
            name = "members",
            mixinStandardHelpOptions = true,
            description = "Lists the members, and who waits to be let in.")
    int members() throws Failure {
        return tell("members", new JsonObject(), RelayWords::member);
    }

    @Command(name = "approve", mixinStandardHelpOptions = true, description = "Lets a newcomer in.")
    int approve(@Parameters(paramLabel = "WHO", description = WHO) String who) throws Failure {
        return tell("approve", RelayControl.with("who", who), line -> "They are in.");
    }

    @Command(name = "refuse", mixinStandardHelpOptions = true, description = "Does not let a newcomer in.")
    int refuse(@Parameters(paramLabel = "WHO", description = WHO) String who) throws Failure {
        return tell("refuse", RelayControl.with("who", who), line -> "They were not let in, and are told so.");
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Removes a member with their keys and profile. The others are told.")
    int remove(@Parameters(paramLabel = "WHO", description = WHO) String who) throws Failure {
        return tell(
                "remove",
                RelayControl.with("who", who),
                line -> "They are no longer a member. An open invite that they may have still works for whoever gets a"
                        + " code from you: parley relay revoke open");
    }

    private int tell(String what, JsonObject with, Function<JsonObject, String> words) throws Failure {
        for (JsonObject line : RelayControl.ask(folder(), what, with)) {
            report().tell(line, words.apply(line));
        }
        return Failure.OK;
    }

    @Command(
            name = "identity",
            mixinStandardHelpOptions = true,
            description = {
                "Prints the secrets of the relay in --data (made if there are none), for others that are to be the same.",
                "Whoever has them can be your relay: umask 077; parley relay identity --data DIR > FILE"
            })
    int identity() throws Failure {
        surroundings.terminal().text(new RelayFolder(folder(), surroundings.clock()).identity());
        return Failure.OK;
    }

    @Command(
            name = "codes",
            mixinStandardHelpOptions = true,
            description = "Prints the codes that wait to be passed on to people signing up.")
    int codes() throws Failure {
        var lines = RelayControl.ask(folder(), "codes", new JsonObject());
        for (JsonObject line : lines) {
            report().tell(line, RelayWords.code(line));
        }
        if (lines.isEmpty()) {
            report().remark("Nobody waits for a code.");
        }
        return Failure.OK;
    }

    @Command(
            name = "backup",
            mixinStandardHelpOptions = true,
            description = "Writes all that the running relay keeps into a file, its secrets too: keep it safe.")
    int backup(
            @Parameters(paramLabel = "FILE", description = "The file to make; there must be none yet.") Path file,
            @Option(
                            names = "--passphrase-file",
                            paramLabel = "F",
                            description = "Seals it with the passphrase in this file's first line.")
                    Optional<Path> passphrase)
            throws Failure {
        JsonObject with = RelayControl.with("file", file.toAbsolutePath().toString());
        if (passphrase.isPresent()) {
            with.addProperty("passphrase", new String(ProfileDoor.fromFile(passphrase.get())));
        } else {
            report().remark("The file is not sealed: whoever reads it can pose as your relay and read names. Better:"
                    + " --passphrase-file F");
        }
        return tell(
                "backup",
                with,
                line -> "%s, %s bytes".formatted(RelayWords.text(line, "file"), RelayWords.text(line, "bytes")));
    }

    @Command(
            name = "restore",
            mixinStandardHelpOptions = true,
            description = "Makes the folder --data from a backup. It must not be there yet, or be empty.")
    int restore(
            @Parameters(paramLabel = "FILE", description = "A file made by `backup`.") Path file,
            @Option(
                            names = "--passphrase-file",
                            paramLabel = "F",
                            description = "Holds the passphrase, if it is sealed.")
                    Optional<Path> passphraseFile)
            throws Failure {
        return new RelayFolder(folder(), surroundings.clock()).restore(file, passphraseFile, report());
    }

    @Command(name = "status", mixinStandardHelpOptions = true, description = "Prints how the running relay is doing.")
    int status() throws Failure {
        for (JsonObject line : RelayControl.ask(folder(), "status", new JsonObject())) {
            report().tell(line, RelayWords.status(line));
        }
        return Failure.OK;
    }

    private Path folder() throws Failure {
        return data.orElseThrow(() -> Failure.wrongUse("Which relay? Name its folder: parley relay --data DIR …"));
    }

    private Report report() {
        return new Report(surroundings.terminal(), json);
    }
}
