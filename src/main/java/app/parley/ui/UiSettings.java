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
