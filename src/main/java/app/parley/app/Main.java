package app.parley.app;

/// The entry point of every way to run Parley. Knows no JavaFX class, so that the ways without a
/// window load none.
public final class Main {
    private Main() {}

    /// Ends the process with the exit code of the command.
    public static void main(String[] args) {
        Surroundings surroundings = Surroundings.ofThisProcess();
        FaultWatch.install(surroundings);
        System.exit(ParleyCommand.commandLine(surroundings).execute(args));
    }
}
