package app.parley.ui;

import java.util.concurrent.Callable;
import java.util.function.Consumer;

/// Takes work off the JavaFX thread and brings its result back there, so that no view ever waits.
public interface Work {
    /// Runs `work` on its own, beside other work.
    ///
    /// @param done on the JavaFX thread, with the result
    /// @param failed on the JavaFX thread, with what `work` threw
    <T> void read(Callable<T> work, Consumer<T> done, Consumer<Exception> failed);

    /// The same, but one after the other in the order asked for: what the person did first
    /// happens first.
    <T> void intend(Callable<T> work, Consumer<T> done, Consumer<Exception> failed);
}
