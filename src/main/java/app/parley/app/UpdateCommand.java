package app.parley.app;

import app.parley.app.update.Fetch;
import app.parley.app.update.ReleaseKeys;
import app.parley.app.update.Signed;
import app.parley.app.update.Statement;
import app.parley.app.update.UpdateAddress;
import app.parley.app.update.UpdateCheck;
import app.parley.app.update.UpdateCheck.Checked;
import app.parley.app.update.Version;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `parley update`: whether there is a newer Parley, by a signed statement. Installs nothing.
@Command(
        name = "update",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Says whether there is a newer Parley, by a statement that a release key signed. Downloads and"
                + " installs nothing.")
final class UpdateCommand implements Runnable {
    private final Surroundings surroundings;
    private final Supplier<Fetch> fetch;

    @Option(names = "--json", description = "Results as JSON on standard output, one object a line.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    UpdateCommand(Surroundings surroundings, Supplier<Fetch> fetch) {
        this.surroundings = surroundings;
        this.fetch = fetch;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "One of the commands is needed: check, verify.");
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Asks an address once. Ends with 0 if the answer can be believed.")
    int check(
            @Parameters(
                            paramLabel = "ADDRESS",
                            description = "https://… or file:/…, and behind a # the fingerprint of the key to believe.")
                    String typed)
            throws Failure {
        UpdateAddress address = UpdateAddress.parse(typed)
                .orElseThrow(() -> Failure.wrongUse(
                        "An address is https://… or file:/…, and behind a # the 64 digits of a key's fingerprint."));
        return switch (fetch.get().get(address.place(), Statement.MOST_OCTETS)) {
            case Fetch.Got.Nothing(Fetch.Why why) -> throw Failure.because(UpdateWords.of(why));
            case Fetch.Got.Answer(byte[] octets) -> {
                tell(believed(octets, address.trusted(ReleaseKeys.builtIn())));
                yield Failure.OK;
            }
        };
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Checks a statement in a file, and a package by it. Needs no network.")
    int verify(
            @Parameters(paramLabel = "FILE", description = "The statement, as it lies at an address.") Path file,
            @Option(
                            names = "--key",
                            paramLabel = "FINGERPRINT",
                            description = "The 64 digits of the key to believe, if not one this Parley was built with.")
                    Optional<String> key,
            @Option(
                            names = "--package",
                            paramLabel = "PACKAGE",
                            description = "A file that is to be the one of this name in the statement.")
                    Optional<Path> candidate)
            throws Failure {
        Set<String> trusted = key.isPresent() ? Set.of(ReleaseCommand.fingerprint(key.get())) : ReleaseKeys.builtIn();
        Statement statement = believed(ReleaseCommand.read(file, Statement.MOST_OCTETS), trusted);
        tell(statement);
        if (candidate.isPresent()) {
            same(statement, candidate.get());
        }
        return Failure.OK;
    }

    private Statement believed(byte[] octets, Set<String> trusted) throws Failure {
        UpdateCheck check = new UpdateCheck(trusted, Optional.empty());
        return switch (check.of(octets, surroundings.clock().instant())) {
            case Checked.Refused(UpdateCheck.Why why) -> throw Failure.because(UpdateWords.of(why));
            case Checked.Believed(Statement statement, Signed signed) -> statement;
        };
    }

    private void tell(Statement statement) throws Failure {
        boolean newer = Version.parse(statement.version())
                        .orElseThrow()
                        .compareTo(Version.parse(ParleyCommand.VERSION).orElseThrow())
                > 0;
        JsonObject line = Report.event("release");
        line.addProperty("version", statement.version());
        line.addProperty("newer", newer);
        line.addProperty("number", statement.number());
        line.addProperty("made", statement.made().toString());
        line.addProperty("until", statement.until().toString());
        statement.page().ifPresent(page -> line.addProperty("page", page.toString()));
        JsonObject news = new JsonObject();
        statement.news().forEach(news::addProperty);
        line.add("news", news);
        JsonArray files = new JsonArray();
        for (Statement.Release each : statement.files()) {
            JsonObject one = new JsonObject();
            one.addProperty("name", each.name());
            one.addProperty("size", each.size());
            one.addProperty("sha256", each.sha256());
            files.add(one);
        }
        line.add("files", files);
        String words = newer
                ? "Parley " + statement.version() + " is there, and this is " + ParleyCommand.VERSION + "."
                        + statement
                                .page()
                                .map(page -> " It is found at " + page)
                                .orElse("")
                : "This Parley, " + ParleyCommand.VERSION + ", is the newest.";
        String brings = statement.news("en");
        new Report(surroundings.terminal(), json)
                .tell(line, newer && !brings.isEmpty() ? words + "\n" + brings : words);
    }

    private void same(Statement statement, Path candidate) throws Failure {
        String name = candidate.toAbsolutePath().getFileName().toString();
        Statement.Release release = statement.files().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Failure.because("The statement names no file " + name + ". Do not install it."));
        if (!ReleaseCommand.sha256(candidate).equals(release.sha256())) {
            throw Failure.because(candidate + " is not the file that was signed. Do not install it; delete it, and get"
                    + " it again.");
        }
        JsonObject line = Report.event("package");
        line.addProperty("name", name);
        line.addProperty("holds", true);
        new Report(surroundings.terminal(), json).tell(line, candidate + " is the file that was signed.");
    }
}
