package app.parley.ui.chat;

import app.parley.client.Message;
import app.parley.ui.Texts;
import app.parley.ui.emoji.EmojiPicking;
import app.parley.ui.link.Link;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;

/// The menu of a message: a row of quick reactions, then what can be done with it.
final class MessageMenu extends ContextMenu {
    private final MessageActions actions;
    private final Supplier<ChatRow.Bubble> shown;

    /// @param shown the message that the menu is opened on
    /// @param copied what Copy takes
    /// @param links in the message
    /// @param follow asks before it opens a link
    /// @param picking offers all emoji
    MessageMenu(
            Texts texts,
            MessageActions actions,
            Supplier<ChatRow.Bubble> shown,
            Supplier<String> copied,
            Supplier<List<Link>> links,
            Consumer<Link> follow,
            EmojiPicking picking) {
        this.actions = actions;
        this.shown = shown;
        MenuItem reply =
                item(texts.get("chat.reply"), () -> actions.reply(shown.get().message()));
        MenuItem original = item(
                texts.get("chat.quote.jump"), () -> shown.get().quote().ifPresent(quote -> actions.jump(quote.of())));
        MenuItem edit =
                item(texts.get("chat.edit"), () -> actions.edit(shown.get().message()));
        MenuItem forward = item(
                texts.get("chat.forward"), () -> actions.forward(shown.get().message()));
        MenuItem copy = item(
                texts.get("chat.copy"),
                () -> Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, copied.get())));
        MenuItem select = item(
                texts.get("chat.select"),
                () -> actions.selection().turn(shown.get().message()));
        MenuItem takeBack = item(
                texts.get("chat.take-back"), () -> actions.takeBack(shown.get().message()));
        MenuItem delete = item(
                texts.get("chat.delete-here"), () -> actions.delete(shown.get().id()));
        getItems()
                .addAll(
                        quick(texts, picking),
                        new SeparatorMenuItem(),
                        reply,
                        original,
                        edit,
                        forward,
                        copy,
                        select,
                        new SeparatorMenuItem(),
                        takeBack,
                        delete);
        setOnShowing(event -> {
            boolean mine = shown.get().mine();
            original.setVisible(shown.get().quote().isPresent());
            edit.setVisible(mine);
            takeBack.setVisible(mine);
            getItems().removeIf(old -> old.getUserData() instanceof Link);
            int at = getItems().indexOf(copy) + 1;
            for (Link link : links.get()) {
                MenuItem open = item(texts.get("link.open-host", link.shown()), () -> follow.accept(link));
                open.setUserData(link);
                getItems().add(at++, open);
            }
        });
    }

    private static MenuItem item(String words, Runnable action) {
        MenuItem item = new MenuItem(words);
        item.setOnAction(event -> action.run());
        return item;
    }

    private CustomMenuItem quick(Texts texts, EmojiPicking picking) {
        return QuickReactions.item(
                texts,
                emoji -> {
                    actions.react(shown.get().message(), emoji);
                    hide();
                },
                () -> {
                    Message message = shown.get().message();
                    Node near = getOwnerNode();
                    hide();
                    picking.pick(near, emoji -> actions.react(message, emoji.text()));
                });
    }
}
