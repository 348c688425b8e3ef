package app.parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowArgumentsTest {
    private static WindowArguments of(String line) {
        return WindowArguments.plain(line.split(" ")).orElseThrow();
    }

    @Test
    void nothing_at_all_is_the_window_of_the_usual_folder() {
        assertEquals(
                Optional.of(new WindowArguments(Optional.empty(), false, Optional.empty())), WindowArguments.plain());
    }

    @Test
    void folder_icon_and_invite_come_in_any_order() {
        WindowArguments all =
                new WindowArguments(Optional.of(Path.of("here")), true, Optional.of("parley://join/AAAA"));
        assertEquals(all, of("--data-dir here --minimized parley://join/AAAA"));
        assertEquals(all, of("parley://join/AAAA --minimized --data-dir here"));
        assertEquals(Optional.of("from/noa.parley"), of("from/noa.parley").invite());
    }

    /// Those are for the command line, which says what is wrong with them or does something else.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "relay",
                "client --profile x people",
                "demo",
                "--help",
                "nonsense",
                "--data-dir",
                "--data-dir --minimized",
                "--data-dir a --data-dir b",
                "--minimized --minimized",
                "parley://a parley://b",
                "--data-dir=here",
                "--x.parley"
            })
    void anything_else_is_not_decided_here(String line) {
        assertTrue(WindowArguments.plain(line.split(" ")).isEmpty());
    }

    /// What is read by hand means the same to the command line.
    @ParameterizedTest
    @ValueSource(strings = {"--data-dir here --minimized parley://join/AAAA", "a.parley"})
    void the_command_line_reads_the_same(String line) {
        var parsed = ParleyCommand.commandLine(Surroundings.ofThisProcess());
        Optional<WindowArguments> byHand = WindowArguments.plain(line.split(" "));
        var spec = parsed.parseArgs(line.split(" ")).commandSpec();
        assertEquals(
                byHand.get(),
                new WindowArguments(
                        spec.findOption("--data-dir").getValue(),
                        spec.findOption("--minimized").<Boolean>getValue(),
                        spec.positionalParameters().getFirst().getValue()));
    }
}
