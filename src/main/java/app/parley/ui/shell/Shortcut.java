package app.parley.ui.shell;

import java.util.Arrays;
import java.util.List;
import javafx.scene.input.KeyCombination;

/// The keys of the window. Each has its words under `shortcut.NAME`.
enum Shortcut {
    NEW("Shortcut+N"),
    SEARCH("Shortcut+F", "Shortcut+K"),
    SEARCH_CHAT("Shortcut+Shift+F"),
    NEXT_TAB("Ctrl+Tab"),
    PREVIOUS_TAB("Ctrl+Shift+Tab"),
    DOWN("Alt+Down"),
    UP("Alt+Up"),
    UNREAD_DOWN("Alt+Shift+Down"),
    UNREAD_UP("Alt+Shift+Up"),
    TAB_BY_NUMBER("Shortcut+1"),
    ARCHIVE("Shortcut+Shift+A"),
    LEAVE("Shortcut+W"),
    ESCAPE("Esc"),
    SETTINGS("Shortcut+Comma"),
    NEXT_PANE("F6"),
    SMALL_LIST("Shortcut+Shift+L"),
    DETAILS("Shortcut+Shift+I"),
    LARGER("Shortcut+Equals", "Shortcut+Plus", "Shortcut+Add", "Shortcut+Shift+Equals"),
    SMALLER("Shortcut+Minus", "Shortcut+Subtract"),
    USUAL_SIZE("Shortcut+0", "Shortcut+Numpad 0"),
    EDIT_LAST("Up"),
    WALK("Shortcut+Shift+M"),
    REPLY("Shortcut+Shift+R"),
    EMOJI("Shortcut+Shift+J"),
    NEWEST("Shortcut+End"),
    LOCK("Shortcut+L"),
    SHEET("Shortcut+Slash");

    private final List<KeyCombination> keys;

    Shortcut(String... keys) {
        this.keys = Arrays.stream(keys).map(KeyCombination::valueOf).toList();
    }

    List<KeyCombination> keys() {
        return keys;
    }

    /// As it is written on the keys here: `Ctrl+N`.
    String display() {
        if (this == TAB_BY_NUMBER) {
            return keys.getFirst().getDisplayText() + "…9";
        }
        return keys.getFirst().getDisplayText();
    }
}
