package app.parley.app.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// The start with a Linux desktop: an entry in the folder `autostart` of the person's settings (freedesktop.org,
/// Desktop Application Autostart Specification).
record DesktopEntry(Path folder, String name, List<String> command) implements Autostart {
    DesktopEntry {
        command = List.copyOf(command);
    }

    private Path file() {
        return folder.resolve(name + ".desktop");
    }

    @Override
    public boolean possible() {
        return true;
    }

    @Override
    public boolean on() {
        return Files.isRegularFile(file());
    }

    @Override
    public void set(boolean on) throws IOException {
        if (!on) {
            Files.deleteIfExists(file());
            return;
        }
        Files.createDirectories(folder);
        Files.writeString(
                file(), """
                [Desktop Entry]
                Type=Application
                Name=Parley
                Exec=%s
                Terminal=false
                X-GNOME-Autostart-enabled=true
                """.formatted(command.stream().map(DesktopEntry::quoted).collect(Collectors.joining(" "))));
    }

    /// An argument as the specification wants it: in quotes, in which some characters are escaped; then the escapes
    /// of a value once more, and a per cent sign twice.
    private static String quoted(String argument) {
        String inQuotes = argument.replaceAll("([\"`$\\\\])", "\\\\$1");
        return '"' + inQuotes.replace("\\", "\\\\").replace("%", "%%") + '"';
    }
}
