package app.parley.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Marks;
import app.parley.client.Person;
import app.parley.client.Profile;
import app.parley.protocol.AccountId;
import app.parley.ui.Fx;
import app.parley.ui.WindowMemory.Placement;
import app.parley.ui.fake.Samples;
import java.time.Duration;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;

/// The details of a conversation, beside it.
class DetailsJourneyTest extends Journey {
    private void details(AccountId who) throws Exception {
        open(Samples.busy(), Profile.Protection.UNPROTECTED);
        chatWith(who);
        press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.I);
        until(() -> find(".chat-details").isPresent());
    }

    private void fire(String words) throws Exception {
        Fx.on(() -> {
            find(".chat-details").orElseThrow().lookupAll(".button").stream()
                    .filter(Journey::shown)
                    .map(ButtonBase.class::cast)
                    .filter(button -> words.equals(button.getText()) || words.equals(button.getAccessibleText()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(words))
                    .fire();
            return true;
        });
    }

    private void pick(String menu, String words) throws Exception {
        Fx.on(() -> {
            ((MenuButton) find(menu).orElseThrow())
                    .getItems().stream()
                            .filter(item -> words.equals(item.getText()))
                            .findFirst()
                            .map(MenuItem.class::cast)
                            .orElseThrow(() -> new AssertionError(words))
                            .fire();
            return true;
        });
    }

    private Marks marks() {
        return client.chats.marks.getOrDefault(Samples.TOM, Marks.NONE);
    }

    @Test
    void they_say_who_it_is_and_how_sure_that_is_and_go_with_escape() throws Exception {
        details(Samples.NOA);
        until(() -> says("Verified: you compared safety numbers."));
        until(() -> find(".chat-details .icon-button").filter(Node::isFocused).isPresent());
        String number = client.people.get(Samples.NOA).phone().orElseThrow().international();
        assertTrue(says(number));
        fire("Copy the number");
        until(() -> number.equals(Clipboard.getSystemClipboard().getString()));
        client.put(Samples.with(client.people.get(Samples.NOA), Person.Trust.CHANGED_AFTER_VERIFIED));
        until(() -> says("Their key changed after you verified it."));
        robot.push(KeyCode.ESCAPE);
        until(() -> find(".chat-details").isEmpty());
        assertEquals(1, window.shell().orElseThrow().chats().size(), "the chat stays");
    }

    @Test
    void what_can_be_done_with_the_chat_is_done_from_there() throws Exception {
        details(Samples.TOM);
        until(() -> says("Not compared yet."));
        fire("Pin");
        until(() -> marks().pinned());
        until(() -> says("Tom Okafor"));
        fire("Unpin");
        until(() -> !marks().pinned());
        pick("#mute", "For 8 hours");
        until(() -> marks().mutedUntil().equals(Samples.NOW.plus(Duration.ofHours(8))));
        until(() -> says("Muted until "));
        fire("Unmute");
        until(() -> says("Every new message is announced"));
        pick(".chat-details #timer", "one hour");
        until(() -> client.people.get(Samples.TOM).timer().equals(Duration.ofHours(1)));
        until(() -> says("Messages disappear one hour after"));
        fire("Block");
        until(() -> says("Block Tom Okafor?"));
        click("#yes");
        until(() -> client.asked.contains("block true"));
        fire("Unblock");
        until(() -> client.asked.contains("block false"));
        fire("Compare");
        until(() -> find(".safety-digits").isPresent());
    }

    @Test
    void where_there_is_no_room_for_both_they_take_the_place_of_the_messages() throws Exception {
        settings.placement = Optional.of(new Placement(0, 0, 560, 800, false, 300));
        details(Samples.NOA);
        until(() -> find("#composer").isEmpty());
        Region panel = (Region) Fx.on(() -> find(".chat-details").orElseThrow());
        until(() -> panel.getWidth() > 400);
        assertTrue(Fx.on(() -> panel.localToScene(panel.getLayoutBounds()).getMaxX() <= 560), "it is not cut off");
        fire("Close the details");
        until(() -> find("#composer").filter(Node::isFocused).isPresent());
    }
}
