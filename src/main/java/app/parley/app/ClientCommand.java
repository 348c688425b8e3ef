package app.parley.app;

import app.parley.client.Client;
import app.parley.client.ClientException;
import app.parley.client.Message;
import app.parley.client.Person;
import app.parley.client.Profile.Change;
import app.parley.protocol.PhoneNumber;
import app.parley.protocol.content.CircleProfile;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/// `parley client`: a messenger for scripts and bots. Options of this command may also stand
/// after its subcommands.
@Command(
        name = "client",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "A messenger without a window, for scripts, bots and people at a terminal.",
        footer = {
            "",
            "The passphrase comes from --passphrase-file, the environment variable PARLEY_PASSPHRASE, the system's key"
                    + " store, or a person at the terminal, in this order."
        })
final class ClientCommand {
    private final Surroundings surroundings;

    @Option(
            names = "--profile",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Folder of the profile: one person's keys and history.")
    private Optional<Path> profile = Optional.empty();

    @Option(
            names = "--passphrase-file",
            paramLabel = "F",
            scope = ScopeType.INHERIT,
            description = "File whose first line is the passphrase.")
    private Optional<Path> passphraseFile = Optional.empty();

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            defaultValue = "false",
            description = "Results as JSON on standard output, one object a line.")
    private boolean json;

    ClientCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /// The command with all its subcommands, those in classes of their own too.
    static CommandLine line(Surroundings surroundings) {
        ClientCommand client = new ClientCommand(surroundings);
        return new CommandLine(client)
                .addSubcommand(new SafetyNumberCommand(client))
                .addSubcommand(new VerifyCommand(client))
                .addSubcommand(new ExportCommand(client))
                .addSubcommand(new OffRecordCommand(client))
                .addSubcommand(new MessageCommand(client))
                .addSubcommand(new TimerCommand(client))
                .addSubcommand(new ChatCommand(client))
                .addSubcommand(new SearchCommand(client))
                .addSubcommand(new InviteCommand(client));
    }

    @Command(
            name = "sign-up",
            mixinStandardHelpOptions = true,
            description = "Makes a profile and signs up with an invite.")
    int signUp(
            @Option(names = "--invite", paramLabel = "LINK", required = true, description = "parley://join/…")
                    String invite,
            @Option(names = "--phone", paramLabel = "+…", required = true, description = "Your phone number.")
                    PhoneNumber phone,
            @Option(
                            names = "--name",
                            paramLabel = "NAME",
                            required = true,
                            description = "Your name, as others see it.")
                    String name,
            @Option(
                            names = "--code",
                            paramLabel = "CODE",
                            description = "The code, if you have it already; else it is asked for on standard input.")
                    Optional<String> code,
            @Option(names = "--unprotected", description = "Keep the profile's key beside it, without a passphrase.")
                    boolean unprotected,
            @Option(
                            names = "--recovery-kit-file",
                            paramLabel = "F",
                            description = "File with the words of a recovery kit: be the same account as before.")
                    Optional<Path> kit)
            throws Failure {
        if (name.isBlank() || name.strip().length() > CircleProfile.MAX_NAME) {
            throw Failure.wrongUse("A name has 1 to " + CircleProfile.MAX_NAME + " letters. Nothing was changed.");
        }
        Typed.undamaged(name);
        SignUp signUp = new SignUp(SignUp.readInvite(invite), phone, name.strip(), code);
        try (LiveClient live = new LiveClient(door().openOrCreate(unprotected, kit))) {
            signUp.run(live, surroundings.terminal(), report());
        }
        return Failure.OK;
    }

    @Command(name = "send", mixinStandardHelpOptions = true, description = "Sends one message.")
    int send(
            @Option(names = "--to", paramLabel = "+…", required = true, description = "Who gets it.") Handle to,
            @Parameters(paramLabel = "TEXT", description = "What to say, as one argument.") String text,
            @Option(names = "--reply-to", paramLabel = "ID", description = "Id of the message this answers.")
                    Optional<String> replyTo,
            @Option(names = "--wait", paramLabel = "STATE", description = "Wait for accepted or delivered.")
                    Optional<Sending.Goal> goal,
            @Option(
                            names = "--timeout",
                            paramLabel = "SECONDS",
                            description = "How long to wait; 30 if not given.",
                            defaultValue = "30")
                    Seconds timeout)
            throws Failure {
        Typed.undamaged(text);
        try (LiveClient live = open()) {
            Person person = live.person(to);
            Optional<Message> answered = replyTo.isEmpty()
                    ? Optional.empty()
                    : Optional.of(MessageCommand.find(live.client(), person, replyTo.get()));
            boolean reached = new Sending(live, report()).send(person, text, answered, goal, timeout.duration());
            return reached ? Failure.OK : Failure.FAILED;
        }
    }

