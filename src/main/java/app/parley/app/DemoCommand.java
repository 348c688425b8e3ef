package app.parley.app;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `parley demo`: a relay and two people, Alice and Bob, over real TLS on this machine.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Two people, Alice and Bob, and a relay on this machine, in a temporary folder: two windows, or"
                + " with --headless a conversation in the terminal.")
final class DemoCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(
            names = "--headless",
            description = "Play a conversation in the terminal; ends with 0 when every message was delivered, decrypted"
                    + " and acknowledged.")
    private boolean headless;

    @Option(names = "--for", paramLabel = "SECONDS", description = "Close the two windows by itself after this time.")
    private Optional<Integer> seconds = Optional.empty();

    DemoCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Failure {
        if (!headless) {
            Display.require(surroundings.environment());
        }
        try (DemoStage stage = DemoStage.set(surroundings.clock())) {
            if (headless) {
                new DemoPlay(stage, surroundings.terminal()).play();
            } else {
                DemoWindows.show(stage, surroundings, seconds.map(Duration::ofSeconds));
            }
        }
        return Failure.OK;
    }
}
