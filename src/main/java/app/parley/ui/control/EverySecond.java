package app.parley.ui.control;

import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.Node;
import javafx.util.Duration;

/// A tick a second for countdowns, only while somebody can see them.
public final class EverySecond {
    private EverySecond() {}

    /// Calls `tick` each second while `node` is in a window that shows.
    public static void whileShown(Node node, Runnable tick) {
        Timeline timeline = new Timeline(new KeyFrame(Duration.seconds(1), event -> tick.run()));
        timeline.setCycleCount(Animation.INDEFINITE);
        node.sceneProperty()
                .flatMap(scene -> scene.windowProperty())
                .flatMap(window -> window.showingProperty())
                .orElse(false)
                .addListener((property, before, showing) -> {
                    if (showing) {
                        tick.run();
                        timeline.play();
                    } else {
                        timeline.stop();
                    }
                });
    }
}
