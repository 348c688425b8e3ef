package app.parley.ui.shell;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Profile;
import app.parley.protocol.AccountId;
import app.parley.ui.Fx;
import app.parley.ui.UiSettings.Appearance;
import app.parley.ui.WindowMemory.Placement;
import app.parley.ui.chat.ChatViewModel;
import app.parley.ui.fake.FakeClient;
import app.parley.ui.fake.FakeDesktop;
import app.parley.ui.fake.FakeFaults;
import app.parley.ui.fake.FakeHosting;
import app.parley.ui.fake.FakeProfile;
import app.parley.ui.fake.FakeProfiles;
import app.parley.ui.fake.FakeSettings;
import app.parley.ui.fake.FakeUpdates;
import app.parley.ui.fake.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Labeled;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.testfx.api.FxRobot;

/// A window on fakes, and hands and eyes for ways through it, with mouse and keys.
abstract class Journey {
    final FxRobot robot = new FxRobot();
    final FakeHosting hosting = new FakeHosting();
    final FakeSettings settings = new FakeSettings(Appearance.LIGHT, 100);
    final FakeDesktop desktop = new FakeDesktop();
    final FakeFaults faults = new FakeFaults();
    final FakeProfiles profiles = new FakeProfiles();
    CountDownLatch quit = new CountDownLatch(1);
    Locale locale = Locale.UK;
    final FakeUpdates updates = new FakeUpdates();
    FakeClient client;
    FakeProfile profile;
    ParleyWindow window;
    final AtomicReference<Instant> now = new AtomicReference<>(Samples.NOW);

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

    void open(FakeClient with, Profile.Protection protection) throws Exception {
        client = with;
        client.host = Optional.of(hosting);
        profile = new FakeProfile(client, protection);
        UiContext context = new UiContext(
                profile,
                hosting,
                settings,
                settings,
                desktop,
                faults,
                profiles,
                updates,
                now::get,
                Samples.ZONE,
                locale,
                Optional.empty(),
                quit::countDown);
        window = Fx.on(() -> ParleyWindow.show(context, new Stage()));
        Fx.on(() -> {
            window.raise();
            return true;
        });
    }

    void until(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(20)).until(() -> Fx.on(condition));
    }

    Optional<Node> find(String selector) {
        return window.stage().getScene().getRoot().lookupAll(selector).stream()
                .filter(Journey::shown)
                .findFirst();
    }

    static boolean shown(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    void click(String selector) {
        until(() -> find(selector).filter(node -> !node.isDisabled()).isPresent());
        robot.clickOn(find(selector).orElseThrow());
    }

    void fill(String selector, String text) throws Exception {
        until(() -> find(selector).isPresent());
        Fx.on(() -> {
            ((TextInputControl) find(selector).orElseThrow()).setText(text);
            return true;
        });
    }

    /// Whether a menu is open.
    static boolean menuIsOpen() {
        return Window.getWindows().stream().anyMatch(open -> open instanceof ContextMenu && open.isShowing());
    }

    /// The line of the open menu that a key would take; empty if it is on none.
    static String lineInFocus() {
        return menus().map(menu -> menu.getScene().getFocusOwner())
                .filter(Objects::nonNull)
                .map(line -> line.lookup(".label"))
                .filter(Labeled.class::isInstance)
                .map(label -> ((Labeled) label).getText())
                .findFirst()
                .orElse("");
    }

    /// Takes a line of the menu that is open, also of a menu in it. The robot's mouse does not reach menus here.
    void choose(String words) throws Exception {
        until(() -> line(words).isPresent());
        Fx.on(() -> {
            line(words).orElseThrow().fire();
            menus().toList().forEach(ContextMenu::hide);
            return true;
        });
    }

    private static Stream<ContextMenu> menus() {
        return List.copyOf(Window.getWindows()).stream()
                .filter(Window::isShowing)
                .filter(ContextMenu.class::isInstance)
                .map(ContextMenu.class::cast);
    }

    private static Optional<MenuItem> line(String words) {
        return menus().flatMap(menu -> menu.getItems().stream())
                .flatMap(Journey::withThoseInIt)
                .filter(item -> item.isVisible() && !item.isDisable() && words.equals(item.getText()))
                .findFirst();
    }

    private static Stream<MenuItem> withThoseInIt(MenuItem item) {
        return item instanceof Menu menu && menu.isVisible()
                ? Stream.concat(Stream.of(item), menu.getItems().stream().flatMap(Journey::withThoseInIt))
                : Stream.of(item);
    }

    /// Presses one key together with others that are held.
    void press(KeyCode... keys) {
        robot.press(keys);
        List<KeyCode> back = new ArrayList<>(List.of(keys));
        Collections.reverse(back);
        robot.release(back.toArray(KeyCode[]::new));
    }

    /// Opens a conversation and puts the caret where the person types.
    void chatWith(AccountId who) throws Exception {
        until(() -> window.shell().isPresent() && find(".contact-cell").isPresent());
        Fx.on(() -> {
            window.shell().orElseThrow().open(who);
            return true;
        });
        until(() -> chat().with().equals(who)
                && find("#composer").filter(Node::isFocused).isPresent());
    }

    ChatViewModel chat() {
        return window.shell().orElseThrow().currentProperty().get().orElseThrow();
    }

    /// The row of somebody in the list.
    Node row(String name) {
        return robot.lookup(".contact-cell").queryAll().stream()
                .filter(Journey::shown)
                .filter(node -> node.getAccessibleText() != null
                        && node.getAccessibleText().startsWith(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in the list"));
    }

    boolean says(String words) {
        Node root = window.stage().getScene().getRoot();
        return Stream.concat(root.lookupAll(".label").stream(), root.lookupAll(".hyperlink").stream())
                .filter(Journey::shown)
                .anyMatch(node ->
                        node instanceof Labeled labeled && labeled.getText().contains(words));
    }

    void unlock(String passphrase) throws Exception {
        fill("#passphrase", passphrase);
        click("#open");
    }

    /// All words and images' words in all windows of this process.
    static String everythingShown() throws Exception {
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

    static void gather(Node node, StringBuilder all) {
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
}
