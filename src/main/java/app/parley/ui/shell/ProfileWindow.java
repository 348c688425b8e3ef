package app.parley.ui.shell;

import app.parley.ui.FxBridge;
import app.parley.ui.Profiles;
import app.parley.ui.Texts;
import app.parley.ui.UiSettings;
import app.parley.ui.Views;
import app.parley.ui.control.Zoom;
import app.parley.ui.service.Lanes;
import app.parley.ui.settings.ChooseController;
import app.parley.ui.settings.ProfilesViewModel;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

/// The small window that asks which profile to open.
public final class ProfileWindow {
    private ProfileWindow() {}

    /// What was chosen.
    ///
    /// @param name empty for the first profile, which has none
    public record Chosen(Optional<String> name) {}

    /// Asks. To be called on the JavaFX thread, which goes on when this window is gone.
    ///
    /// @param settings how it looks
    /// @param locale the computer's own
    /// @param answer completed with the choice, or with nothing if the window was closed
    public static void show(
            Stage stage,
            Profiles profiles,
            UiSettings settings,
            Locale locale,
            CompletableFuture<Optional<Chosen>> answer) {
        Platform.setImplicitExit(false);
        Executor fx = FxBridge.executor();
        Lanes work = new Lanes(fx);
        Texts texts = new Texts(settings.language().in(locale));
        ProfilesViewModel model = new ProfilesViewModel(profiles, work, texts);
        ChooseController controller = new ChooseController(model, texts, name -> {
            answer.complete(Optional.of(new Chosen(name)));
            stage.close();
        });
        StackPane place = new StackPane(new Views(texts).load(controller));
        place.getStyleClass().add("login-place");
        Zoom zoom = new Zoom(place);
        zoom.percentProperty().set(settings.zoom());
        Scene scene = new Scene(zoom, 520, 560);
        scene.setNodeOrientation(texts.orientation());
        Theme theme = new Theme(scene, new SimpleObjectProperty<>(settings.appearance()));
        stage.setScene(scene);
        stage.setTitle(texts.get("app.name"));
        stage.getIcons().setAll(AppIcon.with(0, scene.getStylesheets()));
        stage.setOnHidden(event -> {
            theme.release();
            work.close();
            answer.complete(Optional.empty());
        });
        stage.show();
    }
}
