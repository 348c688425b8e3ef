package app.parley.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Marks;
import app.parley.client.Profile;
import app.parley.protocol.AccountId;
import app.parley.ui.Fx;
import app.parley.ui.fake.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.stage.PopupWindow;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;

/// Each key of the window does what the sheet says.
class KeysJourneyTest extends Journey {
    /// What PRODUCT.md promises; Ctrl+U waits for files.
    private static final List<String> PROMISED = List.of(
            "Shortcut+N",
            "Shortcut+F",
            "Shortcut+K",
            "Shortcut+Shift+F",
            "Alt+Up",
            "Alt+Down",
            "Ctrl+Tab",
            "Ctrl+Shift+Tab",
            "Alt+Shift+Up",
            "Alt+Shift+Down",
            "Shortcut+1",
            "Shortcut+Comma",
            "Shortcut+Slash",
            "Up",
            "Shortcut+Shift+R",
            "Shortcut+Shift+J",
            "Shortcut+End",
            "Shortcut+Shift+A",
            "Shortcut+W",
            "Esc",
            "F6",
            "Shortcut+Plus",
            "Shortcut+Minus",
            "Shortcut+0",
            "Shortcut+L");

    private ShellViewModel shell() {
        return window.shell().orElseThrow();
    }

    private Optional<AccountId> current() {
        return shell().currentProperty().get().map(chat -> chat.with());
    }

    private void press(KeyCombination keys) {
        KeyCodeCombination one = (KeyCodeCombination) keys;
        List<KeyCode> all = new ArrayList<>();
        if (one.getShortcut() == KeyCombination.ModifierValue.DOWN
                || one.getControl() == KeyCombination.ModifierValue.DOWN) {
            all.add(KeyCode.CONTROL);
        }
        if (one.getAlt() == KeyCombination.ModifierValue.DOWN) {
            all.add(KeyCode.ALT);
        }
        if (one.getShift() == KeyCombination.ModifierValue.DOWN) {
            all.add(KeyCode.SHIFT);
        }
        all.add(one.getCode());
        press(all.toArray(KeyCode[]::new));
    }

    private boolean focused(String selector) {
        return find(selector).filter(Node::isFocused).isPresent();
    }

    private static boolean popup() {
        return Window.getWindows().stream().anyMatch(open -> open instanceof PopupWindow && open.isShowing());
    }

    @Test
    void every_key_that_was_promised_is_there_and_does_what_it_is_for() throws Exception {
        List<KeyCombination> all = Arrays.stream(Shortcut.values())
                .flatMap(shortcut -> shortcut.keys().stream())
                .toList();
        PROMISED.forEach(keys -> assertTrue(all.contains(KeyCombination.valueOf(keys)), keys));
        open(Samples.lively(), Profile.Protection.UNPROTECTED);
        List<Shortcut> done = new ArrayList<>();
        for (Shortcut shortcut : Shortcut.values()) {
            for (KeyCombination keys : shortcut.keys()) {
                twoChats();
                try {
                    check(shortcut, keys);
                } catch (Exception | AssertionError failed) {
                    throw new AssertionError(shortcut + " by " + keys + " after " + done, failed);
                }
            }
            done.add(shortcut);
        }
        assertEquals(List.of(Shortcut.values()), done);
    }

    /// Tom's chat and Noa's, which is in front, with the caret in its composer.
    private void twoChats() throws Exception {
        Fx.on(() -> {
            client.chats.marks.clear();
            shell().pageProperty().set(ShellViewModel.Page.CHATS);
            List.copyOf(shell().chats()).forEach(shell()::leave);
            shell().open(Samples.TOM);
            return true;
        });
        chatWith(Samples.NOA);
    }

