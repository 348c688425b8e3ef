package app.parley.app.desktop;

import app.parley.ui.Desktop.Announcement;
import app.parley.ui.Desktop.Tray;
import java.awt.image.BufferedImage;

/// A place for one icon in the system's tray. Used by one thread.
interface TrayFace {
    boolean available();

    /// Shows the icon or changes it.
    ///
    /// @param icon the picture of `tray`
    void show(Tray tray, BufferedImage icon);

    void hide();

    /// Lets the icon say something.
    ///
    /// @return whether there is an icon that can
    boolean say(Announcement announcement);
}
