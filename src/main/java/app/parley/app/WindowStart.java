package app.parley.app;

import app.parley.app.desktop.SystemDesktop;
import app.parley.ui.Desktop;
import app.parley.ui.FxBridge;
import app.parley.ui.shell.ParleyWindow;
import app.parley.ui.shell.UiContext;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.stage.Stage;

/// Opens the window of one person, or raises the one that has their folder.
///
/// @param profiles those beside it
/// @param minimized start as an icon
/// @param invite what this start was given
record WindowStart(
        Surroundings surroundings,
        DataFolder folder,
        ProfileNames profiles,
        boolean minimized,
        Optional<String> invite) {
    /// Returns once the window was closed and everything is on disk.
    int run() throws Failure {
        CompletableFuture<ParleyWindow> window = new CompletableFuture<>();
        CompletableFuture<Void> toolkit = Toolkit.there();
        CompletableFuture<Void> quit = new CompletableFuture<>();
        // Before anybody can find this process by the folder, and tell it to end.
        try (Ending ending = Ending.onSignal(() -> quit.complete(null))) {
            return switch (SingleInstance.claim(folder.root(), invite, link -> raise(window, link))) {
                case SingleInstance.Claim.RaisedOther other -> {
                    surroundings.terminal().say("Parley is open already, and its window was raised.");
                    yield Failure.OK;
                }
                case SingleInstance.Claim.First first -> {
                    open(first.instance(), window, toolkit, quit);
                    yield Failure.OK;
                }
            };
        } catch (IOException e) {
            throw Failure.because("The folder " + folder.root() + " cannot be used. Nothing was changed; look at its"
                    + " rights and the disk, or name another --data-dir.");
        }
    }

    private static void raise(CompletableFuture<ParleyWindow> window, Optional<String> link) {
        window.thenAcceptAsync(
                open -> {
                    open.raise();
                    link.ifPresent(open::offer);
                },
                FxBridge.executor());
    }

    private void open(
            SingleInstance instance,
            CompletableFuture<ParleyWindow> window,
            CompletableFuture<Void> toolkit,
            CompletableFuture<Void> quit)
            throws IOException, Failure {
        ShownFaults faults = new ShownFaults(FaultWatch.keepIn(folder.root(), "window"));
        Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> {
            // While the process ends, JavaFX complains that it cannot start or go on any more: nobody needs to know.
            if (!quit.isDone()) {
                FaultWatch.told(fault, thread.getName(), surroundings);
            }
        });
        try (instance;
                SettingsFile settings = SettingsFile.open(folder, surroundings.clock());
                Desktop desktop = SystemDesktop.here(
                        folder.startName(),
                        StartCommand.of(System.getProperties()).inBackground(folder));
                UpdateNotices updates = UpdateNotices.of(folder, surroundings.clock());
                HostSwitch hosting = new HostSwitch(folder.relay(), settings, surroundings.clock())) {
            settings.damaged()
                    .ifPresent(aside -> surroundings
                            .terminal()
                            .say("The settings could not be understood. They were" + " kept as " + aside
                                    + ", and the usual ones hold."));
            hosting.resume();
            show(
                    new UiContext(
                            Wiring.profile(folder.profile(), surroundings.clock(), hosting),
                            hosting,
                            settings,
                            settings,
                            desktop,
                            faults,
                            profiles,
                            updates,
                            surroundings.clock(),
                            ZoneId.systemDefault(),
                            Locale.getDefault(),
                            invite,
                            () -> quit.complete(null)),
                    window,
                    toolkit,
                    quit);
            quit.join();
        }
    }

    /// Returns once the window is there, or once the process is told to end: then JavaFX cannot start any more, and
    /// there would be nothing to wait for.
    private void show(
            UiContext context,
            CompletableFuture<ParleyWindow> window,
            CompletableFuture<Void> toolkit,
            CompletableFuture<Void> quit)
            throws Failure {
        Toolkit.await(CompletableFuture.anyOf(toolkit, quit));
        FxBridge.executor().execute(() -> {
            try {
                Stage stage = new Stage();
                stage.setIconified(minimized);
                window.complete(ParleyWindow.show(context, stage));
            } catch (RuntimeException e) {
                window.completeExceptionally(e);
            }
        });
        CompletableFuture.anyOf(window, quit).join();
    }
}
