package app.parley.ui.service;

import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;

/// Slow work with keys or the relay that a view waits for, showing that it waits.
public interface KeyWork {
    /// Work that hashes a passphrase.
    ///
    /// @param words what the person reads meanwhile
    /// @param done on the JavaFX thread, with the result
    /// @param failed on the JavaFX thread, with what `work` threw
    <T> void hash(String words, Callable<T> work, Consumer<T> done, Consumer<Exception> failed);

    /// Any other such work.
    <T> void work(String words, Callable<T> work, Consumer<T> done, Consumer<Exception> failed);

    ReadOnlyBooleanProperty runningProperty();

    ReadOnlyStringProperty messageProperty();
}
