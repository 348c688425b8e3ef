package app.parley.ui.chat;

import app.parley.ui.Texts;
import app.parley.ui.emoji.EmojiLabel;
import app.parley.ui.link.Link;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.HBox;

/// The menu of a message: a row of quick reactions, then what can be done with it.
final class MessageMenu extends ContextMenu {
    /// What people answer with most.
    static final List<String> QUICK = List.of("👍", "❤️", "😂", "😮", "😢", "🙏");

    private final MessageActions actions;
    private final Supplier<ChatRow.Bubble> shown;

    /// @param shown the message that the menu is opened on
    /// @param copied what Copy takes
    /// @param links in the message
    /// @param follow asks before it opens a link
    MessageMenu(
            Texts texts,
            MessageActions actions,
            Supplier<ChatRow.Bubble> shown,
            Supplier<String> copied,
            Supplier<List<Link>> links,
            Consumer<Link> follow) {
        this.actions = actions;
        this.shown = shown;
        MenuItem reply =
                item(texts.get("chat.reply"), () -> actions.reply(shown.get().message()));
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
                        quick(texts),
                        new SeparatorMenuItem(),
                        reply,
                        edit,
                        forward,
                        copy,
                        select,
                        new SeparatorMenuItem(),
                        takeBack,
                        delete);
        setOnShowing(event -> {
            boolean mine = shown.get().mine();
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

    private CustomMenuItem quick(Texts texts) {
        HBox row = new HBox();
        row.getStyleClass().add("quick-reactions");
        for (String emoji : QUICK) {
            EmojiLabel picture = new EmojiLabel();
            picture.setText(emoji);
            Button button = new Button("", picture);
            button.getStyleClass().add("reaction");
            button.setAccessibleText(texts.get("chat.react.with", emoji));
            button.setOnAction(event -> {
                actions.react(shown.get().message(), emoji);
                hide();
            });
            row.getChildren().add(button);
        }
        CustomMenuItem item = new CustomMenuItem(row, false);
        item.getStyleClass().add("quick-item");
        return item;
    }
}
