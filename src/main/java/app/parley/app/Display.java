package app.parley.app;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.Locale;
import java.util.Map;

/// Whether a window can open here.
final class Display {
    private static final String OTHER_WAYS =
            " Without a window: ./parley relay, ./parley client, ./parley demo --headless.";
    private static final String GTK = "libgtk-3.so.0";

    private Display() {}

    /// Says in one line what is missing, before JavaFX would with a stack trace.
    static void require(Map<String, String> environment) throws Failure {
        boolean drawsByItself = "Headless".equals(System.getProperty("glass.platform"));
        if (drawsByItself
                || !System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
            return;
        }
        if (environment.getOrDefault("DISPLAY", "").isEmpty()) {
            String wayland = environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty()
                    ? "log in to a desktop, or run: xvfb-run ./parley"
                    : "this Wayland session lacks Xwayland; run: sudo apt-get install xwayland";
            throw Failure.because("There is no display for a window: " + wayland + "." + OTHER_WAYS);
        }
        if (!present(GTK)) {
            throw Failure.because(
                    "GTK 3, which draws the window, is missing: sudo apt-get install libgtk-3-0 (Fedora: sudo dnf"
                            + " install gtk3)." + OTHER_WAYS);
        }
    }

    /// What is there does not work: another user's display, or one that is gone.
    static Failure unusable() {
        return Failure.because("The display " + System.getenv("DISPLAY")
                + " cannot be used: log in to a desktop, or run:" + " xvfb-run ./parley." + OTHER_WAYS);
    }

    private static boolean present(String library) {
        try (Arena arena = Arena.ofConfined()) {
            return SymbolLookup.libraryLookup(library, arena).find("gtk_init").isPresent();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
