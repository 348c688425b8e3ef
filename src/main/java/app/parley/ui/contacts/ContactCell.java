package app.parley.ui.contacts;

import app.parley.ui.Texts;
import app.parley.ui.Wording;
import app.parley.ui.control.Avatar;
import app.parley.ui.control.Badge;
import app.parley.ui.control.DeliveryTick;
import app.parley.ui.control.Late;
import app.parley.ui.emoji.EmojiLabel;
import javafx.beans.value.ObservableBooleanValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignB;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;

/// A row of the list beside the conversations.
final class ContactCell extends ListCell<ContactRow> {
    private static final PseudoClass HEADING = PseudoClass.getPseudoClass("heading");
    private static final PseudoClass UNREAD = PseudoClass.getPseudoClass("unread");

    private final Wording wording;
    private final ContextMenu menu;
    private final Avatar avatar = new Avatar();
    private final EmojiLabel name = new EmojiLabel();
    private final FontIcon verified = new FontIcon(MaterialDesignC.CHECK_DECAGRAM);
    private final FontIcon warning = new FontIcon(MaterialDesignA.ALERT_CIRCLE);
    private final Label when = new Label();
    private final DeliveryTick tick = new DeliveryTick();
    private final Label draft;
    private final EmojiLabel preview = new EmojiLabel();
    private final FontIcon pinned = new FontIcon(MaterialDesignP.PIN);
    private final FontIcon muted = new FontIcon(MaterialDesignB.BELL_OFF_OUTLINE);
    private final Region dot = new Region();
    private final Badge unread = new Badge();
    private final HBox row;
    private final Late<Label> heading = new Late<>(ContactCell::headingLabel);
    private final Late<FoldRow> fold = new Late<>(FoldRow::new);
    private final Late<HitRow> hit;
    private final Late<FaceRow> face = new Late<>(FaceRow::new);
    private final ObservableBooleanValue faces;

    /// @param menu of a conversation
    /// @param faces whether there is room for pictures only
    ContactCell(Wording wording, ContextMenu menu, ObservableBooleanValue faces) {
        this.faces = faces;
        this.wording = wording;
        this.menu = menu;
        Texts texts = wording.texts();
        getStyleClass().add("contact-cell");
        name.getStyleClass().add("contact-name");
        verified.getStyleClass().add("verified-icon");
        warning.getStyleClass().add("warning-icon");
        when.getStyleClass().add("contact-when");
        when.setMinWidth(USE_PREF_SIZE);
        preview.getStyleClass().add("contact-preview");
        draft = new Label(texts.get("contacts.draft"));
        draft.getStyleClass().add("contact-draft");
        draft.setMinWidth(USE_PREF_SIZE);
        hit = new Late<>(() -> new HitRow(texts));
        tick.setMinWidth(USE_PREF_SIZE);
        pinned.getStyleClass().add("contact-mark");
        muted.getStyleClass().add("contact-mark");
        dot.getStyleClass().add("unread-dot");
        HBox first = new HBox(name, verified, warning, muted, spacer(), when);
        HBox second = new HBox(tick, draft, preview, spacer(), pinned, dot, unread);
        first.getStyleClass().add("contact-line");
        second.getStyleClass().add("contact-line");
        VBox lines = new VBox(first, second);
        lines.getStyleClass().add("contact-lines");
        HBox.setHgrow(lines, Priority.ALWAYS);
        lines.setMinWidth(0);
        row = new HBox(avatar, lines);
        row.getStyleClass().add("contact-row");
        row.setAlignment(Pos.CENTER_LEFT);
        setPrefWidth(0);
        faces.addListener((property, before, now) -> updateItem(getItem(), isEmpty()));
        // The menu is about the row it opens on.
        addEventFilter(
                ContextMenuEvent.CONTEXT_MENU_REQUESTED,
                event -> getListView().getSelectionModel().select(getIndex()));
    }

    private static Label headingLabel() {
        Label heading = new Label();
        heading.getStyleClass().add("contact-heading");
        heading.setWrapText(true);
        return heading;
    }

    /// Opens and closes the archive.
    private static final class FoldRow extends HBox {
        private final FontIcon icon = new FontIcon(MaterialDesignC.CHEVRON_RIGHT);
        private final Label words = new Label();

        FoldRow() {
            getStyleClass().add("contact-fold");
            getChildren().addAll(new FontIcon(MaterialDesignA.ARCHIVE_OUTLINE), words, spacer(), icon);
        }

        void show(ContactRow.Fold archive) {
            words.setText(archive.words());
            icon.setIconCode(archive.open() ? MaterialDesignC.CHEVRON_DOWN : MaterialDesignC.CHEVRON_RIGHT);
        }
    }

    private static Region spacer() {
        Region spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        return spacer;
    }

    @Override
    protected void updateItem(ContactRow item, boolean empty) {
        super.updateItem(item, empty);
        pseudoClassStateChanged(HEADING, false);
        pseudoClassStateChanged(UNREAD, false);
        setMouseTransparent(false);
        if (empty || item == null) {
            setGraphic(null);
            setContextMenu(null);
            setAccessibleText(null);
            return;
        }
        setAccessibleText(item.sentence());
        setContextMenu(item instanceof ContactRow.Entry ? menu : null);
        if (faces.get()) {
            pseudoClassStateChanged(HEADING, item instanceof ContactRow.Heading);
            setMouseTransparent(item instanceof ContactRow.Heading);
            face.get().show(item);
            setGraphic(face.get());
            return;
        }
        switch (item) {
            case ContactRow.Fold archive -> {
                fold.get().show(archive);
                setGraphic(fold.get());
            }
            case ContactRow.Heading title -> heading(title.words());
            case ContactRow.Hint hint -> heading(hint.words());
            case ContactRow.Hit found -> {
                hit.get().show(found);
                setGraphic(hit.get());
            }
            case ContactRow.Entry entry -> {
                show(entry);
                setGraphic(row);
            }
        }
    }

    private void heading(String said) {
        heading.get().setText(said);
        pseudoClassStateChanged(HEADING, true);
        setMouseTransparent(true);
        setGraphic(heading.get());
    }

    private void show(ContactRow.Entry entry) {
        avatar.show(entry.name(), entry.id().hex(), entry.online());
        name.setText(entry.name());
        put(verified, entry.verified());
        put(warning, entry.warning());
        when.setText(entry.when());
        tick.show(entry.delivery(), entry.delivery().map(wording::delivery).orElse(""));
        put(draft, entry.draft());
        preview.setText(entry.preview());
        put(pinned, entry.pinned());
        put(muted, entry.muted());
        put(dot, entry.isNew() && entry.unread() == 0);
        unread.setCount(entry.unread());
        pseudoClassStateChanged(UNREAD, entry.isNew());
    }

    private static void put(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
