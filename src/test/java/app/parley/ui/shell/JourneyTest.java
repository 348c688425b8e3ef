package app.parley.ui.shell;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Link;
import app.parley.client.Profile;
import app.parley.protocol.InviteLink;
import app.parley.ui.Fx;
import app.parley.ui.UiSettings.Appearance;
import app.parley.ui.WindowMemory.Placement;
import app.parley.ui.fake.FakeClient;
import app.parley.ui.fake.FakeHosting;
import app.parley.ui.fake.FakeProfile;
import app.parley.ui.fake.FakeSettings;
import app.parley.ui.fake.Samples;
import app.parley.ui.hosting.Hosting;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/// Whole ways through the window, with mouse and keys, on fakes.
class JourneyTest {
    private final FxRobot robot = new FxRobot();
    private final FakeHosting hosting = new FakeHosting();
    private final FakeSettings settings = new FakeSettings(Appearance.LIGHT, 100);
    private final CountDownLatch quit = new CountDownLatch(1);
    private FakeClient client;
    private ParleyWindow window;

    @BeforeEach
    void start() throws Exception {
        Fx.start();
        settings.placement = Optional.of(new Placement(0, 0, 1000, 800, false, 300));
    }

    @AfterEach
    void stop() throws Exception {
        Fx.on(() -> {
            window.stage().close();
            return true;
        });
        await().until(() -> quit.getCount() == 0);
        assertTrue(client.asked.contains("close"));
    }

    private void open(FakeClient with, Profile.Protection protection) throws Exception {
        client = with;
        client.host = Optional.of(hosting);
        UiContext context = new UiContext(
                new FakeProfile(client, protection),
                hosting,
                settings,
                settings,
                Samples.CLOCK,
                Samples.ZONE,
                Locale.UK,
                Optional.empty(),
                quit::countDown);
        window = Fx.on(() -> ParleyWindow.show(context, new Stage()));
        Fx.on(() -> {
            window.raise();
            return true;
        });
    }

    private void until(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(20)).until(() -> Fx.on(condition));
    }

    private Optional<Node> find(String selector) {
        return window.stage().getScene().getRoot().lookupAll(selector).stream()
                .filter(JourneyTest::shown)
                .findFirst();
    }

    private static boolean shown(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private void click(String selector) {
        until(() -> find(selector).filter(node -> !node.isDisabled()).isPresent());
        robot.clickOn(find(selector).orElseThrow());
    }

    private void fill(String selector, String text) throws Exception {
        until(() -> find(selector).isPresent());
        Fx.on(() -> {
            ((TextInputControl) find(selector).orElseThrow()).setText(text);
            return true;
        });
    }

    private boolean says(String words) {
        Node root = window.stage().getScene().getRoot();
        return Stream.concat(root.lookupAll(".label").stream(), root.lookupAll(".hyperlink").stream())
                .filter(JourneyTest::shown)
                .anyMatch(node ->
                        node instanceof Labeled labeled && labeled.getText().contains(words));
    }

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
    void a_safety_number_is_compared_and_marked() throws Exception {
        open(Samples.busy(), Profile.Protection.UNPROTECTED);
        Fx.on(() -> {
            window.shell().orElseThrow().open(Samples.TOM);
            return true;
        });
        click(".chat-header .icon-button");
        until(() -> says("30294"));
        assertEquals(12, robot.lookup(".safety-group").queryAll().size());
        click(".verify .accent");
        until(() -> client.asked.contains("setVerified true"));
        until(() -> says("Tom Okafor is verified"));
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
