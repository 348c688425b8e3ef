package app.parley.ui.shell;

import app.parley.ui.Desktop;
import app.parley.ui.Texts;
import app.parley.ui.notice.Later;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.scene.image.Image;
import javafx.stage.Stage;

/// What shows of a window outside of it: its title, its sign in the task bar, and the icon in the tray. All of them
/// count the same.
final class Outside {
    /// How long the signs may be behind: drawing one costs as much as several frames, so it waits until the window has
    /// something to show, and is done once for messages that come in a row.
    private static final Duration BEHIND = Duration.ofMillis(600);

    private final Stage stage;
    private final Desktop desktop;
    private final Supplier<Texts> texts;
    private final Acts acts;
    private final Executor fx;
    private final Later later = Later.byPulse();
    private int unread;
    private boolean waits;
    private boolean inTray;

    /// What the menu in the tray does.
    ///
    /// @param lockable whether there is something to lock
    record Acts(Runnable raise, Supplier<Boolean> lockable, Runnable lock, Runnable quit) {}

    /// @param fx the JavaFX thread
    Outside(Stage stage, Desktop desktop, Supplier<Texts> texts, Acts acts, Executor fx) {
        this.stage = stage;
        this.desktop = desktop;
        this.texts = texts;
        this.acts = acts;
        this.fx = fx;
    }

    /// Says how many messages wait for the person: the title at once, the signs soon after.
    void count(int now) {
        unread = now;
        stage.setTitle(words());
        if (!waits) {
            waits = true;
            later.after(BEHIND, this::draw);
        }
    }

    private void draw() {
        waits = false;
        stage.getIcons().setAll(icon());
        showTray();
    }

    /// Has an icon in the tray from now on, or none.
    void inTray(boolean wanted) {
        inTray = wanted;
        if (wanted) {
            showTray();
        } else {
            desktop.hideTray();
        }
    }

    private void showTray() {
        if (inTray) {
            desktop.showTray(new Desktop.Tray(icon(), words(), menu(), () -> fx.execute(acts.raise())));
        }
    }

    private List<Desktop.Item> menu() {
        List<Desktop.Item> menu = new ArrayList<>();
        menu.add(item("tray.open", acts.raise()));
        if (acts.lockable().get()) {
            menu.add(item("tray.lock", acts.lock()));
        }
        menu.add(item("tray.quit", acts.quit()));
        return menu;
    }

    private Desktop.Item item(String words, Runnable chosen) {
        return new Desktop.Item(texts.get().get(words), () -> fx.execute(chosen));
    }

    private String words() {
        return unread == 0 ? texts.get().get("app.name") : texts.get().get("app.name-unread", unread);
    }

    private Image icon() {
        return AppIcon.with(unread, stage.getScene().getStylesheets());
    }
}
