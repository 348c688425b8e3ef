package app.parley.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/// How Parley is started on this computer.
///
/// @param program empty if nobody said
record StartCommand(Optional<String> program) {
    /// @param properties of the system: an installed Parley is told by its launcher, one from sources by `./parley`
    static StartCommand of(Properties properties) {
        return new StartCommand(Optional.ofNullable(properties.getProperty("jpackage.app-path"))
                .or(() -> Optional.ofNullable(properties.getProperty("parley.launcher")))
                .filter(path -> !path.isBlank()));
    }

    /// The command that starts it, minimized, for a folder; empty if it is not known.
    List<String> inBackground(DataFolder folder) {
        if (program.isEmpty()) {
            return List.of();
        }
        List<String> command = new ArrayList<>(List.of(program.get(), "--minimized"));
        if (!folder.equals(DataFolder.usual())) {
            command.addAll(List.of("--data-dir", folder.root().toString()));
        }
        return List.copyOf(command);
    }
}
