package app.parley.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Person;
import app.parley.client.Profile;
import app.parley.ui.Fx;
import app.parley.ui.chat.ChatPartner;
import app.parley.ui.fake.FakeClient;
import app.parley.ui.fake.Samples;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/// Requests, several messages at once, drafts and timers, as people meet them.
class ConversationJourneyTest extends Journey {
    private void asked() throws Exception {
        FakeClient busy = Samples.busy();
        busy.put(Samples.standing(busy.people.get(Samples.TOM), Person.Standing.REQUEST));
        open(busy, Profile.Protection.UNPROTECTED);
        until(() -> find(".contact-cell").isPresent() && says("Requests (1)"));
        robot.clickOn(Fx.on(() -> row("Tom Okafor")));
        until(() -> find("#requestBox").isPresent() && find("#composerBox").isEmpty());
    }

    @Test
    void who_asks_is_accepted_and_can_be_answered() throws Exception {
        asked();
        robot.clickOn("Accept");
        until(() -> client.asked.contains("accept"));
        until(() -> find("#composerBox").isPresent() && find("#requestBox").isEmpty());
    }

    @Test
    void who_asks_is_turned_away_after_a_second_thought() throws Exception {
        asked();
        robot.clickOn("Delete conversation");
        until(() -> says("Delete the conversation with Tom Okafor?"));
        robot.push(KeyCode.ESCAPE);
        until(() -> !says("Delete the conversation with Tom Okafor?"));
        assertFalse(client.asked.contains("delete all"));
        robot.clickOn("Delete conversation");
        click("#yes");
        until(() -> client.asked.contains("delete all"));
        until(() -> !says("Requests (1)"));
    }

    @Test
    void who_asks_is_blocked_and_unblocked() throws Exception {
        asked();
        robot.clickOn("Block");
        until(() -> says("Block Tom Okafor?"));
        click("#yes");
        until(() -> client.asked.contains("block true"));
        until(() -> chat().getPartner().composerProperty().get() == ChatPartner.Composer.UNWANTED);
        robot.clickOn("Unblock");
        until(() -> find("#composerBox").isPresent());
    }

    /// Noa's conversation with two messages chosen by hand.
    private void twoChosen() throws Exception {
        if (client == null) {
            open(Samples.busy(), Profile.Protection.UNPROTECTED);
        }
        chatWith(Samples.NOA);
        press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.M);
        until(() -> find(".message-list").filter(Node::isFocused).isPresent());
        robot.push(KeyCode.ENTER);
        choose("Select");
        until(() -> says("One message selected") && find("#composerBox").isEmpty());
        robot.clickOn(Fx.on(() -> newest(1)));
        until(() -> says("2 messages selected"));
    }

    /// A message, counted from below.
    private Node newest(int fromBelow) {
        List<Node> all = robot.lookup(".message").queryAll().stream()
                .filter(Journey::shown)
                .sorted((one, other) -> Double.compare(
                        other.localToScene(0, 0).getY(), one.localToScene(0, 0).getY()))
                .toList();
        return all.get(fromBelow).lookup(".bubble");
    }

    private void inBar(String name) throws Exception {
        Fx.on(() -> {
            find("#selectionBar").orElseThrow().lookupAll(".button").stream()
                    .filter(button -> name.equals(button.getAccessibleText()))
                    .findFirst()
                    .map(ButtonBase.class::cast)
                    .orElseThrow()
                    .fire();
            return true;
        });
    }

    @Test
    void several_messages_are_copied_and_escape_leaves_the_choosing() throws Exception {
        twoChosen();
        String words = chat().getSelection().messages().stream()
                .map(message -> message.said().orElseThrow().text())
                .reduce((one, other) -> one + "\n" + other)
                .orElseThrow();
        inBar("Copy");
        until(() -> words.equals(Clipboard.getSystemClipboard().getString()));
        until(() -> find("#composerBox").isPresent());
        twoChosen();
        robot.push(KeyCode.ESCAPE);
        until(() -> find("#selectionBar").isEmpty() && find("#composerBox").isPresent());
        assertTrue(window.shell().orElseThrow().chats().size() == 1, "the chat stays");
    }

    @Test
    void several_messages_are_forwarded_in_their_order() throws Exception {
        twoChosen();
        List<String> texts = chat().getSelection().messages().stream()
                .map(message -> "forward " + message.said().orElseThrow().text())
                .toList();
        inBar("Forward…");
        until(() -> find("#filter").filter(Node::isFocused).isPresent());
        robot.write("Tom");
        robot.push(KeyCode.ENTER);
        until(() -> client.asked.containsAll(texts));
        assertEquals(
                texts,
                client.asked.stream()
                        .filter(line -> line.startsWith("forward "))
                        .toList());
        until(() -> chat().with().equals(Samples.TOM));
    }

    @Test
    void several_messages_are_deleted_after_a_second_thought() throws Exception {
        twoChosen();
        int before = client.messages.get(Samples.NOA).size();
        inBar("Delete here");
        until(() -> says("Delete 2 messages here?"));
        click("#yes");
        until(() -> client.messages.get(Samples.NOA).size() == before - 2);
        until(() -> find("#selectionBar").isEmpty());
    }

    private String typed() {
        return find("#composer")
                .map(node -> ((TextInputControl) node).getText())
                .orElse("");
    }

    @Test
    void what_was_typed_waits_in_each_chat_also_over_a_restart() throws Exception {
        open(Samples.busy(), Profile.Protection.UNPROTECTED);
        chatWith(Samples.NOA);
        robot.write("to noa");
        chatWith(Samples.TOM);
        until(() -> typed().isEmpty());
        robot.write("to tom");
        chatWith(Samples.NOA);
        until(() -> typed().equals("to noa"));
        until(() -> row("Tom Okafor").lookup(".contact-draft").isVisible());
        Map<app.parley.protocol.AccountId, String> kept = Map.of(Samples.NOA, "to noa", Samples.TOM, "to tom");
        Fx.on(() -> {
            window.stage().close();
            return true;
        });
        until(() -> client.drafts().equals(kept));
        until(() -> quit.getCount() == 0);
        quit = new CountDownLatch(1);
        FakeClient again = Samples.busy();
        again.keepDrafts(client.drafts());
        open(again, Profile.Protection.UNPROTECTED);
        until(() -> find(".contact-cell").isPresent());
        until(() -> row("Tom Okafor").lookup(".contact-draft").isVisible());
        chatWith(Samples.TOM);
        until(() -> typed().equals("to tom"));
    }

    @Test
    void a_timer_is_set_from_the_menu_of_the_chat_and_shown_until_it_is_taken_off() throws Exception {
        open(Samples.busy(), Profile.Protection.UNPROTECTED);
        chatWith(Samples.NOA);
        assertTrue(Fx.on(() -> find(".timer-badge").isEmpty()));
        timer("one day");
        until(() -> client.asked.contains("setTimer PT24H"));
        until(() -> find(".timer-badge")
                .filter(badge -> badge.getAccessibleText().contains("one day"))
                .isPresent());
        timer("Messages stay");
        until(() -> find(".timer-badge").isEmpty());
    }

    private void timer(String words) throws Exception {
        Fx.on(() -> {
            ((MenuButton) find(".chat-header .menu-button").orElseThrow()).show();
            return true;
        });
        choose(words);
        until(() -> !menuIsOpen());
    }
}
