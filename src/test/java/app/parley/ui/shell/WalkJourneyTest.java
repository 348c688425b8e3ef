package app.parley.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Profile;
import app.parley.ui.Fx;
import app.parley.ui.fake.FakeClient;
import app.parley.ui.fake.Samples;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/// Through the messages without a mouse.
class WalkJourneyTest extends Journey {
    private static final PseudoClass WALKED = PseudoClass.getPseudoClass("walked");

    private void amongNoasMessages() throws Exception {
        FakeClient busy = Samples.busy();
        open(busy, Profile.Protection.UNPROTECTED);
        until(() -> find(".contact-cell").isPresent());
        robot.clickOn("Noa Levi");
        until(() -> find("#composer").filter(Node::isFocused).isPresent());
        robot.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.M).release(KeyCode.M, KeyCode.SHIFT, KeyCode.CONTROL);
        until(() -> find(".message-list").filter(Node::isFocused).isPresent() && walked().size() == 1);
    }

    private List<String> walked() {
        return window.stage().getScene().getRoot().lookupAll(".message").stream()
                .filter(node -> node.getPseudoClassStates().contains(WALKED))
                .map(Node::getAccessibleText)
                .toList();
    }

    private String at() throws Exception {
        return Fx.on(() -> walked().getFirst());
    }

    @Test
    void the_arrows_lead_from_message_to_message_and_back_to_the_composer() throws Exception {
        amongNoasMessages();
        String newest = at();
        assertEquals(
                newest,
                Fx.on(() -> find(".message-list").orElseThrow().getAccessibleText()),
                "a screen reader hears the message");
        robot.push(KeyCode.UP);
        until(() -> walked().size() == 1 && !walked().getFirst().equals(newest));
        assertNotEquals(newest, at());
        robot.push(KeyCode.DOWN);
        until(() -> walked().equals(List.of(newest)));
        robot.push(KeyCode.DOWN);
        until(() -> find("#composer").filter(Node::isFocused).isPresent());
        until(() -> walked().isEmpty());
    }

    @Test
    void a_digit_reacts_and_enter_opens_what_can_be_done() throws Exception {
        amongNoasMessages();
        robot.push(KeyCode.DIGIT2);
        until(() -> client.asked.contains("react ❤️"));
        robot.push(KeyCode.ENTER);
        until(Journey::menuIsOpen);
        robot.push(KeyCode.ESCAPE);
        until(() -> !menuIsOpen());
        robot.press(KeyCode.SHIFT, KeyCode.F10).release(KeyCode.F10, KeyCode.SHIFT);
        until(Journey::menuIsOpen);
        robot.push(KeyCode.DOWN);
        robot.push(KeyCode.DOWN);
        robot.push(KeyCode.ENTER);
        until(() -> !menuIsOpen() && find("#answeringBar").isPresent());
        assertTrue(Fx.on(() -> find("#composer").isPresent()));
    }

    @Test
    void escape_leads_back_to_the_composer() throws Exception {
        amongNoasMessages();
        robot.push(KeyCode.ESCAPE);
        until(() -> find("#composer").filter(Node::isFocused).isPresent());
        assertTrue(Fx.on(() -> walked().isEmpty()));
    }
}
