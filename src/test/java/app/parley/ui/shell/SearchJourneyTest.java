package app.parley.ui.shell;

import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Message;
import app.parley.client.Profile;
import app.parley.client.Said;
import app.parley.ui.Fx;
import app.parley.ui.fake.FakeClient;
import app.parley.ui.fake.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

    @Test
    void a_quote_leads_to_a_message_long_ago_and_escape_leads_back() throws Exception {
        FakeClient client = longAgo();
        Message old = List.copyOf(client.messages.get(Samples.PRIYA).values()).get(40);
        client.seed(
                Samples.PRIYA,
                Samples.NOW,
                false,
                new Message.Received(
                        Said.of("As I said then")
                                .replyingTo(new Said.Quote(old.id(), old.mine(), Optional.of("the first words"))),
                        true,
                        true,
                        true));
        open(client, Profile.Protection.UNPROTECTED);
        until(() -> find(".contact-cell").isPresent());
        robot.clickOn(Samples.busy().people.get(Samples.PRIYA).name());
        until(() -> onScreen("As I said then"));
        click(".quote");
        until(() -> onScreen(old.said().orElseThrow().text()) && !onScreen("As I said then"));
        until(() -> find(".down-button")
                .filter(button -> "Back to where you were".equals(button.getAccessibleText()))
                .isPresent());
        robot.push(KeyCode.ESCAPE);
        until(() -> onScreen("As I said then"));
        assertTrue(chat().atEndProperty().get());
        client.delete(old.id());
        click(".quote");
        until(() -> says("That message is not on this device any more"));
        assertTrue(Fx.on(() -> onScreen("As I said then")));
    }
}
