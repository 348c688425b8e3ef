package app.parley.app;

import app.parley.app.DemoStage.Role;
import app.parley.ui.Desktop;
import app.parley.ui.Faults;
import app.parley.ui.FxBridge;
import app.parley.ui.Updates;
import app.parley.ui.WindowMemory.Placement;
import app.parley.ui.shell.ParleyWindow;
import app.parley.ui.shell.UiContext;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.stage.Window;

/// `parley demo` on a display: one window for Alice, one for Bob, side by side.
final class DemoWindows {
    private static final double WIDTH = 760;
    private static final double HEIGHT = 640;

    private DemoWindows() {}

    /// Returns once both were closed, or after some time.
    static void show(DemoStage stage, Surroundings surroundings, Optional<Duration> time) throws Failure {
        new DemoPlay(stage, surroundings.terminal()).greet();
        CountDownLatch quit = new CountDownLatch(Role.values().length);
        try {
            List<UiContext> people = new ArrayList<>();
            for (Role role : Role.values()) {
                DataFolder folder = new DataFolder(stage.folder().resolve(role.person() + "-window"));
                SettingsFile settings = SettingsFile.open(folder, surroundings.clock());
                settings.remember(new Placement(role.ordinal() * (WIDTH + 20), 40, WIDTH, HEIGHT, false, 260));
                HostSwitch hosting = new HostSwitch(folder.relay(), settings, surroundings.clock());
                people.add(new UiContext(
                        stage.profile(role),
                        hosting,
                        settings,
                        settings,
                        Desktop.none(),
                        Faults.none(),
                        new ProfileNames(folder),
                        Updates.none(),
                        surroundings.clock(),
                        ZoneId.systemDefault(),
                        Locale.getDefault(),
                        Optional.empty(),
                        () -> {
                            hosting.close();
                            settings.close();
                            quit.countDown();
                        }));
            }
            time.ifPresent(DemoWindows::closeAfter);
            ParleyWindow.launch(people);
            quit.await();
        } catch (IOException e) {
            throw Failure.because("The demo's temporary folder cannot be used. Nothing was changed.");
        } catch (UnsupportedOperationException e) {
            throw Display.unusable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeAfter(Duration time) {
        CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS, FxBridge.executor())
                .execute(() -> List.copyOf(Window.getWindows()).forEach(Window::hide));
    }
}
