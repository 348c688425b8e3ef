package app.parley.ui;

/// How one person wants the window, kept by whoever starts the window. All methods return
/// quickly.
public interface UiSettings {
    /// Smallest and largest zoom, in per cent.
    int MIN_ZOOM = 80;

    int MAX_ZOOM = 200;

    Appearance appearance();

    void setAppearance(Appearance appearance);

    /// Per cent, from [#MIN_ZOOM] to [#MAX_ZOOM].
    int zoom();

    void setZoom(int percent);

    /// Light or dark.
    enum Appearance {
        /// as the operating system says, and following it
        SYSTEM,
        LIGHT,
        DARK
    }
}
