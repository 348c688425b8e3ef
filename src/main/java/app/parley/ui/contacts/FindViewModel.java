package app.parley.ui.contacts;

import app.parley.client.Client;
import app.parley.client.Person;
import app.parley.protocol.AccountId;
import app.parley.protocol.PhoneNumber;
import app.parley.ui.Wording;
import app.parley.ui.Work;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;

/// Finding somebody by their number.
public final class FindViewModel {
    private final Client client;
    private final Work work;
    private final Wording wording;
    private final Consumer<AccountId> found;
    private final StringProperty number = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ObservableValue<Optional<PhoneNumber>> parsed = number.map(PhoneNumber::parse);

    /// @param found opens the conversation with whoever was found
    public FindViewModel(Client client, Work work, Wording wording, Consumer<AccountId> found) {
        this.client = client;
        this.work = work;
        this.wording = wording;
        this.found = found;
        number.addListener(change -> words.set(""));
    }

    /// Whether a number is possible, so that looking for it makes sense.
    public ObservableValue<Boolean> ready() {
        return parsed.map(Optional::isPresent);
    }

    public void find() {
        Optional<PhoneNumber> phone = PhoneNumber.parse(number.get());
        if (phone.isEmpty() || busy.get()) {
            return;
        }
        busy.set(true);
        words.set("");
        work.read(() -> client.find(phone.get()), this::answer, failed -> {
            busy.set(false);
            words.set(wording.failure(failed));
        });
    }

    private void answer(Optional<Person> person) {
        busy.set(false);
        person.ifPresentOrElse(
                somebody -> found.accept(somebody.id()),
                () -> words.set(wording.texts().get("find.nobody")));
    }

    public StringProperty numberProperty() {
        return number;
    }

    public ReadOnlyStringProperty wordsProperty() {
        return words.getReadOnlyProperty();
    }

    public String getWords() {
        return words.get();
    }

    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    public boolean isBusy() {
        return busy.get();
    }
}
