package app.parley.ui.settings;

import app.parley.ui.Updates;
import app.parley.ui.Updates.State;
import app.parley.ui.Work;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Whether there is a newer Parley, and whether to ask for one.
public final class UpdatesViewModel {
    private final Updates updates;
    private final Work work;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.none());
    private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>(Problem.NONE);
    private final ReadOnlyBooleanWrapper asking = new ReadOnlyBooleanWrapper();

    /// What stands in the way of a choice.
    public enum Problem {
        NONE,
        /// An address is needed first.
        NO_ADDRESS,
        /// That is none.
        WRONG_ADDRESS,
        /// It could not be kept.
        NOT_KEPT
    }

    /// @param fx the JavaFX thread
    public UpdatesViewModel(Updates updates, Work work, Executor fx) {
        this.updates = updates;
        this.work = work;
        updates.onChange(() -> fx.execute(this::look));
        look();
    }

    private void look() {
        // What cannot be read is no reason for a notice; the settings say so when something is chosen.
        work.read(updates::state, state::set, failed -> {});
    }

    /// The person chose.
    ///
    /// @param address as typed
    public void choose(boolean on, String address) {
        if (on && address.isBlank()) {
            problem.set(Problem.NO_ADDRESS);
            return;
        }
        work.intend(
                () -> updates.choose(on, address),
                kept -> {
                    problem.set(kept.isPresent() ? Problem.NONE : Problem.WRONG_ADDRESS);
                    kept.ifPresent(state::set);
                },
                this::failed);
    }

    /// The person wants to know now; the address is kept first.
    public void ask(String address) {
        if (asking.get()) {
            return;
        }
        if (address.isBlank()) {
            problem.set(Problem.NO_ADDRESS);
            return;
        }
        asking.set(true);
        // Not one after the other with what else the person does: an answer may take its time.
        work.read(
                () -> asked(address),
                came -> {
                    asking.set(false);
                    problem.set(came.isPresent() ? Problem.NONE : Problem.WRONG_ADDRESS);
                    came.ifPresent(state::set);
                },
                failed -> {
                    asking.set(false);
                    failed(failed);
                });
    }

    private Optional<State> asked(String address) throws IOException {
        Optional<State> kept = updates.choose(updates.state().on(), address);
        return kept.isEmpty() ? kept : Optional.of(updates.ask());
    }

    /// The person knows of the newer version.
    public void dismiss() {
        state.get()
                .newer()
                .ifPresent(newer -> work.intend(
                        // It is said again at the next start, if that could not be kept.
                        () -> updates.told(newer.version()), state::set, failed -> {}));
    }

    private void failed(Exception failed) {
        problem.set(Problem.NOT_KEPT);
    }

    /// Stops listening.
    public void close() {
        updates.onChange(() -> {});
    }

    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    public State getState() {
        return state.get();
    }

    public ReadOnlyObjectProperty<Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    public Problem getProblem() {
        return problem.get();
    }

    public ReadOnlyBooleanProperty askingProperty() {
        return asking.getReadOnlyProperty();
    }

    public boolean isAsking() {
        return asking.get();
    }
}
