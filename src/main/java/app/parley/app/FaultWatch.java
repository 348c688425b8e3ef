package app.parley.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Writes a report of each fault that nobody caught, on whatever thread of this process, and says so.
/// There is one for a process, as its threads have one handler for what they do not catch.
final class FaultWatch {
    /// Where reports go, and which way of running Parley this is; empty until somebody says.
    private static final AtomicReference<Optional<Target>> TARGET = new AtomicReference<>(Optional.empty());

    private FaultWatch() {}

    private record Target(FaultFolder folder, Path root, String program) {}

    /// Says and reports what no thread catches from now on.
    static void install(Surroundings surroundings) {
        Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> told(fault, thread.getName(), surroundings));
    }

    /// Reports go into `root` from now on, if there is such a folder by then.
    ///
    /// @param program the way of running Parley, such as `relay`
    static FaultFolder keepIn(Path root, String program) {
        FaultFolder folder = new FaultFolder(root);
        TARGET.set(Optional.of(new Target(folder, root, program)));
        return folder;
    }

    /// Writes a report of `fault` and says what happened: of the fault its kind only, since its text
    /// could hold anything.
    static void told(Throwable fault, String thread, Surroundings surroundings) {
        Optional<Path> report = report(fault, thread, surroundings);
        surroundings
                .terminal()
                .say("Something went wrong that Parley does not know ("
                        + fault.getClass().getSimpleName() + "). What was told as done is done. "
                        + report.map(file -> "A report without your words, names and numbers lies in " + file
                                        + "; it was sent nowhere.")
                                .orElse("For the places in the program it came from, set PARLEY_TRACE=1 and try"
                                        + " again."));
        if (surroundings.environment().containsKey("PARLEY_TRACE")) {
            for (StackTraceElement frame : fault.getStackTrace()) {
                surroundings.terminal().say("    at " + frame);
            }
        }
    }

    private static Optional<Path> report(Throwable fault, String thread, Surroundings surroundings) {
        Optional<Target> target = TARGET.get().filter(known -> Files.isDirectory(known.root()));
        if (target.isEmpty()) {
            return Optional.empty();
        }
        try {
            String report = FaultReport.of(
                    fault, target.get().program(), thread, surroundings.clock().instant(), System.getProperties());
            return Optional.of(target.get().folder().write(report));
        } catch (IOException | RuntimeException | Error e) {
            // Memory or the disk may be what is at fault: then it is told without a report.
            surroundings
                    .terminal()
                    .say("No report could be written (" + e.getClass().getSimpleName() + ").");
            return Optional.empty();
        }
    }
}
