package app.parley.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javafx.application.Platform;

/// JavaFX in this process, started once beside everything else that is to be done before there is
/// something to show.
final class Toolkit {
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
                Platform.startup(() -> there.complete(null));
            } catch (RuntimeException | Error e) {
                there.completeExceptionally(e);
            }
        });
        return there;
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