    @Command(
            name = "receive",
            mixinStandardHelpOptions = true,
            description = "Prints messages that were not printed before.")
    int receive(
            @Option(names = "--follow", description = "Go on until stopped.") boolean follow,
            @Option(names = "--timeout", paramLabel = "SECONDS", description = "Stop after so long.")
                    Optional<Seconds> timeout)
            throws Failure {
        LiveClient live = open();
        try (Ending ending = Ending.onSignal(live::stop);
                live) {
            new Receiving(live, report()).receive(follow, timeout.map(Seconds::duration));
        }
        return Failure.OK;
    }

    @Command(
            name = "people",
            mixinStandardHelpOptions = true,
            description = "Lists the people at the relay and whether they are online.")
    int people() throws Failure {
        try (LiveClient live = open()) {
            for (Person person : new Roster(live, report()).fresh()) {
                JsonObject line = new JsonObject();
                line.addProperty("phone", Handle.of(person));
                line.addProperty("name", person.name());
                line.addProperty("online", person.online());
                line.addProperty("verified", person.verified());
                report().tell(
                                line,
                                "%s  %s  %s%s"
                                        .formatted(
                                                Handle.of(person),
                                                person.name(),
                                                person.online() ? "online" : "offline",
                                                person.verified() ? ", verified" : ""));
            }
        }
        return Failure.OK;
    }

    @Command(
            name = "history",
            mixinStandardHelpOptions = true,
            description = "Prints everything with one person, oldest first.")
    int history(
            @Option(names = "--with", paramLabel = "+…", required = true, description = "The other person.")
                    Handle with)
            throws Failure {
        try (LiveClient live = open()) {
            Person person = live.knownPerson(with);
            List<Message> all = Receiving.everything(live.client(), person);
            HistoryLines lines = new HistoryLines(person);
            for (Message message : all) {
                report().tell(lines.json(message), lines.words(message));
            }
        }
        return Failure.OK;
    }

    @Command(
            name = "passphrase",
            mixinStandardHelpOptions = true,
            description = "Sets a new passphrase, or a first one. The profile may be in use meanwhile.")
    int passphrase(
            @Option(
                            names = "--new-passphrase-file",
                            paramLabel = "F",
                            description = "File whose first line is the new passphrase; else it is asked for.")
                    Optional<Path> file)
            throws Failure {
        door().setPassphrase(file);
        report().tell(Report.event("passphrase-set"), "From now on the new passphrase opens this profile.");
        return Failure.OK;
    }

    @Command(
            name = "key-store",
            mixinStandardHelpOptions = true,
            description = "Says whether the system's key store opens this profile, and changes that.")
    int keyStore(
            @Option(names = "--add", description = "The key store opens it too.") boolean add,
            @Option(names = "--remove", description = "Only the passphrase opens it.") boolean remove)
            throws Failure {
        if (add && remove) {
            throw Failure.wrongUse("Add or remove, not both. Nothing was changed.");
        }
        ProfileDoor door = door();
        if (add || remove) {
            door.change(add ? new Change.AddKeyStore() : new Change.RemoveKeyStore());
        }
        boolean there = door.protection().byKeyStore();
        JsonObject line = new JsonObject();
        line.addProperty("keyStore", there);
        line.addProperty("passphrase", door.protection().byPassphrase());
        report().tell(line, "The system's key store " + (there ? "opens" : "does not open") + " this profile.");
        return Failure.OK;
    }

    @Command(
            name = "recovery-kit",
            mixinStandardHelpOptions = true,
            description = "Prints the words that make a new device the same account. Keep them on paper.")
    int recoveryKit() throws Failure {
        try (Client client = door().open()) {
            List<String> words = client.recoveryKit().words();
            JsonObject line = new JsonObject();
            JsonArray list = new JsonArray();
            words.forEach(list::add);
            line.add("words", list);
            report().tell(line, RecoveryFile.text(words));
        }
        return Failure.OK;
    }

    LiveClient open() throws Failure {
        LiveClient live = new LiveClient(door().open());
        if (live.snapshot().me().isEmpty()) {
            live.close();
            throw Failure.because(Words.of(ClientException.Why.NOT_SIGNED_IN));
        }
        return live;
    }

    ProfileDoor door() throws Failure {
        Path folder = profile.orElseThrow(
                () -> Failure.wrongUse("Which profile? Name its folder: parley client --profile DIR …"));
        FaultWatch.keepIn(folder, "client");
        return new ProfileDoor(Wiring.profile(folder, surroundings.clock()), passphraseFile, surroundings);
    }

    Report report() {
        return new Report(surroundings.terminal(), json);
    }

    /// People sorted by name, for lists that do not jump.
    static Comparator<Person> byName() {
        return Comparator.comparing(Person::name).thenComparing(Handle::of);
    }

    /// A time to wait.
    record Seconds(Duration duration) {
        static Seconds parse(String typed) {
            if (!typed.matches("[0-9]{1,7}")) {
                throw new IllegalArgumentException("whole seconds are needed");
            }
            return new Seconds(Duration.ofSeconds(Long.parseLong(typed)));
        }
    }
}
