package app.parley.app;

/// The entry point of `parley-relay`, which an installed Parley brings for computers without a
/// desktop: the same as `parley relay`, under a name of its own.
public final class RelayMain {
    private RelayMain() {}

    /// Ends the process with the exit code of the command.
    public static void main(String[] args) {
        Surroundings surroundings = Surroundings.ofThisProcess();
        FaultWatch.install(surroundings);
        System.exit(ParleyCommand.relayLine(surroundings).execute(args));
    }
}
