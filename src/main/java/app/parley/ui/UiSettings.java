package app.parley.ui;

import java.util.List;

/// How one person wants the window, kept by whoever starts the window. All methods return
/// quickly.
public interface UiSettings {
    /// Smallest and largest zoom, in per cent.
    int MIN_ZOOM = 80;

    int MAX_ZOOM = 200;

    Appearance appearance();

    void setAppearance(Appearance appearance);

    Language language();

    void setLanguage(Language language);

    /// Per cent, from [#MIN_ZOOM] to [#MAX_ZOOM].
    int zoom();

    void setZoom(int percent);

    /// Minutes without a key or a move of the mouse after which the window locks itself; one of
    /// [#LOCK_CHOICES], 0 for never.
    int lockAfter();

    void setLockAfter(int minutes);

    /// Never is the usual: a locked Parley receives nothing.
    List<Integer> LOCK_CHOICES = List.of(0, 1, 5, 15, 60);

    /// What notifications say.
    Notices notices();

    void setNotices(Notices notices);

    /// What closing the window does.
    Closing closing();

    void setClosing(Closing closing);

    /// The emoji chosen last, the newest first; at most [#MAX_RECENT].
    List<String> recentEmoji();

    void setRecentEmoji(List<String> recent);

    int MAX_RECENT = 24;

    /// How much of a message a notification shows to whoever sees the screen.
    enum Notices {
        NAME_AND_TEXT,
        NAME,
        /// that there is a new message, and nothing else
        NEITHER,
        /// no notifications
        OFF
    }

    /// What closing the window does where the system has a tray.
    enum Closing {
        /// asks, once
        ASK,
        /// the window goes, Parley stays in the tray
        STAY,
        QUIT
    }

    /// The colours.
    enum Appearance {
        /// as the operating system says, and following it
        SYSTEM,
        LIGHT,
        DARK,
        /// black, white and one strong colour
        CONTRAST
    }
}
