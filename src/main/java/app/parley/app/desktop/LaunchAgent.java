package app.parley.app.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// The start with macOS: a property list in the person's `LaunchAgents`.
record LaunchAgent(Path folder, String name, List<String> command) implements Autostart {
    LaunchAgent {
        command = List.copyOf(command);
    }

    private String label() {
        return "app." + name;
    }

    private Path file() {
        return folder.resolve(label() + ".plist");
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
        String arguments = command.stream()
                .map(argument -> "        <string>" + escaped(argument) + "</string>\n")
                .collect(Collectors.joining());
        Files.writeString(file(), """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
                <plist version="1.0">
                <dict>
                    <key>Label</key>
                    <string>%s</string>
                    <key>ProgramArguments</key>
                    <array>
                %s    </array>
                    <key>RunAtLoad</key>
                    <true/>
                </dict>
                </plist>
                """.formatted(escaped(label()), arguments));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
