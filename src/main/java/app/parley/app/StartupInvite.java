package app.parley.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The invite a start was given: a link that the browser handed over, or a double-clicked file.
final class StartupInvite {
    private static final String SCHEME = "parley://";
    private static final int MAX_FILE = 64 * 1024;

    private StartupInvite() {}

    /// @return the text with the link; whether it is whole is for the window to say
    static String read(String argument) throws Failure {
        if (argument.startsWith(SCHEME)) {
            return argument;
        }
        if (!argument.endsWith(".parley")) {
            throw Failure.wrongUse("Parley has no command \"" + argument + "\". Try: parley --help");
        }
        Path file = Path.of(argument);
        try {
            if (Files.size(file) > MAX_FILE) {
                throw Failure.wrongUse("The file " + file + " is too long to be an invite. Nothing was changed.");
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw Failure.because("The invite file " + file + " cannot be read. Nothing was changed.");
        }
    }
}
