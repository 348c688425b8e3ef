package app.parley.ui.notice;

import java.time.Duration;
import javafx.animation.PauseTransition;

/// Has something done on the JavaFX thread after a while.
public interface Later {
    void after(Duration pause, Runnable what);

    /// By JavaFX' own clock, which also runs while no window shows.
    static Later byPulse() {
        return (pause, what) -> {
            PauseTransition wait = new PauseTransition(javafx.util.Duration.millis(pause.toMillis()));
            wait.setOnFinished(event -> what.run());
            wait.play();
        };
    }
}
