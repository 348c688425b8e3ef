package app.parley.ui.shell;

import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyEvent;

/// What is typed where nothing takes it goes into the message that is being written.
final class TypingAnywhere {
    private final ShellViewModel model;
    private final ChatTabs tabs;

    private TypingAnywhere(ShellViewModel model, ChatTabs tabs) {
        this.model = model;
        this.tabs = tabs;
    }

    static void install(Node root, ShellViewModel model, ChatTabs tabs) {
        TypingAnywhere typing = new TypingAnywhere(model, tabs);
        root.addEventHandler(KeyEvent.KEY_TYPED, typing::typed);
    }

    private void typed(KeyEvent event) {
        if (!(event.getTarget() instanceof TextInputControl) && model.showsChats() && isText(event)) {
            tabs.type(event.getCharacter());
            event.consume();
        }
    }

    /// Blanks press buttons, and what is held with Ctrl or Alt alone is a shortcut; both together make letters.
    private static boolean isText(KeyEvent event) {
        boolean shortcut = event.isMetaDown() || event.isControlDown() != event.isAltDown();
        String typed = event.getCharacter();
        return !shortcut && !typed.isBlank() && typed.codePoints().noneMatch(Character::isISOControl);
    }
}
