package app.parley.ui.shell;

import app.parley.ui.Desktop;
import app.parley.ui.UiSettings.Closing;
import app.parley.ui.Work;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;

/// What happens when the window is closed: it goes and Parley stays in the tray, or Parley ends; and the questions
/// before that.
final class WindowClosing {
    private final Stage stage;
    private final UiContext context;
    private final Work work;
    private final Overlay overlay;
    private final Outside outside;
    private final Asked asked;
    private boolean tray;
    private boolean away;
    private boolean mayQuit;

    /// What is asked of the window, on the JavaFX thread.
    ///
    /// @param othersOnline how many others use the relay here now
    /// @param signedIn whether there is anything to stay for
    /// @param closed called once, when Parley is to end
    record Asked(Supplier<Speech> speech, IntSupplier othersOnline, BooleanSupplier signedIn, Runnable closed) {}

    WindowClosing(Stage stage, UiContext context, Work work, Overlay overlay, Outside outside, Asked asked) {
        this.stage = stage;
        this.context = context;
        this.work = work;
        this.overlay = overlay;
        this.outside = outside;
        this.asked = asked;
        stage.setOnCloseRequest(this::requested);
        stage.setOnHidden(event -> hidden());
    }

    /// Puts the icon into the tray, if the person chose so before.
    void resume() {
        if (context.settings().closing() == Closing.STAY) {
            look(this::trayed, () -> {});
        }
    }

    /// The person chose whether there shall be an icon in the tray.
    void trayed(boolean wanted) {
        tray = wanted;
        outside.inTray(wanted);
    }

    private void look(Consumer<Boolean> there, Runnable unknown) {
        Desktop desktop = context.desktop();
        work.read(() -> desktop.abilities().tray(), there, failed -> unknown.run());
    }

    private void requested(WindowEvent event) {
        if (mayQuit) {
            return;
        }
        event.consume();
        if (!asked.signedIn().getAsBoolean()) {
            quit();
            return;
        }
        switch (context.settings().closing()) {
            case STAY -> {
                if (tray) {
                    hide();
                } else {
                    quit();
                }
            }
            case QUIT -> quit();
            case ASK -> look(there -> askOrQuit(there), this::quit);
        }
    }

    private void askOrQuit(boolean there) {
        if (!there) {
            quit();
            return;
        }
        overlay.show(asked.speech()
                .get()
                .views()
                .load(new StayController(() -> answer(Closing.STAY), () -> answer(Closing.QUIT))));
    }

    private void answer(Closing chosen) {
        overlay.hide();
        context.settings().setClosing(chosen);
        if (chosen == Closing.STAY) {
            trayed(true);
            hide();
        } else {
            quit();
        }
    }

    private void hide() {
        away = true;
        Platform.setImplicitExit(false);
        stage.hide();
    }

    /// Brings the window back, should it be away.
    void back() {
        if (away) {
            away = false;
            stage.show();
        }
    }

    /// Ends Parley; before that the person is asked, if others use the relay here.
    void quit() {
        int others = asked.othersOnline().getAsInt();
        if (others == 0 || mayQuit) {
            end();
            return;
        }
        back();
        Speech speech = asked.speech().get();
        overlay.show(speech.views().load(new QuitController(speech.texts(), others, overlay::hide, this::end)));
    }

    private void end() {
        mayQuit = true;
        if (away) {
            away = false;
            hidden();
        } else {
            stage.close();
        }
    }

    private void hidden() {
        if (!away) {
            outside.inTray(false);
            asked.closed().run();
        }
    }
}
