package app.parley.app.desktop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Has the system start Parley when the person logs in.
public interface Autostart {
    /// Whether it is known how.
    boolean possible();

    boolean on();

    /// @throws IOException if the system did not take it
    void set(boolean on) throws IOException;

    /// By the custom of an operating system.
    ///
    /// @param os the system property `os.name`
    /// @param name tells the profiles of one person apart: letters, digits and hyphens
    /// @param command what starts Parley; empty if that is not known
    static Autostart of(String os, Path home, Map<String, String> environment, String name, List<String> command) {
        if (command.isEmpty()) {
            return new NoAutostart();
        }
        String system = os.toLowerCase(Locale.ROOT);
        if (system.contains("win")) {
            return new RunKey(name, command, Tool.ofSystem());
        }
        if (system.contains("mac")) {
            return new LaunchAgent(home.resolve("Library").resolve("LaunchAgents"), name, command);
        }
        Path settings = Optional.ofNullable(environment.get("XDG_CONFIG_HOME"))
                .filter(value -> !value.isBlank())
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(home.resolve(".config"));
        return new DesktopEntry(settings.resolve("autostart"), name, command);
    }
}
