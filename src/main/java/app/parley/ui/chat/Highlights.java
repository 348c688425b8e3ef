package app.parley.ui.chat;

import app.parley.client.Search;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/// What stands out among the messages: the words that are looked for, and the message that somebody was led to. The
/// rows stay the same, so that nothing moves.
final class Highlights {
    private final ObjectProperty<Search> search = new SimpleObjectProperty<>(Search.of(""));
    private final ObjectProperty<Optional<Long>> pointed = new SimpleObjectProperty<>(Optional.empty());

    private final ObjectProperty<Optional<Long>> walked = new SimpleObjectProperty<>(Optional.empty());

    ObjectProperty<Search> searchProperty() {
        return search;
    }

    /// The order of the message, for a moment.
    ObjectProperty<Optional<Long>> pointedProperty() {
        return pointed;
    }

    /// The order of the message that the keyboard is on.
    ObjectProperty<Optional<Long>> walkedProperty() {
        return walked;
    }
}
