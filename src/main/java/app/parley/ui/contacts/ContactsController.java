package app.parley.ui.contacts;

import app.parley.protocol.AccountId;
import app.parley.ui.Asking;
import app.parley.ui.control.EverySecond;
import java.util.List;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.util.Duration;

/// The list beside the conversations.
public final class ContactsController {
    private static final PseudoClass FACES = PseudoClass.getPseudoClass("faces");

    private final ContactsViewModel model;
    private final Runnable findByNumber;
    private final ChatMenu.Asked asked;
    /// Somebody who rests the mouse on the list is not about to click.
    private final PauseTransition idle = new PauseTransition(Duration.seconds(3));
    private int ticks;
    private boolean wideForSearch;

    /// Whether there is room for pictures only.
    private final BooleanProperty faces = new SimpleBooleanProperty();
    /// Whether somebody is looking for something here.
    private final ReadOnlyBooleanWrapper searching = new ReadOnlyBooleanWrapper();

    @FXML
    private Node root;

    @FXML
    private Label title;

    @FXML
    private Node toSearch;

    @FXML
    private Node searchBox;

    @FXML
    private TextField search;

    @FXML
    private Node clear;

    @FXML
    private ListView<ContactRow> list;

    @FXML
    private Node placeholder;

    /// @param findByNumber opens the search for a number
    /// @param ask has the person think again: a title, words, what is done, and doing it
    public ContactsController(ContactsViewModel model, Runnable findByNumber, Asking ask) {
        this.model = model;
        this.findByNumber = findByNumber;
        this.asked = new Twice(model, ask);
    }

    @FXML
    void initialize() {
        title.textProperty().bind(model.title());
        search.textProperty().bindBidirectional(model.filterProperty());
        clear.visibleProperty().bind(search.textProperty().isNotEmpty());
        clear.managedProperty().bind(clear.visibleProperty());
        search.focusedProperty().subscribe(now -> searched());
        search.textProperty().subscribe(now -> searched());
        faces.subscribe(now -> root.pseudoClassStateChanged(FACES, now));
        List.of(title, searchBox).forEach(part -> show(part, faces.not()));
        show(toSearch, faces);
        list.setItems(model.getRows());
        ChatMenu menu = new ChatMenu(model.texts(), model.keeping(), this::selected, asked);
        list.setCellFactory(view -> new ContactCell(model.wording(), menu, faces));
        list.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                openSelected();
                event.consume();
            }
            if (event.getCode() == KeyCode.CONTEXT_MENU || event.getCode() == KeyCode.F10 && event.isShiftDown()) {
                openMenu(menu);
                event.consume();
            }
        });
        list.addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
            if (event.getButton() == MouseButton.PRIMARY) {
                openSelected();
            }
        });
        idle.setOnFinished(event -> model.hold(false));
        list.addEventFilter(MouseEvent.MOUSE_MOVED, event -> {
            model.hold(true);
            idle.playFromStart();
        });
        list.addEventHandler(MouseEvent.MOUSE_EXITED, event -> model.hold(false));
        search.addEventFilter(KeyEvent.KEY_PRESSED, this::searchKey);
        show(placeholder, Bindings.isEmpty(model.getRows()).and(faces.not()));
        EverySecond.whileShown(list, this::tick);
    }

    private static void show(Node part, BooleanExpression when) {
        part.visibleProperty().bind(when);
        part.managedProperty().bind(when);
    }

    private void searched() {
        searching.set(search.isFocused() || !search.getText().isEmpty());
    }

    private void tick() {
        ticks++;
        if (ticks % 30 == 0) {
            model.refresh();
        }
    }

    private void searchKey(KeyEvent event) {
        switch (event.getCode()) {
            case ENTER -> {
                model.openFirst();
                onClear();
            }
            case DOWN -> {
                list.requestFocus();
                list.getSelectionModel().selectFirst();
            }
            case ESCAPE -> leaveSearch();
            default -> {
                return;
            }
        }
        event.consume();
    }

    /// The menu of the row that the keyboard is on, below it.
    private void openMenu(ChatMenu menu) {
        list.lookupAll(".contact-cell").stream()
                .filter(node -> node instanceof ContactCell cell && cell.isSelected())
                .findFirst()
                .filter(row -> selected().isPresent())
                .ifPresent(row -> menu.show(row, Side.BOTTOM, 0, 0));
    }

    private Optional<ContactRow.Entry> selected() {
        return list.getSelectionModel().getSelectedItem() instanceof ContactRow.Entry entry
                ? Optional.of(entry)
                : Optional.empty();
    }

    /// Blocking and deleting are asked about first.
    private record Twice(ContactsViewModel model, Asking ask) implements ChatMenu.Asked {
        @Override
        public void block(ContactRow.Entry who) {
            ask.first("contacts.block", who.name(), () -> model.keeping().block(who.id()));
        }

        @Override
        public void delete(ContactRow.Entry what) {
            ask.first("contacts.delete", what.name(), () -> model.keeping().delete(what.id()));
        }
    }

    private void openSelected() {
        ContactRow row = list.getSelectionModel().getSelectedItem();
        if (row != null) {
            model.open(row);
        }
    }

    /// A list that was made wide only for this goes back.
    private void leaveSearch() {
        onClear();
        if (wideForSearch) {
            list.requestFocus();
        }
    }

    @FXML
    void onSearch() {
        focusSearch();
    }

    @FXML
    void onClear() {
        search.clear();
    }

    @FXML
    void onFindByNumber() {
        findByNumber.run();
    }

    /// Puts the caret into the search field.
    public void focusSearch() {
        wideForSearch = faces.get() || wideForSearch && searching.get();
        searching.set(true);
        search.requestFocus();
        search.selectAll();
    }

    /// Puts the focus on the list.
    public void focusList() {
        list.requestFocus();
    }

    /// Marks the row of the conversation that is shown.
    public void mark(Optional<AccountId> shown) {
        list.getSelectionModel().clearSelection();
        for (int i = 0; i < model.getRows().size(); i++) {
            if (model.getRows().get(i) instanceof ContactRow.Entry entry
                    && shown.filter(entry.id()::equals).isPresent()) {
                list.getSelectionModel().select(i);
            }
        }
    }

    /// Whether somebody searches, for which words need room.
    public ReadOnlyBooleanProperty searchingProperty() {
        return searching.getReadOnlyProperty();
    }

    /// Whether pictures only are shown; set by whoever knows how wide the list is.
    public BooleanProperty facesProperty() {
        return faces;
    }

    public ContactsViewModel getModel() {
        return model;
    }
}
