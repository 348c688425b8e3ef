package app.parley.app.desktop;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/// The start with Windows: a value under the person's `Run` key, by the system's own `reg`.
record RunKey(String name, List<String> command, Tool reg) implements Autostart {
    private static final String KEY = "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run";

    RunKey {
        command = List.copyOf(command);
    }

    @Override
    public boolean possible() {
        return true;
    }

    @Override
    public boolean on() {
        try {
            return reg.run(List.of("reg", "query", KEY, "/v", name)) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void set(boolean on) throws IOException {
        if (!on && !on()) {
            return;
        }
        List<String> change = on
                ? List.of("reg", "add", KEY, "/v", name, "/t", "REG_SZ", "/d", line(), "/f")
                : List.of("reg", "delete", KEY, "/v", name, "/f");
        if (reg.run(change) != 0) {
            throw new IOException("reg refused");
        }
    }

    /// The command as Windows takes it apart again. A path has no quotes in it there. Inside the argument of `reg`
    /// each quote needs a backslash, which Java's own quoting leaves alone.
    private String line() {
        return command.stream().map(argument -> "\\\"" + argument + "\\\"").collect(Collectors.joining(" "));
    }
}
