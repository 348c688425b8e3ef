package app.parley.ui.login;

import app.parley.client.Profile;
import app.parley.ui.Wording;
import app.parley.ui.Work;
import java.time.Duration;
import java.time.Instant;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// The pause after wrong passphrases, counted down in words.
public final class TryPause {
    private final Profile profile;
    private final Work work;
    private final Wording wording;
    private final ReadOnlyBooleanWrapper waiting = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private Instant until = Instant.MIN;

    public TryPause(Profile profile, Work work, Wording wording) {
        this.profile = profile;
        this.work = work;
        this.wording = wording;
    }

    /// Asks the profile whether there is a pause now.
    public void look() {
        work.read(profile::pause, this::began, failed -> began(Duration.ZERO));
    }

    private void began(Duration pause) {
        until = wording.times().now().plus(pause);
        tick();
    }

    /// To be called every second while somebody can see it.
    public void tick() {
        boolean over = !until.isAfter(wording.times().now());
        waiting.set(!over);
        words.set(
                over ? "" : wording.texts().get("unlock.pause", wording.times().secondsUntil(until)));
    }

    /// Whether no passphrase is looked at now.
    public ReadOnlyBooleanProperty waitingProperty() {
        return waiting.getReadOnlyProperty();
    }

    /// How long that lasts; empty if there is no pause.
    public ReadOnlyStringProperty wordsProperty() {
        return words.getReadOnlyProperty();
    }

    public String getWords() {
        return words.get();
    }
}
