package app.parley.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Profile;
import app.parley.ui.Fx;
import app.parley.ui.Updates.Outcome;
import app.parley.ui.fake.FakeUpdates;
import app.parley.ui.fake.Samples;
import atlantafx.base.controls.ToggleSwitch;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.Clipboard;
import org.junit.jupiter.api.Test;

/// A newer Parley is said in one line, and asked for only if the person wants that.
class UpdatesJourneyTest extends Journey {
    private static final String ADDRESS = "https://parley.example.org/updates";

    private void settings() throws Exception {
        open(Samples.busy(), Profile.Protection.UNPROTECTED);
        until(() -> window.shell().isPresent());
        Fx.on(() -> {
            window.shell().orElseThrow().pageProperty().set(ShellViewModel.Page.SETTINGS);
            return true;
        });
        until(() -> find("#askNow").isPresent());
        Fx.on(() -> {
            ((ScrollPane) find(".page").orElseThrow()).setVvalue(1);
            return true;
        });
    }

    private void turn(boolean on) throws Exception {
        Fx.on(() -> {
            ((ToggleSwitch) find("#askForUpdates").orElseThrow()).setSelected(on);
            return true;
        });
    }

    /// On the JavaFX thread.
    private boolean isOn() {
        return ((ToggleSwitch) find("#askForUpdates").orElseThrow()).isSelected();
    }

    @Test
    void it_is_off_and_needs_an_address() throws Exception {
        settings();
        assertFalse(Fx.on(this::isOn));
        until(() -> says("Nobody was asked yet"));
        turn(true);
        until(() -> says("An address is needed first") && !isOn());
        fill("#updateAddress", "http://example.org");
        turn(true);
        until(() -> says("That is no such address") && !isOn());
        fill("#updateAddress", ADDRESS);
        turn(true);
        until(() -> updates.now.on());
        assertEquals(ADDRESS, updates.now.address());
        assertEquals(0, updates.asked);
        turn(false);
        until(() -> !updates.now.on());
    }

    @Test
    void asking_now_says_what_came_of_it() throws Exception {
        settings();
        fill("#updateAddress", ADDRESS);
        click("#askNow");
        until(() -> says("This is the newest.") && says("Last asked"));
        updates.answer = Outcome.QUIET;
        click("#askNow");
        until(() -> says("Nobody answered"));
        updates.answer = Outcome.FOREIGN_KEY;
        click("#askNow");
        until(() -> says("Another key signed"));
        assertTrue(Fx.on(() -> find("#updateStrip").isEmpty()));
    }

    @Test
    void a_choice_that_cannot_be_kept_is_not_shown_as_made() throws Exception {
        settings();
        updates.stuck = true;
        fill("#updateAddress", ADDRESS);
        turn(true);
        until(() -> says("could not be kept") && !isOn());
    }

    @Test
    void a_newer_one_is_told_once_with_what_it_brings() throws Exception {
        open(Samples.busy(), Profile.Protection.UNPROTECTED);
        until(() -> find(".contact-cell").isPresent());
        assertTrue(Fx.on(() -> find("#updateStrip").isEmpty()));
        updates.appear();
        until(() -> says("Parley 0.2.0 is there."));
        click("#showNews");
        until(() -> says("a way to call each other"));
        click("#copyPage");
        assertEquals(
                FakeUpdates.NEWER.page().orElseThrow().toString(),
                Fx.on(() -> Clipboard.getSystemClipboard().getString()));
        click("#closeNews");
        until(() -> updates.now.told() && find("#updateStrip").isEmpty());
    }

    @Test
    void it_can_be_put_away() throws Exception {
        open(Samples.busy(), Profile.Protection.UNPROTECTED);
        until(() -> find(".contact-cell").isPresent());
        updates.appear();
        until(() -> find("#dismissNews").isPresent());
        click("#dismissNews");
        until(() -> updates.now.told() && find("#updateStrip").isEmpty());
    }
}
