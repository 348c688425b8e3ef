package app.parley.ui.shell;

import app.parley.ui.Faults;
import app.parley.ui.Texts;
import app.parley.ui.Work;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// Whether there is a report of a fault that the person was not told of, and what becomes of it.
public final class FaultsViewModel {
    private final Faults faults;
    private final Work work;
    private final ReadOnlyStringWrapper report = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper offered = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper remark = new ReadOnlyStringWrapper("");

    /// @param fx the JavaFX thread
    public FaultsViewModel(Faults faults, Work work, Executor fx) {
        this.faults = faults;
        this.work = work;
        faults.onNew(() -> fx.execute(this::look));
        look();
    }

    private void look() {
        // Reports that cannot be read are no reason for another notice.
        work.read(faults::unseen, this::found, failed -> found(Optional.empty()));
    }

    private void found(Optional<String> newest) {
        report.set(newest.orElse(""));
        offered.set(newest.isPresent());
        remark.set("");
    }

    /// The person knows, and keeps the report.
    public void dismiss() {
        offered.set(false);
        work.intend(
                () -> {
                    faults.seen();
                    return true;
                },
                done -> {},
                // It is offered again at the next start.
                failed -> {});
    }

    /// Throws the reports away.
    ///
    /// @param texts for what is said if that fails
    /// @param gone called once they are
    public void delete(Texts texts, Runnable gone) {
        work.intend(
                () -> {
                    faults.delete();
                    return true;
                },
                done -> {
                    found(Optional.empty());
                    gone.run();
                },
                failed -> remark.set(texts.get("fault.not-deleted")));
    }

    /// A word about what was done last.
    void remark(String words) {
        remark.set(words);
    }

    /// Stops listening.
    void close() {
        faults.onNew(() -> {});
    }

    public ReadOnlyStringProperty reportProperty() {
        return report.getReadOnlyProperty();
    }

    public String getReport() {
        return report.get();
    }

    public ReadOnlyBooleanProperty offeredProperty() {
        return offered.getReadOnlyProperty();
    }

    public boolean isOffered() {
        return offered.get();
    }

    public ReadOnlyStringProperty remarkProperty() {
        return remark.getReadOnlyProperty();
    }

    public String getRemark() {
        return remark.get();
    }
}
