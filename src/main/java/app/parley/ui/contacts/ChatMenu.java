package app.parley.ui.contacts;

import app.parley.protocol.AccountId;
import app.parley.ui.Texts;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/// The menu of a conversation in the list.
final class ChatMenu extends ContextMenu {
    private final Texts texts;
    private final Supplier<Optional<ContactRow.Entry>> shown;

    /// What needs a second thought.
    interface Asked {
        void block(ContactRow.Entry who);

        void delete(ContactRow.Entry what);
    }

    /// @param shown the row that the menu is opened on
    /// @param asked does what cannot be taken back lightly
    ChatMenu(Texts texts, Keeping keeping, Supplier<Optional<ContactRow.Entry>> shown, Asked asked) {
        this.texts = texts;
        this.shown = shown;
        MenuItem pin = item("contacts.pin", entry -> keeping.pin(entry.id()));
        Menu mute = new Menu(texts.get("contacts.mute"));
        for (Keeping.Mute how : Keeping.Mute.values()) {
            MenuItem time = item("contacts.mute." + how, entry -> keeping.mute(entry.id(), how));
            mute.getItems().add(time);
        }
        MenuItem unmute = item("contacts.unmute", entry -> keeping.unmute(entry.id()));
        MenuItem unread = item("contacts.mark-unread", entry -> keeping.turnUnread(entry.id()));
        MenuItem archive = item("contacts.archive", entry -> keeping.archive(entry.id()));
        MenuItem accept = item("contacts.accept", entry -> keeping.accept(entry.id()));
        MenuItem block = item("contacts.block", asked::block);
        MenuItem unblock = item("contacts.unblock", entry -> keeping.block(entry.id()));
        MenuItem delete = item("contacts.delete", asked::delete);
        getItems().addAll(accept, pin, mute, unmute, unread, archive, new SeparatorMenuItem(), block, unblock, delete);
        setOnShowing(event -> shown.get().ifPresent(entry -> {
            AccountId id = entry.id();
            pin.setText(texts.get(keeping.of(id).pinned() ? "contacts.unpin" : "contacts.pin"));
            mute.setVisible(!keeping.muted(id));
            unmute.setVisible(keeping.muted(id));
            unread.setText(texts.get(keeping.unread(id) ? "contacts.mark-read" : "contacts.mark-unread"));
            archive.setText(texts.get(keeping.of(id).archived() ? "contacts.unarchive" : "contacts.archive"));
            accept.setVisible(keeping.asks(id));
            block.setVisible(!keeping.blocked(id));
            unblock.setVisible(keeping.blocked(id));
        }));
    }

    private interface Deed {
        void with(ContactRow.Entry entry);
    }

    private MenuItem item(String words, Deed deed) {
        MenuItem item = new MenuItem(texts.get(words));
        item.setOnAction(event -> shown.get().ifPresent(deed::with));
        return item;
    }
}
