package app.parley.ui.shell;

import app.parley.ui.Texts;
import app.parley.ui.UiSettings;
import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.List;
import java.util.Objects;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.value.ChangeListener;
import javafx.scene.Scene;

/// The one visual language: AtlantaFX with our colours over it, light or dark. Each window has
/// its own.
final class Theme {
    private final Scene scene;
    private final ReadOnlyObjectProperty<UiSettings.Appearance> wanted;
    private final ChangeListener<Object> listener = (property, before, now) -> apply();

    /// @param wanted followed from now on
    Theme(Scene scene, ReadOnlyObjectProperty<UiSettings.Appearance> wanted) {
        this.scene = scene;
        this.wanted = wanted;
        wanted.addListener(listener);
        Platform.getPreferences().colorSchemeProperty().addListener(listener);
        apply();
    }

    private void apply() {
        boolean dark = switch (wanted.get()) {
            case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
            case LIGHT -> false;
            case DARK -> true;
            case CONTRAST -> false;
        };
        scene.setUserAgentStylesheet(
                dark ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet());
        scene.getStylesheets().setAll(List.of(sheet(dark ? "dark" : "light"), sheet("tokens"), sheet("controls")));
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
