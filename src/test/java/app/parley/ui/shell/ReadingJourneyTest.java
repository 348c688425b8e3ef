package app.parley.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Message;
import app.parley.client.Profile;
import app.parley.ui.Fx;
import app.parley.ui.chat.ChatRow;
import app.parley.ui.control.Badge;
import app.parley.ui.fake.FakeClient;
import app.parley.ui.fake.Samples;
import java.time.Duration;
import java.util.Optional;
import javafx.geometry.VerticalDirection;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;

/// Where a long conversation opens, and that nothing moves while somebody reads.
class ReadingJourneyTest extends Journey {
    private static final int ALL = 300;

    private void longChat(int unread) throws Exception {
        FakeClient fake = Samples.busy();
        for (int i = 0; i < ALL; i++) {
            fake.seed(
                    Samples.PRIYA,
                    Samples.NOW.minus(Duration.ofMinutes(10L * (ALL - i))),
                    false,
                    new Message.Received("Line " + i + ".", true, true, i < ALL - unread));
        }
        open(fake, Profile.Protection.UNPROTECTED);
        chatWith(Samples.PRIYA);
    }

    /// The bubble of a line, if any of it is on screen.
    private Optional<Node> line(int number) {
        Node list = find(".message-list").orElseThrow();
        return robot.lookup(".message").queryAll().stream()
                .filter(Journey::shown)
                .filter(node -> node.getUserData() instanceof ChatRow.Bubble row
                        && row.text().equals("Line " + number + "."))
                .filter(node ->
                        list.localToScene(list.getLayoutBounds()).intersects(node.localToScene(node.getLayoutBounds())))
                .findFirst();
    }

    private double height(int number) throws Exception {
        return Fx.on(() -> line(number).orElseThrow().localToScene(0, 0).getY());
    }

    @Test
    void a_chat_opens_at_the_first_message_that_was_not_seen() throws Exception {
        longChat(40);
        until(() -> find(".unread-line").isPresent() && line(ALL - 40).isPresent());
        assertTrue(Fx.on(() -> line(ALL - 1).isEmpty()), "it is not at the end");
        until(() -> find(".down-button").isPresent());
    }

    @Test
    void what_comes_in_moves_nothing_while_somebody_reads_above_and_is_counted() throws Exception {
        longChat(0);
        until(() -> line(ALL - 1).isPresent());
        robot.moveTo(".message-list");
        robot.scroll(30, VerticalDirection.UP);
        until(() -> !chat().atEndProperty().get() && line(ALL - 1).isEmpty());
        int read = Fx.on(() -> {
            int number = ALL - 1;
            while (line(number).isEmpty()) {
                number--;
            }
            return number - 2;
        });
        double before = height(read);
        client.receive(Samples.PRIYA, "One more");
        client.receive(Samples.PRIYA, "And another");
        until(() -> chat().getNewBelow() == 2);
        until(() -> find(".down .badge")
                .filter(node -> ((Badge) node).getCount() == 2)
                .isPresent());
        assertEquals(before, height(read), 0.5);
        click(".down-button");
        until(() -> chat().atEndProperty().get() && chat().getNewBelow() == 0);
        assertFalse(Fx.on(() -> line(read).isPresent()
                && line(read).orElseThrow().localToScene(0, 0).getY() == before));
    }

    @Test
    void the_full_time_is_said_under_the_mouse() throws Exception {
        longChat(0);
        until(() -> line(ALL - 1).isPresent());
        Node time = Fx.on(() -> line(ALL - 1).orElseThrow().lookup(".message-state .label"));
        robot.moveTo(time);
        until(() -> Window.getWindows().stream()
                .anyMatch(open ->
                        open instanceof Tooltip tooltip && tooltip.getText().contains("2026")));
    }
}
