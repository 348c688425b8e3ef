package app.parley.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.parley.client.Message;
import app.parley.client.Profile;
import app.parley.ui.Fx;
import app.parley.ui.fake.FakeClient;
import app.parley.ui.fake.Samples;
import java.net.URI;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;

/// Emoji by keyboard, and links that say where they lead.
class WritingJourneyTest extends Journey {
    private void chatWithNoa(FakeClient with) throws Exception {
        open(with, Profile.Protection.UNPROTECTED);
        until(() -> find(".contact-cell").isPresent());
        robot.clickOn("Noa Levi");
        until(() -> find("#composer").filter(Node::isFocused).isPresent());
    }

    private String draft() {
        return ((TextInputControl) find("#composer").orElseThrow()).getText();
    }

    private void append(String text) throws Exception {
        Fx.on(() -> {
            ((TextInputControl) find("#composer").orElseThrow()).appendText(text);
            return true;
        });
    }

    private boolean shownAnywhere(String selector) {
        return Window.getWindows().stream()
                .anyMatch(open -> open.isShowing() && open.getScene().getRoot().lookup(selector) != null);
    }

    private static MouseEvent click() {
        return new MouseEvent(
                MouseEvent.MOUSE_CLICKED,
                1,
                1,
                1,
                1,
                MouseButton.PRIMARY,
                1,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                true,
                null);
    }

    @Test
    void the_picker_opens_by_keys_finds_and_puts_the_emoji_into_the_message() throws Exception {
        chatWithNoa(Samples.busy());
        robot.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.J).release(KeyCode.J, KeyCode.SHIFT, KeyCode.CONTROL);
        until(() -> shownAnywhere(".emoji-picker"));
        until(() -> Window.getWindows().stream()
                .anyMatch(open -> open.getScene().getFocusOwner() != null
                        && "query".equals(open.getScene().getFocusOwner().getId())));
        robot.write("cheese");
        robot.push(KeyCode.ENTER);
        until(() -> draft().equals("🧀"));
        until(() -> find("#composer").filter(Node::isFocused).isPresent());
        assertEquals(List.of("🧀"), settings.recent);
    }

    @Test
    void a_name_between_colons_becomes_an_emoji_and_enter_takes_what_is_offered() throws Exception {
        chatWithNoa(Samples.busy());
        append("a :cheese_wedge:");
        until(() -> draft().equals("a 🧀"));
        append(" :thumbs");
        until(() -> shownAnywhere(".emoji-offer"));
        robot.push(KeyCode.ENTER);
        until(() -> draft().equals("a 🧀 👍"));
        until(() -> !shownAnywhere(".emoji-offer"));
        robot.push(KeyCode.ENTER);
        until(() -> client.asked.contains("send a 🧀 👍"));
    }

    /// Whether an empty field says what belongs in it.
    private static boolean prompts(Node field, String words) {
        return field.lookupAll(".text").stream()
                .filter(Text.class::isInstance)
                .map(Text.class::cast)
                .filter(text -> words.equals(text.getText()) && shown(text))
                .anyMatch(text -> text.getFill() instanceof Color fill && fill.getOpacity() > 0);
    }

    @Test
    void a_field_says_what_belongs_in_it_until_something_is_written_also_with_the_focus() throws Exception {
        chatWithNoa(Samples.busy());
        until(() -> prompts(find("#composer").orElseThrow(), "Write a message"));
        append("hi");
        until(() -> !prompts(find("#composer").orElseThrow(), "Write a message"));
        robot.press(KeyCode.CONTROL, KeyCode.F).release(KeyCode.F, KeyCode.CONTROL);
        until(() -> find("#search").filter(Node::isFocused).isPresent());
        until(() -> prompts(find("#search").orElseThrow(), "Search"));
    }

    @Test
    void what_is_typed_anywhere_lands_in_the_message() throws Exception {
        chatWithNoa(Samples.busy());
        robot.push(KeyCode.F6);
        until(() -> find("#chatsButton").filter(Node::isFocused).isPresent());
        robot.write("hi");
        until(() -> draft().equals("hi")
                && find("#composer").filter(Node::isFocused).isPresent());
        robot.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.M).release(KeyCode.M, KeyCode.SHIFT, KeyCode.CONTROL);
        until(() -> find(".message-list").filter(Node::isFocused).isPresent());
        robot.push(KeyCode.DIGIT2);
        until(() -> client.asked.contains("react ❤️"));
        assertEquals("hi", draft(), "a digit among the messages is a reaction");
        robot.write("!");
        until(() -> draft().equals("hi!"));
        robot.push(KeyCode.CONTROL, KeyCode.F);
        until(() -> find("#search").filter(Node::isFocused).isPresent());
        robot.write("tom");
        until(() -> ((TextInputControl) find("#search").orElseThrow()).getText().equals("tom"));
        assertEquals("hi!", draft(), "a field keeps what is typed into it");
    }

    @Test
    void a_link_says_where_it_really_leads_before_the_browser_gets_it() throws Exception {
        FakeClient fake = Samples.busy();
        fake.seed(
                Samples.NOA,
                Samples.NOW,
                false,
                new Message.Received("look: https://bank.example@evil.example/x", true, true, true));
        chatWithNoa(fake);
        until(() -> find(".link-text").isPresent());
        Node evil = robot.lookup(".link-text")
                .match((Text text) -> text.getText().contains("evil"))
                .query();
        // The robot's press is one for the menu on this platform.
        Fx.on(() -> {
            evil.fireEvent(click());
            return true;
        });
        until(() -> find(".link-host").isPresent() && says("evil.example"));
        assertEquals(List.of(), desktop.browsed);
        desktop.refuses = true;
        robot.clickOn("Open in browser");
        until(() -> says("No browser opened the page"));
        desktop.refuses = false;
        robot.clickOn("Open in browser");
        until(() -> desktop.browsed.equals(List.of(URI.create("https://evil.example/x"))));
    }
}