    private void check(Shortcut shortcut, KeyCombination keys) throws Exception {
        switch (shortcut) {
            case NEW -> opens(keys, "#number");
            case SEARCH -> {
                press(keys);
                until(() -> focused("#search"));
            }
            case SEARCH_CHAT -> opens(keys, "#words");
            case NEXT_TAB, PREVIOUS_TAB -> leadsTo(keys, Optional.of(Samples.TOM));
            case DOWN -> leadsTo(keys, neighbour(1));
            case UP -> {
                leadsTo(KeyCombination.valueOf("Alt+Down"), neighbour(1));
                leadsTo(keys, neighbour(-1));
            }
            case UNREAD_DOWN, UNREAD_UP -> {
                // Another may have been read on the way here.
                client.receive(Samples.LAYLA, "Are you there?");
                until(() -> shell().contacts().unreadNeighbour(current(), 1).isPresent());
                int step = shortcut == Shortcut.UNREAD_DOWN ? 1 : -1;
                leadsTo(keys, Fx.on(() -> shell().contacts().unreadNeighbour(current(), step)));
            }
            case TAB_BY_NUMBER -> leadsTo(keys, Optional.of(Samples.TOM));
            case ARCHIVE -> {
                press(keys);
                until(() ->
                        client.chats.marks.getOrDefault(Samples.NOA, Marks.NONE).archived());
            }
            case LEAVE, ESCAPE -> {
                press(keys);
                until(() -> shell().chats().size() == 1);
            }
            case SETTINGS -> {
                press(keys);
                until(() -> shell().pageProperty().get() == ShellViewModel.Page.SETTINGS);
            }
            case NEXT_PANE -> nextPane(keys);
            case SMALL_LIST -> {
                press(keys);
                until(() -> find(".contacts").orElseThrow().lookup(".face-row") != null);
                press(keys);
                until(() -> find("#search").isPresent());
            }
            case DETAILS -> {
                press(keys);
                until(() -> find(".chat-details").isPresent());
                robot.push(KeyCode.ESCAPE);
                until(() -> find(".chat-details").isEmpty() && focused("#composer"));
            }
            case LARGER -> zooms(keys, 110);
            case SMALLER -> zooms(keys, 90);
            case USUAL_SIZE -> {
                Fx.on(() -> {
                    shell().settings().zoomBy(-1);
                    return true;
                });
                until(() -> settings.zoom == 90);
                zooms(keys, 100);
            }
            case EDIT_LAST, REPLY -> {
                press(keys);
                until(() -> find("#answeringBar").isPresent());
                robot.push(KeyCode.ESCAPE);
                until(() -> find("#answeringBar").isEmpty());
            }
            case WALK -> {
                press(keys);
                until(() -> focused(".message-list"));
            }
            case EMOJI -> {
                press(keys);
                until(KeysJourneyTest::popup);
                robot.push(KeyCode.ESCAPE);
                until(() -> !popup());
            }
            case NEWEST -> {
                Fx.on(() -> {
                    chat().atEndProperty().set(false);
                    return true;
                });
                press(keys);
                until(() -> chat().atEndProperty().get());
            }
            case LOCK -> opens(keys, "#fresh");
            case SHEET -> opens(keys, "#keys");
        }
    }

    private void opens(KeyCombination keys, String part) {
        press(keys);
        until(() -> find(part).isPresent());
        robot.push(KeyCode.ESCAPE);
        until(() -> find(part).isEmpty());
    }

    private Optional<AccountId> neighbour(int step) throws Exception {
        return Fx.on(() -> shell().contacts().neighbour(current(), step));
    }

    private void leadsTo(KeyCombination keys, Optional<AccountId> where) {
        assertTrue(where.isPresent());
        press(keys);
        until(() -> current().equals(where));
    }

    private void nextPane(KeyCombination keys) {
        press(keys);
        until(() -> focused("#chatsButton"));
        press(keys);
        until(() -> focused(".contact-list"));
        press(keys);
        until(() -> focused("#composer"));
    }

    private void zooms(KeyCombination keys, int percent) throws Exception {
        press(keys);
        until(() -> settings.zoom == percent);
        Fx.on(() -> {
            shell().settings().zoomBy(0);
            return true;
        });
    }
}
