package app.parley.ui.fake;

import app.parley.ui.Work;
import app.parley.ui.service.KeyWork;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;

/// Work that is done at once, on the thread that asks: for view models without a window.
public final class Now implements Work, KeyWork {
    private final SimpleBooleanProperty running = new SimpleBooleanProperty();
    private final SimpleStringProperty message = new SimpleStringProperty("");

    @Override
    public <T> void read(Callable<T> work, Consumer<T> done, Consumer<Exception> failed) {
        T result;
        try {
            result = work.call();
        } catch (Exception e) {
            failed.accept(e);
            return;
        }
        done.accept(result);
    }

    @Override
    public <T> void intend(Callable<T> work, Consumer<T> done, Consumer<Exception> failed) {
        read(work, done, failed);
    }

    @Override
    public <T> void hash(String words, Callable<T> work, Consumer<T> done, Consumer<Exception> failed) {
        read(work, done, failed);
    }

    @Override
    public <T> void work(String words, Callable<T> work, Consumer<T> done, Consumer<Exception> failed) {
        read(work, done, failed);
    }

    @Override
    public ReadOnlyBooleanProperty runningProperty() {
        return running;
    }

    @Override
    public ReadOnlyStringProperty messageProperty() {
        return message;
    }
}
