package app.parley.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Profile;
import app.parley.ui.Desktop;
import app.parley.ui.Fx;
import app.parley.ui.UiSettings.Closing;
import app.parley.ui.fake.FakeHosting;
import app.parley.ui.fake.Samples;
import java.util.List;
import javafx.scene.Node;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.Test;

/// What is announced outside the window, and how the window goes and comes back.
class NoticeJourneyTest extends Journey {
    private void closeWindow() throws Exception {
        Fx.on(() -> {
            window.stage().fireEvent(new WindowEvent(window.stage(), WindowEvent.WINDOW_CLOSE_REQUEST));
            return true;
        });
    }

    private Desktop.Item item(String words) {
        return desktop.tray.orElseThrow().menu().stream()
                .filter(line -> line.words().equals(words))
                .findFirst()
                .orElseThrow();
    }

    private int unread() {
        return client.people.keySet().stream()
                .mapToInt(with -> client.conversation(with).unread())
                .sum();
    }

    private void settle() throws Exception {
        Fx.settle(50);
    }

    @Test
    void a_message_elsewhere_is_announced_and_counted_and_choosing_it_leads_there() throws Exception {
        open(Samples.busy(), Profile.Protection.UNPROTECTED);
        until(() -> find(".contact-cell").isPresent());
        robot.clickOn("Noa Levi");
        until(() -> find("#composer").filter(Node::isFocused).isPresent());
        until(() -> window.shell().orElseThrow().inFront(Samples.NOA));
        client.receive(Samples.NOA, "before your eyes");
        client.receive(Samples.TOM, "elsewhere");
        until(() -> desktop.announced.containsKey(Samples.TOM.hex()));
        assertEquals(List.of(Samples.TOM.hex()), List.copyOf(desktop.announced.keySet()));
        until(() -> window.stage().getTitle().equals("Parley (" + unread() + ")"));
        assertEquals(1, Fx.on(() -> window.stage().getIcons().size()));
        desktop.announced.get(Samples.TOM.hex()).chosen().run();
        until(() -> window.shell().orElseThrow().inFront(Samples.TOM));
        until(() -> desktop.announced.isEmpty());
    }

    @Test
    void closing_asks_once_then_the_window_goes_and_the_tray_brings_it_back() throws Exception {
        open(Samples.busy(), Profile.Protection.UNPROTECTED);
        until(() -> find(".contact-cell").isPresent());
        closeWindow();
        until(() -> says("Keep Parley running?"));
        robot.clickOn("Keep running");
        until(() -> !window.stage().isShowing());
        assertEquals(Closing.STAY, settings.closing);
        assertTrue(desktop.tray.orElseThrow().tooltip().startsWith("Parley ("));
        client.receive(Samples.TOM, "are you there?");
        until(() -> desktop.announced.containsKey(Samples.TOM.hex()));
        item("Open Parley").chosen().run();
        until(() -> window.stage().isShowing());
        closeWindow();
        until(() -> !window.stage().isShowing());
        item("Quit Parley").chosen().run();
        until(() -> quit.getCount() == 0);
        assertTrue(desktop.tray.isEmpty());
        assertTrue(desktop.announced.isEmpty());
    }

    @Test
    void who_chose_the_tray_has_it_at_the_next_start_and_is_asked_before_quitting_while_hosting() throws Exception {
        settings.closing = Closing.STAY;
        hosting.set(FakeHosting.on(6, 3, 12));
        open(Samples.busy(), Profile.Protection.UNPROTECTED);
        until(() -> desktop.tray.isPresent());
        closeWindow();
        until(() -> !window.stage().isShowing());
        item("Quit Parley").chosen().run();
        until(() -> window.stage().isShowing() && says("Quit while hosting?"));
        settle();
        assertEquals(1, quit.getCount());
    }

    @Test
    void without_a_tray_closing_the_window_ends_parley() throws Exception {
        desktop.abilities = new Desktop.Abilities(true, false, true);
        open(Samples.busy(), Profile.Protection.UNPROTECTED);
        until(() -> find(".contact-cell").isPresent());
        closeWindow();
        until(() -> quit.getCount() == 0);
        assertEquals(Closing.ASK, settings.closing);
    }
}
