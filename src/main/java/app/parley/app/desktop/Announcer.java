package app.parley.app.desktop;

import app.parley.ui.Desktop.Announcement;

/// Shows notifications. Used by one thread.
interface Announcer extends AutoCloseable {
    /// Whether somebody shows what is announced.
    boolean available();

    /// @return whether it was shown
    boolean announce(Announcement announcement);

    void withdraw(String about);

    @Override
    void close();
}
