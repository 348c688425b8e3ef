package app.parley.ui.chat;

import app.parley.client.Person;
import app.parley.ui.Wording;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.collections.FXCollections;
import javafx.collections.transformation.FilteredList;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;

/// The panel that asks to whom a message is forwarded.
public final class ForwardController {
    private final Wording wording;
    private final FilteredList<Person> people;
    private final Consumer<Person> chosen;
    private final Runnable close;

    @FXML
    private TextField filter;

    @FXML
    private ListView<Person> list;

    @FXML
    private Label none;

    /// @param people everybody; those who cannot be written to are left out
    /// @param chosen is told whom the person picked
    /// @param close puts the panel away
    public ForwardController(Collection<Person> people, Wording wording, Consumer<Person> chosen, Runnable close) {
        this.wording = wording;
        this.chosen = chosen;
        this.close = close;
        List<Person> writable = people.stream()
                .filter(person ->
                        person.member() && !person.trust().blocks() && person.standing() == Person.Standing.KNOWN)
                .sorted(Comparator.comparing(wording::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
        this.people = new FilteredList<>(FXCollections.observableArrayList(writable));
    }

    @FXML
    void initialize() {
        list.setItems(people);
        list.setCellFactory(view -> new NameCell());
        filter.textProperty().addListener((property, before, now) -> {
            String wanted = now.strip().toLowerCase(Locale.ROOT);
            people.setPredicate(
                    person -> wording.name(person).toLowerCase(Locale.ROOT).contains(wanted));
            list.getSelectionModel().selectFirst();
        });
        none.visibleProperty().bind(Bindings.isEmpty(people));
        list.getSelectionModel().selectFirst();
        list.setOnMouseClicked(event -> onChoose());
        list.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                onChoose();
            }
        });
    }

    @FXML
    void onChoose() {
        Person person = list.getSelectionModel().getSelectedItem();
        if (person != null) {
            chosen.accept(person);
        }
    }

    @FXML
    void onClose() {
        close.run();
    }

    /// Puts the caret into the field.
    public void focus() {
        filter.requestFocus();
    }

    private final class NameCell extends ListCell<Person> {
        @Override
        protected void updateItem(Person person, boolean empty) {
            super.updateItem(person, empty);
            setText(empty || person == null ? null : wording.name(person));
        }
    }
}
