package app.parley.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Marks;
import app.parley.client.Profile;
import app.parley.ui.Fx;
import app.parley.ui.fake.Samples;
import java.time.Duration;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/// How conversations are kept: from the menu of their row, with the mouse and by keys.
class KeepingJourneyTest extends Journey {
    private static final String TOM = "Tom Okafor";

    private void list() throws Exception {
        open(Samples.busy(), Profile.Protection.UNPROTECTED);
        until(() -> find(".contact-cell").isPresent() && find(".contact-list").isPresent());
    }

    private Marks marks() {
        return client.chats.marks.getOrDefault(Samples.TOM, Marks.NONE);
    }

    private void menuOfTom() throws Exception {
        robot.rightClickOn(Fx.on(() -> row(TOM)));
        until(Journey::menuIsOpen);
    }

    private void tom(String deed) throws Exception {
        menuOfTom();
        choose(deed);
        until(() -> !menuIsOpen());
    }

    private String sentence() {
        return row(TOM).getAccessibleText();
    }

    @Test
    void a_row_is_pinned_marked_unread_and_back_by_the_mouse() throws Exception {
        list();
        tom("Pin");
        until(() -> marks().pinned() && sentence().contains("pinned"));
        until(() -> height(TOM) < height("Noa Levi"));
        tom("Unpin");
        until(() -> !marks().pinned());
        tom("Mark as unread");
        until(() -> marks().unread());
        until(() -> row(TOM).lookup(".unread-dot").isVisible());
        tom("Mark as read");
        until(() -> !marks().unread());
    }

    @Test
    void a_row_is_muted_for_a_time_and_heard_again() throws Exception {
        list();
        menuOfTom();
        choose("For 8 hours");
        until(() -> marks().mutedUntil().equals(Samples.NOW.plus(Duration.ofHours(8))));
        until(() -> sentence().contains("muted"));
        tom("Unmute");
        until(() -> !marks().mutedAt(Samples.NOW));
    }

    @Test
    void a_row_goes_into_the_archive_and_comes_back_from_there() throws Exception {
        list();
        tom("Archive");
        until(() -> marks().archived() && find(".contact-fold").isPresent());
        click(".contact-fold");
        until(() -> sentence().startsWith(TOM));
        tom("Take out of the archive");
        until(() -> !marks().archived() && find(".contact-fold").isEmpty());
    }

    @Test
    void blocking_and_deleting_are_asked_about_first() throws Exception {
        list();
        tom("Block");
        until(() -> says("Block Tom Okafor?"));
        robot.push(KeyCode.ESCAPE);
        until(() -> !says("Block Tom Okafor?"));
        tom("Block");
        click("#yes");
        until(() -> client.asked.contains("block true"));
        tom("Unblock");
        until(() -> client.asked.contains("block false"));
        tom("Delete conversation");
        until(() -> says("Delete the conversation with Tom Okafor?"));
        click("#yes");
        until(() -> client.asked.contains("delete all"));
    }

    private double height(String name) {
        return row(name).localToScene(0, 0).getY();
    }

    @Test
    void rows_do_not_jump_under_the_mouse_and_go_where_they_belong_afterwards() throws Exception {
        list();
        assertTrue(Fx.on(() -> height(TOM) > height("Noa Levi")));
        double before = Fx.on(() -> height(TOM));
        robot.moveTo(Fx.on(() -> row("Noa Levi")));
        robot.moveBy(4, 0);
        client.receive(Samples.TOM, "Are you there?");
        until(() -> sentence().contains("Are you there?"));
        assertEquals(before, Fx.on(() -> height(TOM)), "it stays while the mouse is among the rows");
        robot.moveTo("#settingsButton");
        until(() -> height(TOM) < height("Noa Levi"));
    }

    @Test
    void the_menu_of_a_row_opens_and_works_by_keys() throws Exception {
        list();
        chatWith(Samples.NOA);
        robot.push(KeyCode.F6);
        until(() -> find("#chatsButton").filter(Node::isFocused).isPresent());
        robot.push(KeyCode.F6);
        until(() -> find(".contact-list").filter(Node::isFocused).isPresent());
        robot.push(KeyCode.HOME);
        press(KeyCode.SHIFT, KeyCode.F10);
        until(Journey::menuIsOpen);
        // Some systems put the focus on the first line at once.
        for (int i = 0; i < 12 && !Fx.on(Journey::lineInFocus).equals("Pin"); i++) {
            robot.push(KeyCode.DOWN);
        }
        robot.push(KeyCode.ENTER);
        until(() -> !menuIsOpen());
        until(() -> client.chats.marks.values().stream().anyMatch(Marks::pinned));
        assertEquals(
                1, client.chats.marks.values().stream().filter(Marks::pinned).count());
    }
}
