package app.parley.ui;

import java.io.IOException;
import java.util.List;

/// The profiles of one data folder: the first one, which has no name, and others by name. Each is a
/// person of its own, with their own keys, messages, settings and host. All methods read or write
/// files: not for the JavaFX thread.
public interface Profiles {
    /// Those with a name, sorted.
    ///
    /// @throws IOException if the folder cannot be read
    List<String> names() throws IOException;

    /// Makes another one; nobody has signed up in it.
    ///
    /// @param typed as a person typed it
    /// @return its name
    /// @throws NameException if there cannot be one of that name
    /// @throws IOException if it cannot be written
    String make(String typed) throws NameException, IOException;

    /// Why there cannot be a profile of a name.
    final class NameException extends Exception {
        private static final long serialVersionUID = 1L;

        private final Why why;

        public NameException(Why why) {
            super(why.name());
            this.why = why;
        }

        public Why why() {
            return why;
        }

        /// What is wrong with it.
        public enum Why {
            /// Not 1 to 32 letters and digits, with blanks and hyphens inside.
            MALFORMED,
            /// There is one, perhaps in other capitals.
            TAKEN
        }
    }
}
