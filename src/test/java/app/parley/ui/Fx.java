package app.parley.ui;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.util.Duration;

/// The FX thread, for tests: started once a JVM, never stopped.
public final class Fx {
    private static boolean started;

    private Fx() {}

    public static synchronized void start() throws InterruptedException {
        if (started) {
            return;
        }
        CountDownLatch up = new CountDownLatch(1);
        try {
            Platform.startup(up::countDown);
        } catch (IllegalStateException alreadyRunning) {
            up.countDown();
        }
        if (!up.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("JavaFX did not start");
        }
        Platform.setImplicitExit(false);
        started = true;
    }

    /// Runs `work` on the FX thread and waits for it.
    public static <T> T on(Callable<T> work) throws Exception {
        start();
        FutureTask<T> task = new FutureTask<>(work);
        new FxBridge<FutureTask<T>>(tasks -> tasks.forEach(FutureTask::run)).accept(task);
        return task.get(60, TimeUnit.SECONDS);
    }

    /// Lets the window live for a moment: layout, animations, work that comes back.
    public static void settle(int millis) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        on(() -> {
            PauseTransition pause = new PauseTransition(Duration.millis(millis));
            pause.setOnFinished(event -> over.countDown());
            pause.play();
            return true;
        });
        if (!over.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the FX thread is stuck");
        }
    }
}
