package app.parley.app;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Lets a command that runs until it is told to stop end well. On SIGTERM or Ctrl+C the command
/// is asked to stop; once it has closed everything the process ends with 0, because stopping was
/// what was asked for.
final class Ending implements AutoCloseable {
    /// What is not closed by then is closed by the system; everything durable is on disk anyway.
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook;

    private Ending(Runnable stop) {
        this.hook = new Thread(() -> end(stop), "ending");
    }

    /// @param stop asks the command to stop; called on another thread, at most once
    static Ending onSignal(Runnable stop) {
        Ending ending = new Ending(stop);
        Runtime.getRuntime().addShutdownHook(ending.hook);
        return ending;
    }

    private void end(Runnable stop) {
        stop.run();
        int code = Failure.FAILED;
        try {
            if (closed.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                code = Failure.OK;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(code);
    }

    /// The command has closed everything. To be called last.
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The signal came first, and the hook waits for this.
            closed.countDown();
        }
    }
}
