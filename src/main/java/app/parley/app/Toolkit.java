package app.parley.app;

import com.sun.glass.ui.Application;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javafx.application.Platform;

/// JavaFX in this process, started once beside everything else that is to be done before there is
/// something to show.
final class Toolkit {
    /// As in the menu entry; a test compares them.
    static final String WINDOW_CLASS = "app.parley";

    private Toolkit() {}

    /// Held apart, so that it starts with the first who asks.
    private static final class Started {
        static final CompletableFuture<Void> THERE = start();
    }

    /// Completed on the JavaFX thread once that runs, or with what kept it from starting.
    static CompletableFuture<Void> there() {
        return Started.THERE;
    }

    private static CompletableFuture<Void> start() {
        CompletableFuture<Void> there = new CompletableFuture<>();
        Thread.ofPlatform().name("toolkit").daemon().start(() -> {
            try {
                Platform.startup(() -> {
                    nameWindows();
                    there.complete(null);
                });
            } catch (RuntimeException | Error e) {
                there.completeExceptionally(e);
            }
        });
        return there;
    }

    /// By this name desktops on Linux find the menu entry of a window (its `StartupWMClass`), and with it
    /// the icon and the place in the bar. JavaFX gives windows the name `java`, unless an `Application` starts it,
    /// which would want the main thread; so this uses what is behind that, where the launcher opens it.
    private static void nameWindows() {
        boolean open = Platform.class.getModule().isExported("com.sun.glass.ui", Toolkit.class.getModule());
        if (open && System.getProperty("os.name", "").startsWith("Linux")) {
            Application.GetApplication().setName(WINDOW_CLASS);
        }
    }

    /// Waits for JavaFX, or for something else.
    ///
    /// @throws Failure if there is no display
    static void await(CompletableFuture<?> either) throws Failure {
        try {
            either.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case UnsupportedOperationException noDisplay -> throw Display.unusable();
                case RuntimeException fault -> throw fault;
                case Error fault -> throw fault;
                case null, default -> throw e;
            }
        }
    }
}
