package app.parley.ui.shell;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javafx.event.EventHandler;
import javafx.scene.Scene;
import javafx.scene.input.InputEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/// Locks a window in which nobody typed or moved the mouse for a while. It goes by the clock on
/// the wall, so that a night in which the computer slept counts.
final class IdleLock implements AutoCloseable {
    private static final long LOOK_SECONDS = 5;

    private final Scene scene;
    private final InstantSource clock;
    private final Supplier<Optional<Duration>> limit;
    private final Runnable lock;
    private final EventHandler<InputEvent> heard = this::heard;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("idle-lock").factory());
    private Instant last;
    private double x;
    private double y;

    /// @param limit how long is too long; empty for never
    /// @param fx the JavaFX thread; all else is asked and called there
    IdleLock(Scene scene, InstantSource clock, Supplier<Optional<Duration>> limit, Runnable lock, Executor fx) {
        this.scene = scene;
        this.clock = clock;
        this.limit = limit;
        this.lock = lock;
        this.last = clock.instant();
        scene.addEventFilter(InputEvent.ANY, heard);
        timer.scheduleAtFixedRate(() -> fx.execute(this::look), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /// The window tells of a mouse that lies still, too, whenever something moves below it.
    private void heard(InputEvent event) {
        if (event instanceof MouseEvent mouse && mouse.getButton() == MouseButton.NONE) {
            if (mouse.getScreenX() == x && mouse.getScreenY() == y) {
                return;
            }
            x = mouse.getScreenX();
            y = mouse.getScreenY();
        }
        last = clock.instant();
    }

    void look() {
        Duration since = Duration.between(last, clock.instant());
        if (limit.get().filter(most -> since.compareTo(most) >= 0).isPresent()) {
            last = clock.instant();
            lock.run();
        }
    }

    @Override
    public void close() {
        scene.removeEventFilter(InputEvent.ANY, heard);
        timer.shutdownNow();
    }
}
