package app.parley.ui.control;

import java.util.Optional;
import java.util.function.Supplier;

/// A part of a row that is made when a row needs it for the first time: most need few of them, and each costs at
/// every turn of the list, seen or not.
public final class Late<T> {
    private final Supplier<T> maker;
    private Optional<T> made = Optional.empty();

    /// @param maker called once, or never
    public Late(Supplier<T> maker) {
        this.maker = maker;
    }

    /// The part, made now if it was not yet.
    public T get() {
        if (made.isEmpty()) {
            made = Optional.of(maker.get());
        }
        return made.orElseThrow();
    }
}
