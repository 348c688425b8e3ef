package app.parley.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Message;
import app.parley.client.Profile;
import app.parley.ui.Fx;
import app.parley.ui.fake.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The bar that comes to the message under the mouse.
class HoverBarTest extends Journey {
    private static final double SMALLEST_TARGET = 24;

    private void chatWithNoa() throws Exception {
        open(Samples.lively(), Profile.Protection.UNPROTECTED);
        chatWith(Samples.NOA);
        until(() -> !inView().isEmpty());
    }

    /// The bubbles whose middle is on screen, from above.
    private List<Node> inView() {
        Bounds list = scene(find(".message-list").orElseThrow());
        return robot.lookup(".bubble").queryAll().stream()
                .filter(Journey::shown)
                .filter(node ->
                        list.contains(scene(node).getCenterX(), scene(node).getCenterY()))
                .sorted((one, other) ->
                        Double.compare(scene(one).getMinY(), scene(other).getMinY()))
                .toList();
    }

    private static Bounds scene(Node node) {
        return node.localToScene(node.getLayoutBounds());
    }

    private Node bar() {
        return find(".hover-bar").orElseThrow();
    }

    private void over(Node bubble) {
        robot.moveTo(bubble);
        until(() -> find(".hover-bar").isPresent());
    }

    private void press(String name) throws Exception {
        Button button = Fx.on(() -> bar().lookupAll(".button").stream()
                .map(Button.class::cast)
                .filter(one -> name.equals(one.getAccessibleText()))
                .findFirst()
                .orElseThrow());
        robot.clickOn(button);
    }

    private List<Bounds> places() {
        return inView().stream().map(HoverBarTest::scene).toList();
    }

    @ParameterizedTest
    @CsvSource({"en, 100", "en, 200", "he, 100", "he, 200"})
    void it_comes_to_each_message_moves_nothing_and_can_be_reached(String language, int zoom) throws Exception {
        locale = Locale.forLanguageTag(language);
        settings.zoom = zoom;
        chatWithNoa();
        List<Bounds> before = Fx.on(this::places);
        AtomicInteger away = new AtomicInteger();
        for (Node bubble : Fx.on(this::inView)) {
            over(bubble);
            until(() -> near(bubble));
            Fx.on(() -> {
                Bounds list = scene(find(".message-list").orElseThrow());
                assertTrue(list.contains(scene(bar())), () -> scene(bar()) + " is not in " + list);
                for (Node target : bar().lookupAll(".button")) {
                    Bounds size = target.getLayoutBounds();
                    assertTrue(size.getWidth() >= SMALLEST_TARGET && size.getHeight() >= SMALLEST_TARGET);
                    assertTrue(!target.getAccessibleText().isBlank());
                }
                away.set(0);
                bar().visibleProperty().addListener((property, was, now) -> away.addAndGet(now ? 0 : 1));
                return true;
            });
            Message at = Fx.on(this::barsMessage);
            robot.moveTo(
                    Fx.on(() -> bar().lookupAll(".button").stream().toList().getLast()));
            assertEquals(0, away.get(), "it stays on the way to it");
            assertEquals(at, Fx.on(this::barsMessage), "and with its message");
        }
        assertEquals(before, Fx.on(this::places), "nothing moved");
    }

    /// The bar is on the height of the bubble or touches its upper edge.
    private boolean near(Node bubble) {
        Bounds one = scene(bubble);
        Bounds other = scene(bar());
        return other.getMaxY() > one.getMinY() && other.getMinY() < one.getMaxY();
    }

    /// The message that the mouse is on, as the bar sees it: the one whose row is on the height of the bar's foot.
    private Message barsMessage() {
        Bounds bar = scene(bar());
        List<Message> found = new ArrayList<>();
        for (Node node : robot.lookup(".message").queryAll()) {
            Bounds row = scene(node);
            if (shown(node)
                    && row.getMinY() <= bar.getMaxY()
                    && row.getMaxY() >= bar.getMaxY()
                    && node.getUserData() instanceof app.parley.ui.chat.ChatRow.Bubble bubble) {
                found.add(bubble.message());
            }
        }
        return found.getFirst();
    }

    @Test
    void it_replies_reacts_and_opens_the_menu_of_its_message() throws Exception {
        chatWithNoa();
        Node bubble = Fx.on(() -> inView().getLast());
        over(bubble);
        press("React");
        until(Journey::menuIsOpen);
        robot.push(KeyCode.ESCAPE);
        until(() -> !menuIsOpen());
        over(bubble);
        press("More");
        until(Journey::menuIsOpen);
        robot.push(KeyCode.ESCAPE);
        until(() -> !menuIsOpen());
        over(bubble);
        press("Reply");
        until(() -> find("#answeringBar").isPresent());
    }

    @Test
    void a_reaction_from_it_is_given_to_its_message() throws Exception {
        chatWithNoa();
        Node bubble = Fx.on(() -> inView().getLast());
        over(bubble);
        press("React");
        until(Journey::menuIsOpen);
        Button heart = (Button) Fx.on(() -> Window.getWindows().stream()
                .filter(ContextMenu.class::isInstance)
                .flatMap(open -> open.getScene().getRoot().lookupAll(".reaction").stream())
                .filter(node -> "React with ❤️".equals(node.getAccessibleText()))
                .findFirst()
                .orElseThrow());
        Fx.on(() -> {
            heart.fire();
            return true;
        });
        until(() -> client.asked.contains("react ❤️"));
        until(() -> !menuIsOpen());
    }

    @Test
    void it_goes_with_the_mouse_with_scrolling_and_while_messages_are_chosen() throws Exception {
        chatWithNoa();
        over(Fx.on(() -> inView().getLast()));
        robot.moveTo("#composer");
        until(() -> find(".hover-bar").isEmpty());
        over(Fx.on(() -> inView().getLast()));
        robot.scroll(3, javafx.geometry.VerticalDirection.UP);
        until(() -> find(".hover-bar").isEmpty());
        over(Fx.on(() -> inView().getLast()));
        Fx.on(() -> {
            chat().getSelection().turn(barsMessage());
            return true;
        });
        robot.moveBy(-3, 1);
        until(() -> find(".hover-bar").isEmpty());
    }
}
