package app.parley.app;

/// Lets a command that runs until it is told to stop end well: on SIGTERM or Ctrl+C what is open is closed, and the
/// process ends with 0, because stopping was what was asked for.
final class Ending implements AutoCloseable {
    private final Thread hook;

    private Ending(Thread hook) {
        this.hook = hook;
    }

    /// @param close called on a thread of its own, at most once
    static Ending onSignal(Runnable close) {
        Thread hook = new Thread(
                () -> {
                    close.run();
                    Runtime.getRuntime().halt(Failure.OK);
                },
                "ending");
        Runtime.getRuntime().addShutdownHook(hook);
        return new Ending(hook);
    }

    /// The command ended by itself.
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The signal came first: the hook is running and ends the process; this thread only waits for that.
            try {
                hook.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
