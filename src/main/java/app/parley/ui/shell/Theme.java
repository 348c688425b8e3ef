package app.parley.ui.shell;

import app.parley.ui.Texts;
import app.parley.ui.UiSettings.Appearance;
import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.value.ChangeListener;
import javafx.scene.Scene;

/// The one visual language: AtlantaFX with our colours over it, light, dark or of high
/// contrast. Each window has
/// its own.
final class Theme {
    private static final String WINDOWS_CONTRAST = "Windows.SPI.HighContrast";

    private final Scene scene;
    private final ReadOnlyObjectProperty<Appearance> wanted;
    private final ChangeListener<Object> listener = (property, before, now) -> apply();

    /// @param wanted followed from now on
    Theme(Scene scene, ReadOnlyObjectProperty<Appearance> wanted) {
        this.scene = scene;
        this.wanted = wanted;
        wanted.addListener(listener);
        Platform.getPreferences().colorSchemeProperty().addListener(listener);
        apply();
    }

    private void apply() {
        Appearance shown = shown();
        boolean dark = shown != Appearance.LIGHT;
        scene.setUserAgentStylesheet(
                dark ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet());
        List<String> sheets = new ArrayList<>(List.of(sheet("tokens"), sheet("controls")));
        switch (shown) {
            case LIGHT, SYSTEM -> sheets.addFirst(sheet("light"));
            case DARK -> sheets.addFirst(sheet("dark"));
            // Its lines stand above the usual rules.
            case CONTRAST -> sheets.addLast(sheet("contrast"));
        }
        scene.getStylesheets().setAll(sheets);
    }

    private Appearance shown() {
        if (wanted.get() != Appearance.SYSTEM) {
            return wanted.get();
        }
        Platform.Preferences system = Platform.getPreferences();
        if (system.getBoolean(WINDOWS_CONTRAST).orElse(false)) {
            return Appearance.CONTRAST;
        }
        return system.getColorScheme() == ColorScheme.DARK ? Appearance.DARK : Appearance.LIGHT;
    }

    private static String sheet(String name) {
        return Objects.requireNonNull(Texts.class.getResource("theme/" + name + ".css"))
                .toExternalForm();
    }

    /// Stops following the system; for a window that closed.
    void release() {
        wanted.removeListener(listener);
        Platform.getPreferences().colorSchemeProperty().removeListener(listener);
    }
}
