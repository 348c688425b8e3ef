package app.parley.ui.shell;

import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Message;
import app.parley.client.Profile;
import app.parley.ui.chat.ChatViewModel;
import app.parley.ui.fake.FakeClient;
import app.parley.ui.fake.Samples;
import java.time.Duration;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/// Finding an old message, by keyboard only.
class SearchJourneyTest extends Journey {
    private static FakeClient longAgo() {
        FakeClient client = Samples.busy();
        for (int i = 0; i < 600; i++) {
            client.seed(
                    Samples.PRIYA,
                    Samples.NOW.minus(Duration.ofHours(600 - i)),
                    false,
                    new Message.Received(i == 33 ? "The Café near the old harbour" : "Line " + i, true, true, true));
        }
        return client;
    }

    private ChatViewModel chat() {
        return window.shell().orElseThrow().currentProperty().get().orElseThrow();
    }

    private boolean onScreen(String words) {
        return robot.lookup(".message").queryAll().stream()
                .filter(Journey::shown)
                .anyMatch(node -> node.getAccessibleText().contains(words));
    }

    @Test
    void an_old_message_is_found_read_in_its_place_and_left_again() throws Exception {
        open(longAgo(), Profile.Protection.UNPROTECTED);
        until(() -> find(".contact-cell").isPresent());
        click("#chatsButton");
        robot.push(KeyCode.CONTROL, KeyCode.F);
        until(() -> find("#search").filter(Node::isFocused).isPresent());
        robot.write("cafe harb");
        until(() -> find(".hit-words").isPresent() && says("Messages"));
        robot.push(KeyCode.ENTER);
        until(() -> find("#words").filter(Node::isFocused).isPresent());
        until(() -> says("1 of 1") && onScreen("The Café near the old harbour") && onScreen("Line 30"));
        robot.push(KeyCode.ESCAPE);
        until(() -> find("#words").isEmpty());
        until(() -> onScreen("Line 599"));
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.F);
        until(() -> find("#words").filter(Node::isFocused).isPresent());
        robot.write("line 1");
        until(() -> says("1 of 111") && onScreen("Line 199"));
        robot.push(KeyCode.ENTER);
        until(() -> says("2 of 111") && onScreen("Line 198"));
        robot.push(KeyCode.SHIFT, KeyCode.ENTER);
        until(() -> says("1 of 111"));
        robot.push(KeyCode.ESCAPE);
        until(() -> onScreen("Line 599"));
        assertTrue(chat().atEndProperty().get());
    }
}
