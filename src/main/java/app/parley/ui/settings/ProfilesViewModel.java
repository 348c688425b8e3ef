package app.parley.ui.settings;

import app.parley.ui.Profiles;
import app.parley.ui.Texts;
import app.parley.ui.Work;
import java.util.List;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The profiles on this computer, and a new one.
public final class ProfilesViewModel {
    private final Profiles profiles;
    private final Work work;
    private final Texts texts;
    private final ObservableList<String> names = FXCollections.observableArrayList();
    private final StringProperty newName = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");

    public ProfilesViewModel(Profiles profiles, Work work, Texts texts) {
        this.profiles = profiles;
        this.work = work;
        this.texts = texts;
    }

    /// Looks which there are.
    public void open() {
        work.read(profiles::names, this::list, failed -> words.set(texts.get("profiles.failed")));
    }

    private void list(List<String> found) {
        names.setAll(found);
    }

    /// Makes one of the name that was typed.
    public void make() {
        String typed = newName.get();
        work.intend(
                () -> profiles.make(typed),
                name -> {
                    newName.set("");
                    words.set(texts.get("profiles.made", name));
                    open();
                },
                failed -> words.set(
                        failed instanceof Profiles.NameException wrong
                                ? texts.of("profiles.wrong", wrong.why())
                                : texts.get("profiles.failed")));
    }

    public ObservableList<String> names() {
        return names;
    }

    public StringProperty newNameProperty() {
        return newName;
    }

    public ReadOnlyStringProperty wordsProperty() {
        return words.getReadOnlyProperty();
    }

    public String getWords() {
        return words.get();
    }
}
