package app.parley.app;

import app.parley.app.update.Fetch;
import app.parley.protocol.PhoneNumber;
import app.parley.protocol.RelayAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/// `parley`: the window, and the way to everything else.
@Command(
        name = "parley",
        mixinStandardHelpOptions = true,
        versionProvider = ParleyCommand.Version.class,
        synopsisSubcommandLabel = "[COMMAND]",
        description = "A private messenger for people who know each other, with its own relay inside. Without a"
                + " command the window opens.",
        footer = {
            "",
            "Exit codes: 0 done, 2 wrong use, 1 anything else. JSON goes to standard output, words to standard error."
        })
final class ParleyCommand implements Callable<Integer> {
    /// The same as in pom.xml; a test compares them.
    static final String VERSION = "0.1.0";

    private final Surroundings surroundings;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where this person's things lie; else in a folder named data beside the program, or in the"
                    + " system's usual place.")
    private Optional<Path> dataFolder = Optional.empty();

    @Option(
            names = "--profile-name",
            paramLabel = "NAME",
            description = "Opens another profile than the first one, by its name in --choose-profile.")
    private Optional<String> profileName = Optional.empty();

    @Option(
            names = "--choose-profile",
            description = "Asks which profile to open, and makes new ones. Asked anyway when there are several.")
    private boolean chooseProfile;

    @Option(names = "--minimized", description = "Start as an icon.")
    private boolean minimized;

    @Parameters(
            paramLabel = "INVITE",
            arity = "0..1",
            description = "An invite to accept: a parley:// link, or a .parley file that holds one.")
    private Optional<String> invite = Optional.empty();

    ParleyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /// What `--version` prints.
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Parley " + VERSION};
        }
    }

    /// The whole command line, ready to execute.
    static CommandLine commandLine(Surroundings surroundings) {
        CommandLine line = new CommandLine(new ParleyCommand(surroundings))
                .addSubcommand(new RelayCommand(surroundings))
                .addSubcommand(ClientCommand.line(surroundings))
                .addSubcommand(new VerifyExportCommand(surroundings))
                .addSubcommand(new UpdateCommand(surroundings, Fetch::usual))
                .addSubcommand(new ReleaseCommand(surroundings))
                .addSubcommand(new DemoCommand(surroundings));
        return prepared(line, surroundings);
    }

    /// The command line of `parley-relay`: that of `parley relay` under its own name.
    static CommandLine relayLine(Surroundings surroundings) {
        return prepared(new CommandLine(new RelayCommand(surroundings)).setCommandName("parley-relay"), surroundings);
    }

    private static CommandLine prepared(CommandLine line, Surroundings surroundings) {
        tellVersion(line);
        // A message may begin with @ or be quoted; neither means anything to us.
        line.setExpandAtFiles(false);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(PhoneNumber.class, ParleyCommand::phone);
        line.registerConverter(Handle.class, ParleyCommand::handle);
        line.registerConverter(Validity.class, ParleyCommand::validity);
        line.registerConverter(ListenAddress.class, ParleyCommand::listenAddress);
        line.registerConverter(RelayAddress.class, ParleyCommand::relayAddress);
        line.registerConverter(ClientCommand.Seconds.class, ParleyCommand::seconds);
        line.setParameterExceptionHandler((e, args) -> wrongUse(e, surroundings.terminal()));
        line.setExecutionExceptionHandler((e, failed, result) -> failed(e, surroundings));
        return line;
    }

    /// Each command has `--version`, and all tell the same.
    private static void tellVersion(CommandLine line) {
        line.getCommandSpec().versionProvider(new Version());
        line.getSubcommands().values().forEach(ParleyCommand::tellVersion);
    }

    private static Validity validity(String typed) {
        return Validity.parse(typed)
                .orElseThrow(
                        () -> new TypeConversionException("a time is written 30m, 12h or 7d, and is at most a year"));
    }

    private static PhoneNumber phone(String typed) {
        return PhoneNumber.parse(typed)
                .orElseThrow(() -> new TypeConversionException(
                        "a phone number in international form is needed, such as +12025550100"));
    }

    private static Handle handle(String typed) {
        return Handle.parse(typed)
                .orElseThrow(() -> new TypeConversionException(
                        "a phone number in international form is needed, such as +12025550100"));
    }

    private static RelayAddress relayAddress(String typed) {
        return RelayAddress.parse(typed)
                .orElseThrow(() -> new TypeConversionException("'" + typed + "' is not HOST:PORT."));
    }

    private static ListenAddress listenAddress(String typed) {
        return ListenAddress.parse(typed)
                .orElseThrow(() -> new TypeConversionException("HOST:PORT is needed, such as 0.0.0.0:7300"));
    }

    private static ClientCommand.Seconds seconds(String typed) {
        try {
            return ClientCommand.Seconds.parse(typed);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("whole seconds are needed");
        }
    }

    private static int wrongUse(ParameterException e, Terminal terminal) {
        terminal.say(String.valueOf(e.getMessage()));
        terminal.say("Try: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return Failure.WRONG_USE;
    }

    /// Says why it could not be done.
    ///
    /// @return the exit code
    static int failed(Exception e, Surroundings surroundings) {
        if (e instanceof Failure failure) {
            surroundings.terminal().say(failure.words());
            return failure.exitCode();
        }
        FaultWatch.told(e, Thread.currentThread().getName(), surroundings);
        return Failure.FAILED;
    }

    @Override
    public Integer call() throws Failure {
        return new WindowArguments(dataFolder, minimized, invite).open(surroundings, profileName, chooseProfile);
    }
}
