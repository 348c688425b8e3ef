package app.parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

class ManualTest {
    @TempDir
    Path folder;

    private static List<CommandLine> all(CommandLine line) {
        List<CommandLine> found = new ArrayList<>(List.of(line));
        line.getSubcommands().values().forEach(below -> found.addAll(all(below)));
        return found;
    }

    private static CommandLine parley() {
        return ParleyCommand.commandLine(Surroundings.ofThisProcess());
    }

    /// A sentence: it ends like one, and nothing the format fills in is left in it.
    private static boolean explained(String... description) {
        String text = String.join(" ", description);
        return !text.isBlank() && !text.contains("${");
    }

    @Test
    void every_command_option_and_argument_is_explained() {
        List<String> bare = new ArrayList<>();
        for (CommandLine line : all(parley())) {
            var spec = line.getCommandSpec();
            if (!explained(spec.usageMessage().description())) {
                bare.add(spec.qualifiedName());
            }
            for (ArgSpec each : spec.args()) {
                if (!explained(each.description())) {
                    bare.add(spec.qualifiedName() + " " + each.paramLabel());
                }
            }
        }
        assertEquals(List.of(), bare);
    }

    @Test
    void no_option_shows_the_name_of_a_variable() {
        for (CommandLine line : all(parley())) {
            assertFalse(line.getUsageMessage().contains("<"), line.getUsageMessage());
        }
    }

    @Test
    void every_command_and_option_is_in_a_page() {
        Map<String, String> pages = Manual.pages();
        assertEquals(
                Set.of(
                        "parley.1",
                        "parley-relay.1",
                        "parley-client.1",
                        "parley-verify-export.1",
                        "parley-update.1",
                        "parley-release.1",
                        "parley-demo.1"),
                pages.keySet());
        for (Map.Entry<String, CommandLine> command : parley().getSubcommands().entrySet()) {
            String page = pages.get("parley-" + command.getKey() + ".1");
            for (CommandLine line : all(command.getValue())) {
                assertTrue(page.contains(Roff.text(line.getCommandName())), line.getCommandName());
                for (var option : line.getCommandSpec().options()) {
                    String name = option.longestName();
                    String shown = option.negatable() ? name.replaceFirst("^--", "--[no-]") : name;
                    assertTrue(page.contains(Roff.bold(shown)), command.getKey() + " " + shown);
                }
            }
        }
    }

    @Test
    void the_page_of_the_relay_calls_it_by_the_name_it_is_started_with() {
        String page = Manual.pages().get("parley-relay.1");
        assertTrue(page.contains(Roff.bold("parley-relay")) && page.contains(Roff.bold("parley-relay backup")), page);
        assertFalse(page.contains("\\fBparley relay "), page);
    }

    @Test
    void the_relay_alone_names_itself_in_its_help() {
        String help = ParleyCommand.relayLine(Surroundings.ofThisProcess())
                .getSubcommands()
                .get("backup")
                .getUsageMessage();
        assertTrue(help.startsWith("Usage: parley-relay backup"), help);
    }

    @Test
    void text_cannot_become_a_command_of_the_format() {
        assertEquals("\\&.so /etc/passwd", Roff.text(".so /etc/passwd"));
        assertEquals("one\n\\&'two", Roff.text("one\n'two"));
        assertEquals("\\e\\-", Roff.text("\\-"));
    }

    /// Every line that begins like a command is one that man(7) knows.
    @Test
    void the_pages_are_well_formed() {
        Set<String> known = Set.of("TH", "SH", "SS", "TP", "PP", "HP", "IP", "nh", "ad", "hy", "B", "I");
        Manual.pages().forEach((name, page) -> {
            for (String line : page.split("\n")) {
                if (line.startsWith(".")) {
                    assertTrue(known.contains(line.substring(1).split(" ")[0]), name + ": " + line);
                }
                assertFalse(line.isBlank(), name + " has an empty line");
            }
        });
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void bash_completes_commands_and_options() throws Exception {
        Manual.main(new String[] {folder.toString()});
        assertEquals("relay release", completed("parley", "rel"));
        assertEquals("safety-number", completed("parley", "client", "saf"));
        assertEquals("--listen", completed("parley-relay", "--lis"));
        assertEquals("members", completed("parley-relay", "mem"));
        assertTrue(Files.readString(folder.resolve("zsh/_parley-relay")).startsWith("#compdef parley-relay\n"));
    }

    private String completed(String... words) throws Exception {
        String script = "source '%s'; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_%s; echo \"${COMPREPLY[@]}\""
                .formatted(
                        folder.resolve("completion").resolve(words[0]),
                        String.join(" ", words),
                        words.length - 1,
                        words[0]);
        Process bash = new ProcessBuilder("bash", "-c", script)
                // Outside of a completion bash complains about setting options of one.
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(bash.getInputStream().readAllBytes()).strip();
        bash.waitFor();
        return said;
    }
}
