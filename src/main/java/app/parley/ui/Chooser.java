package app.parley.ui;

import java.nio.file.Path;
import java.util.Optional;

/// Asks the person for a file or folder with the system's own dialogue. To be called on the JavaFX
/// thread; returns once the person has answered.
public interface Chooser {
    /// A picture file.
    ///
    /// @param title above the dialogue
    Optional<Path> picture(String title);

    /// A folder that is there.
    ///
    /// @param title above the dialogue
    Optional<Path> folder(String title);
}
