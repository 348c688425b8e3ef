package app.parley.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.parley.client.Link;
import app.parley.client.Profile;
import app.parley.protocol.InviteLink;
import app.parley.ui.Fx;
import app.parley.ui.Language;
import app.parley.ui.WindowMemory.Placement;
import app.parley.ui.fake.FakeClient;
import app.parley.ui.fake.Samples;
import app.parley.ui.hosting.Hosting;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.control.ChoiceBox;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/// From the first start to messages.
class JourneyTest extends Journey {
    @Test
    void an_invited_guest_types_a_wrong_code_then_pastes_the_right_one_and_is_in() throws Exception {
        open(new FakeClient(Samples.CLOCK), Profile.Protection.NO_PROFILE);
        until(() -> find(".choice").isPresent());
        robot.clickOn(robot.lookup(".choice").nth(1).<Node>query());
        click("#unprotected");
        click("#goOn");
        fill("#link", InviteLink.format(Samples.INVITE));
        fill("#name", "Ada Berger");
        fill("#number", "+1 202 555 0100");
        click("#goOn");
        click(".code-box");
        robot.write("111111");
        until(() -> says("4 tries left"));
        Fx.on(() -> Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, "Your code: 428 913")));
        until(() -> find(".code-box").filter(node -> !node.isDisabled()).isPresent());
        click(".code-box");
        robot.push(KeyCode.CONTROL, KeyCode.V);
        until(() -> find(".shell").isPresent());
    }

    @Test
    void what_is_typed_becomes_a_bubble_on_enter() throws Exception {
        open(Samples.busy(), Profile.Protection.UNPROTECTED);
        until(() -> find(".contact-cell").isPresent());
        robot.clickOn("Noa Levi");
        until(() -> find("#composer").filter(Node::isFocused).isPresent());
        robot.write("Bread too");
        robot.push(KeyCode.ENTER);
        until(() -> client.asked.contains("send Bread too"));
        until(() -> find(".message:mine").isPresent()
                && robot.lookup(".message").queryAll().stream()
                        .anyMatch(node -> node.getAccessibleText().contains("Bread too")));
        robot.push(KeyCode.CONTROL, KeyCode.W);
        until(() -> window.shell().orElseThrow().chats().isEmpty());
    }

    @Test
    void a_lost_relay_is_counted_down_and_can_be_retried() throws Exception {
        open(Samples.busy(), Profile.Protection.UNPROTECTED);
        until(() -> says("Connected to 192.168.1.20:4747"));
        client.setLink(new Link.Lost(Link.Trouble.UNREACHABLE, Samples.NOW.plusSeconds(17)));
        until(() -> says("Next try in 17 s"));
        click(".relay-strip .hyperlink");
        until(() -> client.asked.contains("retryNow"));
    }

    @Test
    void the_host_switch_is_in_the_settings() throws Exception {
        open(Samples.busy(), Profile.Protection.UNPROTECTED);
        click("#settingsButton");
        click("#host");
        until(() -> hosting.status() instanceof Hosting.Status.On);
        until(() -> says("On: one member, 1 online"));
    }

    @Test
    void another_language_is_spoken_at_once_and_the_open_chat_stays() throws Exception {
        open(Samples.busy(), Profile.Protection.UNPROTECTED);
        until(() -> find(".contact-cell").isPresent());
        robot.clickOn("Noa Levi");
        until(() -> find("#composer").isPresent());
        click("#settingsButton");
        choose(Language.GERMAN);
        until(() -> says("Einstellungen") && says("Verbunden mit"));
        choose(Language.HEBREW);
        until(() -> says("הגדרות"));
        until(() -> window.stage().getScene().getNodeOrientation() == NodeOrientation.RIGHT_TO_LEFT);
        until(() -> window.shell().orElseThrow().chats().size() == 1);
        assertEquals(Language.HEBREW, settings.language);
        choose(Language.ENGLISH);
        until(() -> says("Settings"));
    }

    private void choose(Language language) throws Exception {
        until(() -> find("#language").isPresent());
        Fx.on(() -> {
            ((ChoiceBox<?>) find("#language").orElseThrow()).getSelectionModel().select(language.ordinal());
            return true;
        });
    }

    @Test
    void a_narrow_window_has_one_pane_and_a_way_back() throws Exception {
        settings.placement = Optional.of(new Placement(0, 0, 500, 700, false, 300));
        open(Samples.busy(), Profile.Protection.UNPROTECTED);
        until(() -> find(".contact-cell").isPresent() && find("#tabs").isEmpty());
        robot.clickOn("Noa Levi");
        until(() -> find(".chat-header").isPresent() && find(".contact-cell").isEmpty());
        click(".back-bar .button");
        until(() -> find(".contact-cell").isPresent());
    }
}
