package app.parley.ui.emoji;

import app.parley.ui.emoji.Emoji.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// What the picker shows: a group, or what was looked for, and the one that Enter would take.
public final class EmojiPickerViewModel {
    /// So many in a line.
    public static final int COLUMNS = 8;

    private static final int MOST_FOUND = 64;

    private final Recents recents;
    private final StringProperty query = new SimpleStringProperty("");
    private final ObjectProperty<Group> group;
    private final ObservableList<Emoji> shown = FXCollections.observableArrayList();
    private final ObservableList<List<Emoji>> lines = FXCollections.observableArrayList();
    private final ReadOnlyIntegerWrapper at = new ReadOnlyIntegerWrapper();

    public EmojiPickerViewModel(Recents recents) {
        this.recents = recents;
        this.group = new SimpleObjectProperty<>(recents.all().isEmpty() ? Group.SMILEYS : Group.RECENT);
        query.addListener(change -> look());
        group.addListener(change -> {
            query.set("");
            look();
        });
        look();
    }

    private void look() {
        shown.setAll(
                !query.get().isBlank()
                        ? EmojiSet.all().called(query.get().strip().replaceAll("^:|:$", ""), MOST_FOUND)
                        : group.get() == Group.RECENT
                                ? recents.all()
                                : EmojiSet.all().of(group.get()));
        at.set(0);
        List<List<Emoji>> now = new ArrayList<>();
        for (int i = 0; i < shown.size(); i += COLUMNS) {
            now.add(List.copyOf(shown.subList(i, Math.min(shown.size(), i + COLUMNS))));
        }
        lines.setAll(now);
    }

    /// Moves on by some places; not beyond the first or last.
    public void move(int step) {
        if (!shown.isEmpty()) {
            at.set(Math.clamp(at.get() + (long) step, 0, shown.size() - 1));
        }
    }

    public void point(Emoji emoji) {
        if (shown.contains(emoji)) {
            at.set(shown.indexOf(emoji));
        }
    }

    /// The one that Enter takes.
    public Optional<Emoji> current() {
        return shown.isEmpty() ? Optional.empty() : Optional.of(shown.get(at.get()));
    }

    /// It was taken.
    public void used(Emoji emoji) {
        recents.used(emoji);
    }

    public StringProperty queryProperty() {
        return query;
    }

    public ObjectProperty<Group> groupProperty() {
        return group;
    }

    public ObservableList<List<Emoji>> lines() {
        return lines;
    }

    /// The place of [#current] among all that are shown.
    public ReadOnlyIntegerProperty atProperty() {
        return at.getReadOnlyProperty();
    }
}
