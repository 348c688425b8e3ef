package app.parley.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// The manual pages and the shells' completion, made from what the commands know of themselves, so
/// that they cannot say anything else than `--help`. Packaging runs it (docs/decisions/0012).
public final class Manual {
    private static final String DATE = "2026-11-01";

    private Manual() {}

    /// Writes `man`, `completion` (bash) and `zsh` into a folder.
    ///
    /// @param args the folder
    public static void main(String[] args) throws IOException {
        Path target = Path.of(args[0]);
        write(target.resolve("man"), pages());
        write(target.resolve("completion"), completions());
        write(target.resolve("zsh"), zsh());
    }

    private static void write(Path folder, Map<String, String> files) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }

    /// Manual pages by file name: one for each command of the first level, which holds its subcommands.
    static Map<String, String> pages() {
        CommandLine parley = ParleyCommand.commandLine(Surroundings.ofThisProcess());
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("parley.1", page(parley, "parley", false));
        parley.getSubcommands().forEach((name, line) -> {
            // The relay is a program of its own as well.
            CommandLine shown = name.equals("relay") ? relay() : line;
            pages.put("parley-" + name + ".1", page(shown, "parley-" + name, true));
        });
        return pages;
    }

    /// Completions for bash by file name.
    static Map<String, String> completions() {
        Map<String, String> scripts = new LinkedHashMap<>();
        scripts.put("parley", AutoComplete.bash("parley", ParleyCommand.commandLine(Surroundings.ofThisProcess())));
        scripts.put("parley-relay", AutoComplete.bash("parley-relay", relay()));
        return scripts;
    }

    /// Completions for zsh by file name: they use those for bash, which zsh understands.
    static Map<String, String> zsh() {
        return completions().keySet().stream()
                .collect(Collectors.toMap(name -> "_" + name, name -> """
                #compdef %s
                autoload -Uz bashcompinit && bashcompinit
                source /usr/share/bash-completion/completions/%s
                _bash_complete -o default -F _complete_%s
                """.formatted(name, name, name)));
    }

    private static CommandLine relay() {
        return ParleyCommand.relayLine(Surroundings.ofThisProcess());
    }

    private static String page(CommandLine line, String name, boolean withCommands) {
        CommandSpec spec = line.getCommandSpec();
        Roff roff = new Roff();
        roff.raw(".TH %s 1 %s \"Parley %s\" \"Parley\""
                .formatted(Roff.text(name.toUpperCase(Locale.ROOT)), DATE, ParleyCommand.VERSION));
        roff.section("NAME");
        String about = String.join(" ", spec.usageMessage().description());
        roff.raw(Roff.text(name) + " \\- " + Roff.text(firstSentence(about)));
        roff.section("SYNOPSIS");
        synopsis(roff, spec);
        roff.section("DESCRIPTION");
        describe(roff, spec.usageMessage().description());
        roff.section("OPTIONS");
        arguments(roff, spec, true);
        if (!line.getSubcommands().isEmpty()) {
            roff.section("COMMANDS");
            if (withCommands) {
                commands(roff, line, "");
            } else {
                line.getSubcommands().forEach((each, below) -> {
                    roff.item(Roff.bold(each));
                    roff.say(String.join(
                                    " ", below.getCommandSpec().usageMessage().description())
                            + " See parley-" + each + "(1).");
                });
            }
        }
        extra(name).ifPresent(roff::raw);
        roff.section("EXIT STATUS");
        roff.item("0");
        roff.say("Done.");
        roff.item("2");
        roff.say("Wrong use.");
        roff.item("1");
        roff.say("Anything else. What happened is said on standard error; standard output holds JSON only.");
        roff.section("SEE ALSO");
        roff.raw(Stream.of(
                        "parley",
                        "parley-relay",
                        "parley-client",
                        "parley-verify-export",
                        "parley-update",
                        "parley-release",
                        "parley-demo")
                .filter(other -> !other.equals(name))
                .map(other -> Roff.bold(other) + "(1)")
                .collect(Collectors.joining(", ")));
        return roff.toString();
    }

    /// Each command below, and those below them.
    private static void commands(Roff roff, CommandLine line, String above) {
        line.getSubcommands().values().stream()
                .sorted(Comparator.comparing(CommandLine::getCommandName))
                .forEach(below -> {
                    CommandSpec spec = below.getCommandSpec();
                    roff.macro("SS", above + spec.name());
                    synopsis(roff, spec);
                    roff.macro("PP");
                    describe(roff, spec.usageMessage().description());
                    arguments(roff, spec, false);
                    commands(roff, below, above + spec.name() + " ");
                });
    }

    private static void describe(Roff roff, String... paragraphs) {
        paragraphs(roff, ".PP", paragraphs);
    }

    /// @param next what begins a paragraph after the first
    private static void paragraphs(Roff roff, String next, String... paragraphs) {
        roff.raw(Stream.of(paragraphs).map(Roff::text).collect(Collectors.joining("\n" + next + "\n")));
    }

    private static void synopsis(Roff roff, CommandSpec spec) {
        StringBuilder line = new StringBuilder(Roff.bold(spec.qualifiedName()));
        for (OptionSpec option : options(spec, false)) {
            String shown = Roff.bold(shown(option.longestName(), option)) + value(option);
            line.append(option.required() ? " " + shown : " [" + shown + "]");
        }
        for (PositionalParamSpec each : spec.positionalParameters()) {
            String shown = Roff.italic(each.paramLabel()) + (each.isMultiValue() ? " ..." : "");
            line.append(each.required() ? " " + shown : " [" + shown + "]");
        }
        if (!spec.subcommands().isEmpty()) {
            line.append(
                    spec.userObject() instanceof Callable
                            ? " [" + Roff.italic("COMMAND") + "]"
                            : " " + Roff.italic("COMMAND"));
        }
        // Neither hyphens nor stretched blanks in what is to be typed.
        roff.raw(".nh\n.ad l\n.HP 4\n" + line + "\n.ad b\n.hy");
    }

    private static String shown(String name, OptionSpec option) {
        return option.negatable() ? name.replaceFirst("^--", "--[no-]") : name;
    }

    private static String value(OptionSpec option) {
        return option.arity().max() == 0 ? "" : "=" + Roff.italic(option.paramLabel());
    }

    /// @param withCommon also those that every command has, and has from the one above it
    private static void arguments(Roff roff, CommandSpec spec, boolean withCommon) {
        for (PositionalParamSpec each : spec.positionalParameters()) {
            roff.item(Roff.italic(each.paramLabel()) + (each.isMultiValue() ? " ..." : ""));
            paragraphs(roff, ".IP", each.description());
        }
        for (OptionSpec option : options(spec, withCommon)) {
            roff.item(Stream.of(option.names())
                            .map(name -> Roff.bold(shown(name, option)))
                            .collect(Collectors.joining(", "))
                    + value(option));
            paragraphs(roff, ".IP", option.description());
        }
    }

    private static List<OptionSpec> options(CommandSpec spec, boolean withCommon) {
        return spec.options().stream()
                .filter(option -> !option.hidden())
                .filter(option -> withCommon || !(option.inherited() || option.usageHelp() || option.versionHelp()))
                .sorted(Comparator.<OptionSpec, Boolean>comparing(option -> !option.required())
                        .thenComparing(OptionSpec::longestName))
                .toList();
    }

    private static String firstSentence(String text) {
        int end = text.indexOf(". ");
        String first = end < 0 ? text.replaceFirst("\\.$", "") : text.substring(0, end);
        return Character.toLowerCase(first.charAt(0)) + first.substring(1);
    }

    /// What a page holds beside what the command knows: examples, files, the environment.
    private static Optional<String> extra(String name) {
        try (InputStream in = Manual.class.getResourceAsStream("manual/" + name + ".roff")) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
