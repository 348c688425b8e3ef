package app.parley.ui.shell;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Link;
import app.parley.client.Person;
import app.parley.client.Profile;
import app.parley.client.RecoveryKit;
import app.parley.client.Scan;
import app.parley.protocol.AccountId;
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
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.Window;
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
    private FakeProfile profile;
    private ParleyWindow window;
    private final AtomicReference<Instant> now = new AtomicReference<>(Samples.NOW);

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
        profile = new FakeProfile(client, protection);
        UiContext context = new UiContext(
                profile,
                hosting,
                settings,
                settings,
                now::get,
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

    private void unlock(String passphrase) throws Exception {
        fill("#passphrase", passphrase);
        click("#open");
    }

    /// All words and images' words in all windows of this process.
    private static String everythingShown() throws Exception {
        return Fx.on(() -> {
            StringBuilder all = new StringBuilder();
            for (Window open : Window.getWindows()) {
                if (open instanceof Stage stage) {
                    all.append(stage.getTitle()).append('\n');
                }
                gather(open.getScene().getRoot(), all);
            }
            return all.toString();
        });
    }

    private static void gather(Node node, StringBuilder all) {
        all.append(node.getAccessibleText()).append('\n');
        switch (node) {
            case Labeled labeled -> all.append(labeled.getText()).append('\n');
            case TextInputControl input -> all.append(input.getText()).append('\n');
            case Text text -> all.append(text.getText()).append('\n');
            default -> {}
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> gather(child, all));
        }
    }

    private void openedByPassphraseWithAChatAndADraft() throws Exception {
        open(Samples.busy(), Profile.Protection.PASSPHRASE);
        unlock(FakeProfile.PASSPHRASE);
        until(() -> find(".contact-cell").isPresent());
        hosting.start(4747);
        Fx.on(() -> {
            window.shell().orElseThrow().open(Samples.TOM);
            window.shell().orElseThrow().open(Samples.NOA);
            return true;
        });
        fill("#composer", "half a thought");
        assertTrue(everythingShown().contains("Noa Levi"));
        assertTrue(everythingShown().contains("half a thought"));
    }

    private void assertNothingOfTheProfileIsShown() throws Exception {
        String shown = everythingShown();
        for (String content : List.of("Noa", "Tom", "half a thought", "Ada", "202 555")) {
            assertFalse(shown.contains(content), content);
        }
        assertTrue(client.asked.contains("close"), "the client is closed, and its keys are gone");
        assertTrue(window.shell().isEmpty());
    }

    @Test
    void a_locked_window_shows_nothing_and_after_the_passphrase_the_same_chat() throws Exception {
        openedByPassphraseWithAChatAndADraft();
        robot.push(KeyCode.CONTROL, KeyCode.L);
        until(() -> says("Parley is locked"));
        assertNothingOfTheProfileIsShown();
        assertInstanceOf(Hosting.Status.On.class, hosting.status(), "the host goes on");
        assertTrue(says("Your host goes on"));
        unlock("wrong");
        until(() -> says("That is not the passphrase"));
        profile.nextPause = Duration.ofSeconds(4);
        unlock("wrong again");
        until(() -> says("4 more seconds"));
        assertTrue(Fx.on(() -> find("#open").orElseThrow().isDisabled()));
        now.set(Samples.NOW.plusSeconds(5));
        profile.pause = Duration.ZERO;
        until(() -> !says("more second"));
        unlock(FakeProfile.PASSPHRASE);
        until(() -> window.shell().isPresent());
        assertEquals(
                List.of(Samples.TOM, Samples.NOA),
                Fx.on(() -> window.shell().orElseThrow().shown().chats()));
        until(() -> find("#composer")
                .filter(node -> ((TextInputControl) node).getText().equals("half a thought"))
                .isPresent());
        assertEquals(
                Optional.of(Samples.NOA),
                Fx.on(() -> window.shell().orElseThrow().shown().current()));
    }

    @Test
    void a_window_that_nobody_touches_locks_itself_after_the_time_that_was_set() throws Exception {
        settings.lockAfter = 5;
        openedByPassphraseWithAChatAndADraft();
        now.set(Samples.NOW.plus(Duration.ofMinutes(6)));
        until(() -> says("Parley is locked"));
        assertNothingOfTheProfileIsShown();
    }

    @Test
    void without_a_passphrase_the_lock_asks_for_one_first() throws Exception {
        settings.lockAfter = 1;
        open(Samples.busy(), Profile.Protection.UNPROTECTED);
        until(() -> find(".contact-cell").isPresent());
        robot.push(KeyCode.CONTROL, KeyCode.L);
        until(() -> says("Set a passphrase"));
        fill("#fresh", "four unrelated words here");
        fill("#again", "four unrelated words here");
        click("#go");
        until(() -> profile.protection == Profile.Protection.PASSPHRASE);
        until(() -> find("#go").isEmpty());
        robot.push(KeyCode.CONTROL, KeyCode.L);
        until(() -> says("Parley is locked"));
        unlock("four unrelated words here");
        until(() -> window.shell().isPresent());
    }

    @Test
    void the_recovery_kit_is_shown_for_the_passphrase_only() throws Exception {
        open(Samples.busy(), Profile.Protection.PASSPHRASE);
        unlock(FakeProfile.PASSPHRASE);
        click("#settingsButton");
        until(() -> find("#kit").isPresent());
        Fx.on(() -> {
            // It may lie below what is scrolled into view.
            ((ButtonBase) find("#kit").orElseThrow()).fire();
            return true;
        });
        fill("#current", "wrong");
        click("#go");
        until(() -> says("That is not the passphrase"));
        assertFalse(everythingShown().contains("abandon"));
        fill("#current", FakeProfile.PASSPHRASE);
        click("#go");
        until(() -> says("abandon"));
        assertEquals(24, robot.lookup(".kit-word").queryAll().size());
    }

    @Test
    void who_has_a_recovery_kit_types_its_words_and_goes_on_as_a_guest() throws Exception {
        open(new FakeClient(Samples.CLOCK), Profile.Protection.NO_PROFILE);
        until(() -> find(".choice").isPresent());
        robot.clickOn("I have a recovery kit");
        fill("#words", "abandon ability abuot ");
        until(() -> says("Word 3 is not in the list"));
        fill("#words", String.join(" ", RecoveryKit.of(new byte[32]).words()));
        until(() -> says("All 24 words belong together"));
        click("#goOn");
        click("#unprotected");
        click("#goOn");
        until(() -> find("#link").isPresent());
        assertEquals(Optional.of(RecoveryKit.of(new byte[32])), profile.recovered);
    }

    @Test
    void who_is_verified_has_the_badge_wherever_the_name_stands() throws Exception {
        open(Samples.busy(), Profile.Protection.UNPROTECTED);
        until(() -> find(".contact-cell").isPresent());
        assertBadges("Noa Levi", true, Samples.NOA);
        assertBadges("Tom Okafor", false, Samples.TOM);
        Fx.on(() -> {
            window.shell().orElseThrow().pageProperty().set(ShellViewModel.Page.PEOPLE);
            return true;
        });
        until(() -> listed("Noa Levi").filter(JourneyTest::hasBadge).isPresent());
        until(() -> listed("Tom Okafor").filter(cell -> !hasBadge(cell)).isPresent());
        client.put(Samples.with(client.people.get(Samples.TOM), Person.Trust.VERIFIED));
        until(() -> listed("Tom Okafor").filter(JourneyTest::hasBadge).isPresent());
        until(() -> tab("Tom Okafor").getGraphic() != null);
    }

    private void assertBadges(String name, boolean verified, AccountId person) throws Exception {
        until(() -> listed(name).filter(cell -> hasBadge(cell) == verified).isPresent());
        Fx.on(() -> {
            window.shell().orElseThrow().open(person);
            return true;
        });
        until(() -> find(".chat-header").isPresent());
        assertEquals(verified, Fx.on(() -> tab(name).getGraphic() != null));
        until(() -> find(".chat-header .verified-badge").isPresent() == verified);
    }

    private Tab tab(String name) {
        return ((TabPane) find("#tabs").orElseThrow())
                .getTabs().stream()
                        .filter(tab -> tab.getText().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    private Optional<Node> listed(String name) {
        return window.stage().getScene().getRoot().lookupAll(".contact-cell").stream()
                .filter(cell -> cell.lookupAll(".contact-name").stream()
                        .anyMatch(node -> ((Labeled) node).getText().equals(name)))
                .findFirst();
    }

    private static boolean hasBadge(Node cell) {
        return cell.lookupAll(".verified-icon").stream().anyMatch(JourneyTest::shown);
    }

    @Test
    void a_picture_pasted_into_the_safety_number_is_compared() throws Exception {
        open(Samples.busy(), Profile.Protection.UNPROTECTED);
        Fx.on(() -> {
            window.shell().orElseThrow().open(Samples.TOM);
            return true;
        });
        click(".chat-header .icon-button");
        until(() -> find("#fromPicture").filter(Node::isFocused).isPresent());
        Fx.on(() -> Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, "no picture")));
        robot.push(KeyCode.CONTROL, KeyCode.V);
        until(() -> says("There is no picture on the clipboard"));
        Fx.on(() -> Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.IMAGE, new WritableImage(4, 3))));
        client.nextScan = Scan.of(Scan.Verdict.DIFFERS);
        robot.push(KeyCode.CONTROL, KeyCode.V);
        until(() -> says("This picture shows another number"));
        assertTrue(client.asked.contains("scan Pixels[4x3]"));
        assertFalse(client.asked.contains("setVerified true"));
        client.nextScan = Scan.of(Scan.Verdict.SAME);
        click("#paste");
        until(() -> says("Tom Okafor is verified"));
    }
}
