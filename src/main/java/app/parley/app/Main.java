package app.parley.app;

import java.util.Optional;

/// The entry point of every way to run Parley. Knows no JavaFX class, so that the ways without a
/// window load none.
public final class Main {
    private Main() {}

    /// Ends the process with the exit code of the command.
    public static void main(String[] args) {
        Surroundings surroundings = Surroundings.ofThisProcess();
        FaultWatch.install(surroundings);
        System.exit(run(args, surroundings));
    }

    private static int run(String[] args, Surroundings surroundings) {
        Optional<WindowArguments> window = WindowArguments.plain(args);
        if (window.isEmpty()) {
            return ParleyCommand.commandLine(surroundings).execute(args);
        }
        try {
            return window.get().open(surroundings, Optional.empty(), false);
        } catch (Failure | RuntimeException e) {
            return ParleyCommand.failed(e, surroundings);
        }
    }
}
