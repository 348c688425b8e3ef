package app.parley.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Person;
import app.parley.client.Profile;
import app.parley.client.Scan;
import app.parley.protocol.AccountId;
import app.parley.ui.Fx;
import app.parley.ui.emoji.EmojiLabel;
import app.parley.ui.fake.Samples;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/// Who is who: safety numbers, badges, changed keys.
class TrustJourneyTest extends Journey {
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
    void who_is_verified_has_the_badge_wherever_the_name_stands() throws Exception {
        open(Samples.busy(), Profile.Protection.UNPROTECTED);
        until(() -> find(".contact-cell").isPresent());
        assertBadges("Noa Levi", true, Samples.NOA);
        assertBadges("Tom Okafor", false, Samples.TOM);
        Fx.on(() -> {
            window.shell().orElseThrow().pageProperty().set(ShellViewModel.Page.PEOPLE);
            return true;
        });
        until(() -> listed("Noa Levi").filter(TrustJourneyTest::hasBadge).isPresent());
        until(() -> listed("Tom Okafor").filter(cell -> !hasBadge(cell)).isPresent());
        client.put(Samples.with(client.people.get(Samples.TOM), Person.Trust.VERIFIED));
        until(() -> listed("Tom Okafor").filter(TrustJourneyTest::hasBadge).isPresent());
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
                        .anyMatch(node -> node instanceof EmojiLabel label
                                && label.getText().equals(name)))
                .findFirst();
    }

    private static boolean hasBadge(Node cell) {
        return cell.lookupAll(".verified-icon").stream().anyMatch(Journey::shown);
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

    @Test
    void whose_key_changed_after_verifying_gets_nothing_until_compared_again_and_the_window_says_so() throws Exception {
        open(Samples.busy(), Profile.Protection.UNPROTECTED);
        Fx.on(() -> {
            window.shell().orElseThrow().open(Samples.NOA);
            return true;
        });
        fill("#composer", "half a thought");
        client.put(Samples.with(client.people.get(Samples.NOA), Person.Trust.CHANGED_AFTER_VERIFIED));
        until(() -> says("Noa Levi’s key changed after you verified it. Nothing is sent until you compare"));
        until(() -> find("#composer").isEmpty() && find("#send").isEmpty());
        until(() -> find(".chat-header .verified-badge").isEmpty());
        click("#compareAgain");
        until(() -> says("30294"));
        click(".verify .accent");
        until(() -> client.asked.contains("setVerified true"));
        until(() -> says("Noa Levi is verified"));
        robot.push(KeyCode.ESCAPE);
        until(() -> find("#composer")
                .filter(node -> ((TextInputControl) node).getText().equals("half a thought"))
                .isPresent());
        assertFalse(says("Nothing is sent until you compare"));
    }

    @Test
    void who_was_never_verified_and_has_a_new_key_can_be_written_to_and_the_window_says_what_changed()
            throws Exception {
        open(Samples.busy(), Profile.Protection.UNPROTECTED);
        Fx.on(() -> {
            window.shell().orElseThrow().open(Samples.JULES);
            return true;
        });
        until(() -> says("has a new key, perhaps from a new computer"));
        until(() -> find("#composer").isPresent());
        click(".warning-banner .accent");
        until(() -> client.asked.contains("acceptKeyChange"));
        until(() -> !says("has a new key, perhaps from a new computer"));
    }
}
