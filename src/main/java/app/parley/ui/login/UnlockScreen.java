package app.parley.ui.login;

import app.parley.ui.Texts;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// What stands where the passphrase of a profile is asked for.
public final class UnlockScreen {
    private final Texts texts;
    private final TryPause pause;
    private final ReadOnlyStringWrapper title;
    private final ReadOnlyStringWrapper words;
    private final StringProperty passphrase = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

    UnlockScreen(Texts texts, TryPause pause) {
        this.texts = texts;
        this.pause = pause;
        this.title = new ReadOnlyStringWrapper(texts.get("unlock.title"));
        this.words = new ReadOnlyStringWrapper(texts.get("unlock.words"));
    }

    /// The window was locked by who sits before it.
    ///
    /// @param hosts whether this computer goes on as a relay meanwhile
    void locked(boolean hosts) {
        title.set(texts.get("unlock.title.locked"));
        words.set(texts.get(hosts ? "unlock.words.hosting" : "unlock.words.locked"));
    }

    /// Says what was wrong, or why the passphrase is asked for although there is another way.
    void say(String said) {
        problem.set(said);
    }

    public ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    public String getTitle() {
        return title.get();
    }

    public ReadOnlyStringProperty wordsProperty() {
        return words.getReadOnlyProperty();
    }

    public String getWords() {
        return words.get();
    }

    /// What is typed to open the profile.
    public StringProperty passphraseProperty() {
        return passphrase;
    }

    /// What was wrong with it; empty if nothing was.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    public String getProblem() {
        return problem.get();
    }

    /// The pause after wrong passphrases.
    public TryPause getPause() {
        return pause;
    }
}
