package app.parley.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /// The folder to use when none was named: that beside the program, if there is one.
    static DataFolder usual() {
        return portable(System.getProperty("os.name"), System.getProperty("jpackage.app-path"))
                .orElseGet(DataFolder::ofSystem);
    }

    private static DataFolder ofSystem() {
        return usual(System.getProperty("os.name"), System.getProperty("user.home"), System.getenv());
    }

    /// The folder `data` beside an unpacked Parley, which then takes a person's things along, on a stick
    /// for example: in the folder that was unpacked, and on macOS beside the bundle, which is sealed.
    /// Empty if somebody did not make that folder, or may not write it.
    ///
    /// @param os the system property `os.name`
    /// @param launcher the program that was started; null if Parley was not started by one of its own
    static Optional<DataFolder> portable(String os, @Nullable String launcher) {
        if (launcher == null || launcher.isBlank()) {
            return Optional.empty();
        }
        String name = os.toLowerCase(Locale.ROOT);
        // parley/bin/parley, Parley.app/Contents/MacOS/Parley, Parley\\Parley.exe
        int above = name.contains("mac") ? 4 : name.contains("win") ? 1 : 2;
        Path folder = Path.of(launcher).toAbsolutePath();
        for (int i = 0; i < above && folder != null; i++) {
            folder = folder.getParent();
        }
        return Optional.ofNullable(folder)
                .map(parent -> parent.resolve("data"))
                .filter(data -> Files.isDirectory(data) && Files.isWritable(data))
                .map(DataFolder::new);
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
        return equals(ofSystem())
                ? "parley"
                : "parley-" + Integer.toHexString(root.toString().hashCode());
    }

    Path settings() {
        return root.resolve("settings.json");
    }
}
