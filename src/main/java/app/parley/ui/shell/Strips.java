package app.parley.ui.shell;

import app.parley.ui.Work;
import app.parley.ui.settings.NewsController;
import app.parley.ui.settings.UpdatesController;
import app.parley.ui.settings.UpdatesViewModel;
import java.util.concurrent.Executor;
import javafx.scene.Parent;
import javafx.scene.layout.VBox;

/// The lines above everything, whatever is on screen: a fault of our own, and a newer version.
final class Strips {
    private final FaultsViewModel faults;
    private final UpdatesViewModel updates;
    private final Overlay overlay;
    private final VBox place = new VBox();

    /// @param fx the JavaFX thread
    Strips(UiContext context, Work work, Executor fx, Overlay overlay) {
        this.faults = new FaultsViewModel(context.faults(), work, fx);
        this.updates = new UpdatesViewModel(context.updates(), work, fx);
        this.overlay = overlay;
    }

    Parent node() {
        return place;
    }

    /// Shows them in the language that is spoken.
    void show(Speech speech) {
        FaultStripController fault = new FaultStripController(
                faults,
                speech.texts(),
                () -> overlay.show(speech.views().load(new FaultController(faults, speech.texts(), overlay::hide))));
        UpdateStripController update = new UpdateStripController(updates, speech.texts(), () -> news(speech));
        place.getChildren().setAll(speech.views().load(fault), speech.views().load(update));
    }

    /// The part of the settings about newer versions.
    UpdatesController settings(Speech speech) {
        return new UpdatesController(updates, speech.wording(), () -> news(speech));
    }

    /// What the newer version brings; whoever looked knows of it.
    private void news(Speech speech) {
        updates.getState()
                .newer()
                .ifPresent(newer ->
                        overlay.show(speech.views().load(new NewsController(newer, speech.texts(), overlay::hide))));
        updates.dismiss();
    }

    /// Stops listening.
    void close() {
        faults.close();
        updates.close();
    }
}
