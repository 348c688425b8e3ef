package app.parley.app;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Where the window keeps a person's things, by the custom of the operating system.
///
/// @param root holds the folders and files below
record DataFolder(Path root) {
    /// The folder to use when none was named.
    ///
    /// @param os the system property `os.name`
    static DataFolder usual(String os, String home, Map<String, String> environment) {
        String name = os.toLowerCase(Locale.ROOT);
        if (name.contains("win")) {
            return new DataFolder(absolute(environment, "APPDATA")
                    .orElse(Path.of(home, "AppData", "Roaming"))
                    .resolve("Parley"));
        }
        if (name.contains("mac")) {
            return new DataFolder(Path.of(home, "Library", "Application Support", "Parley"));
        }
        return new DataFolder(absolute(environment, "XDG_DATA_HOME")
                .orElse(Path.of(home, ".local", "share"))
                .resolve("parley"));
    }

    static DataFolder usual() {
        return usual(System.getProperty("os.name"), System.getProperty("user.home"), System.getenv());
    }

    /// The XDG rules say that a relative path is to be ignored; the same sense holds elsewhere.
    private static Optional<Path> absolute(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .map(Path::of)
                .filter(Path::isAbsolute);
    }

    /// Keys and history, encrypted.
    Path profile() {
        return root.resolve("profile");
    }

    /// What the relay inside keeps, when this person hosts.
    Path relay() {
        return root.resolve("relay");
    }

    /// What its start with the system is called: `parley`, and for any other folder than the usual one
    /// something that
    /// tells it apart.
    String startName() {
        return equals(usual())
                ? "parley"
                : "parley-" + Integer.toHexString(root.toString().hashCode());
    }

    Path settings() {
        return root.resolve("settings.json");
    }
}
