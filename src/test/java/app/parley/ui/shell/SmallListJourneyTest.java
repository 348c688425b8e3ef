package app.parley.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Profile;
import app.parley.ui.Fx;
import app.parley.ui.WindowMemory.Placement;
import app.parley.ui.control.Badge;
import app.parley.ui.fake.FakeClient;
import app.parley.ui.fake.Samples;
import java.util.Locale;
import java.util.Optional;
import javafx.event.EventType;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;

/// The list that is made so narrow that only pictures are left.
class SmallListJourneyTest extends Journey {
    private void list() throws Exception {
        open(Samples.busy(), Profile.Protection.UNPROTECTED);
        // Without any click.
        until(() -> find(".contact-cell").isPresent()
                && find(".shell").filter(Node::isFocused).isPresent());
    }

    private double width() {
        return ((Region) find(".list-pane").orElseThrow()).getWidth();
    }

    private boolean small() {
        return find(".face-row").isPresent() && width() == TwoPanes.LIST_FACES;
    }

    /// Takes hold of the line between the panes and lets it go elsewhere. The robot moves the mouse here, but a button
    /// that is held makes no dragging of it.
    private void drag(double by) throws Exception {
        Fx.on(() -> {
            Node divider = find(".split-pane-divider").orElseThrow();
            Bounds line = divider.localToScene(divider.getLayoutBounds());
            double x = line.getCenterX();
            double y = line.getCenterY();
            mouse(MouseEvent.MOUSE_PRESSED, divider, x, y);
            for (int step = 1; step <= 10; step++) {
                mouse(MouseEvent.MOUSE_DRAGGED, divider, x + by * step / 10, y);
                window.stage().getScene().getRoot().layout();
            }
            mouse(MouseEvent.MOUSE_RELEASED, divider, x + by, y);
            return true;
        });
    }

    private static void mouse(EventType<MouseEvent> type, Node on, double x, double y) {
        boolean down = type != MouseEvent.MOUSE_RELEASED;
        PickResult place = new PickResult(on, x, y);
        on.fireEvent(new MouseEvent(
                null,
                null,
                type,
                x,
                y,
                x,
                y,
                MouseButton.PRIMARY,
                1,
                false,
                false,
                false,
                false,
                down,
                false,
                false,
                false,
                false,
                true,
                place));
    }

    @Test
    void dragged_below_its_least_width_the_list_shows_pictures_and_dragged_back_it_has_words() throws Exception {
        list();
        drag(-60);
        until(() -> width() == TwoPanes.LIST_LEAST);
        assertTrue(Fx.on(() -> find(".face-row").isEmpty()));
        drag(-150);
        until(this::small);
        assertTrue(Fx.on(() -> find("#search").isEmpty() && find("#composer").isEmpty()));
        drag(250);
        until(() -> find(".face-row").isEmpty() && width() > TwoPanes.LIST_LEAST);
    }

    @Test
    void mirrored_it_is_dragged_the_other_way() throws Exception {
        locale = Locale.forLanguageTag("he");
        list();
        drag(200);
        until(this::small);
        drag(-250);
        until(() -> find(".face-row").isEmpty());
    }

    @Test
    void how_it_was_left_is_how_it_comes_back() throws Exception {
        list();
        drag(-200);
        until(this::small);
        stop();
        assertEquals(TwoPanes.LIST_FACES, settings.placement.orElseThrow().listWidth());
        quit = new java.util.concurrent.CountDownLatch(1);
        list();
        until(this::small);
        press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
        until(() -> find("#search").isPresent() && width() >= TwoPanes.LIST_LEAST);
    }

    @Test
    void a_picture_says_who_it_is_how_much_is_new_and_opens_the_chat() throws Exception {
        settings.placement = Optional.of(new Placement(0, 0, 1000, 800, false, TwoPanes.LIST_FACES));
        FakeClient busy = Samples.busy();
        open(busy, Profile.Protection.UNPROTECTED);
        until(this::small);
        busy.receive(Samples.TOM, "Are you there?");
        until(() -> row("Tom Okafor").lookupAll(".badge").stream()
                .anyMatch(badge -> badge instanceof Badge count && count.isVisible() && count.getCount() > 0));
        robot.clickOn(Fx.on(() -> row("Tom Okafor")));
        until(() -> window.shell().orElseThrow().currentProperty().get().isPresent()
                && chat().with().equals(Samples.TOM));
    }

    @Test
    void a_search_makes_it_wide_for_as_long_as_it_lasts() throws Exception {
        settings.placement = Optional.of(new Placement(0, 0, 1000, 800, false, TwoPanes.LIST_FACES));
        list();
        until(this::small);
        press(KeyCode.CONTROL, KeyCode.F);
        until(() -> find("#search").filter(Node::isFocused).isPresent() && width() >= TwoPanes.LIST_LEAST);
        robot.write("tom");
        until(() -> says("Tom Okafor"));
        robot.push(KeyCode.ESCAPE);
        until(this::small);
        click("#toSearch .button");
        until(() -> find("#search").filter(Node::isFocused).isPresent());
        robot.write("tom");
        robot.push(KeyCode.ENTER);
        until(() -> chat().with().equals(Samples.TOM) && small());
    }

    @Test
    void keys_are_heard_before_anything_was_clicked() throws Exception {
        list();
        press(KeyCode.CONTROL, KeyCode.F);
        until(() -> find("#search").filter(Node::isFocused).isPresent());
    }

    @Test
    void in_a_narrow_window_the_list_has_all_its_words() throws Exception {
        settings.placement = Optional.of(new Placement(0, 0, 500, 700, false, TwoPanes.LIST_FACES));
        list();
        assertTrue(Fx.on(() -> find(".face-row").isEmpty() && find("#search").isPresent()));
        Fx.on(() -> {
            window.stage().setWidth(1000);
            return true;
        });
        until(this::small);
    }
}
