package app.parley.ui.chat;

import java.util.Optional;
import java.util.function.Supplier;

/// A part of a row that is made when a row needs it for the first time: most need few of them, and each costs at
/// every turn of the list, seen or not.
final class Late<T> {
    private final Supplier<T> maker;
    private Optional<T> made = Optional.empty();

    Late(Supplier<T> maker) {
        this.maker = maker;
    }

    T get() {
        if (made.isEmpty()) {
            made = Optional.of(maker.get());
        }
        return made.orElseThrow();
    }
}
