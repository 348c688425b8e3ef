package app.parley.ui;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import javafx.scene.image.Image;

/// What the operating system does for Parley outside its window: notifications, an icon in its tray, the start
/// together
/// with it, and the browser. Most methods return at once, and where the system has no such thing nothing
/// happens; the
/// others say so.
public interface Desktop extends AutoCloseable {
    /// What there is here. Asks the system, which may take a second: not for the JavaFX thread.
    Abilities abilities();

    /// Shows a notification, in the place of an earlier one about the same.
    void announce(Announcement announcement);

    /// Takes a notification off the screen and out of the system's list.
    ///
    /// @param about as in [Announcement#about]
    void withdraw(String about);

    /// Shows the icon in the tray, or changes it.
    void showTray(Tray tray);

    void hideTray();

    /// Whether Parley comes up when the person logs in. Not for the JavaFX thread.
    boolean startsWithSystem();

    /// Has Parley come up when the person logs in, or not any more. Not for the JavaFX thread.
    ///
    /// @throws IOException if the system did not take it; nothing changed then
    void startWithSystem(boolean on) throws IOException;

    /// Opens a page in the person's browser. Not for the JavaFX thread.
    ///
    /// @param page `http` or `https`
    /// @throws IOException if there is no browser
    void browse(URI page) throws IOException;

    /// Takes away what is shown.
    @Override
    void close();

    /// @param notifications whether somebody shows them
    /// @param tray whether there is a place for an icon
    /// @param autostart whether Parley knows how it can be started again
    record Abilities(boolean notifications, boolean tray, boolean autostart) {}

    /// @param about what it is about: one for each
    /// @param title one line
    /// @param words plain text; never taken for markup
    /// @param chosen called on any thread when the person chose it
    record Announcement(String about, String title, String words, Runnable chosen) {}

    /// @param icon square, 64 pixels
    /// @param tooltip one line
    /// @param chosen called on any thread when the person clicked the icon
    record Tray(Image icon, String tooltip, List<Item> menu, Runnable chosen) {
        public Tray {
            menu = List.copyOf(menu);
        }
    }

    /// A line of the menu.
    ///
    /// @param chosen called on any thread
    record Item(String words, Runnable chosen) {}

    /// A system that has nothing of all this.
    static Desktop none() {
        return new NoDesktop();
    }
}
