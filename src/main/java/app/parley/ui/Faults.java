package app.parley.ui;

import java.io.IOException;
import java.util.Optional;

/// Reports of faults of Parley's own that lie on this computer. They are sent nowhere; a person may
/// read them, pass them on, or throw them away. All methods but [#onNew] read or write files: not
/// for the JavaFX thread.
public interface Faults {
    /// The newest report that nobody has looked at.
    ///
    /// @throws IOException if the reports cannot be read
    Optional<String> unseen() throws IOException;

    /// Asks no more about those that lie there now. They stay.
    ///
    /// @throws IOException if that could not be kept
    void seen() throws IOException;

    /// Throws all of them away.
    ///
    /// @throws IOException if one could not be removed
    void delete() throws IOException;

    /// @param heard called on any thread when a report was written, until the next call of this
    void onNew(Runnable heard);

    /// Where no report is ever written.
    static Faults none() {
        return new NoFaults();
    }
}
