package app.parley.ui.verify;

import app.parley.client.Client;
import app.parley.client.Person;
import app.parley.client.SafetyNumberView;
import app.parley.protocol.AccountId;
import app.parley.ui.Texts;
import app.parley.ui.Wording;
import app.parley.ui.Work;
import app.parley.ui.service.KeyWork;
import app.parley.ui.service.Live;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.MapChangeListener;

/// Comparing safety numbers with one person.
public final class VerifyViewModel implements AutoCloseable {
    private final AccountId person;
    private final Live live;
    private final Client client;
    private final KeyWork keys;
    private final Work work;
    private final Wording wording;
    private final Texts texts;
    private final ReadOnlyObjectWrapper<Optional<SafetyNumberView>> number =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper verified = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper warned = new ReadOnlyBooleanWrapper();
    private final MapChangeListener<AccountId, Person> listener = change -> show();

    public VerifyViewModel(AccountId person, Live live, KeyWork keys, Work work, Wording wording) {
        this.person = person;
        this.live = live;
        this.client = live.client();
        this.keys = keys;
        this.work = work;
        this.wording = wording;
        this.texts = wording.texts();
        live.people().addListener(listener);
        show();
    }

    private void show() {
        live.person(person).ifPresent(who -> {
            String name = wording.name(who);
            verified.set(who.verified());
            title.set(texts.get(who.verified() ? "verify.title.verified" : "verify.title", name));
            words.set(texts.of("verify.words", who.trust(), name));
        });
    }

    /// Works the number out.
    public void open() {
        keys.work(
                texts.get("verify.working"),
                () -> client.safetyNumber(person),
                view -> number.set(Optional.of(view)),
                this::fail);
    }

    /// The twelve groups of five digits; empty until they are known.
    public List<String> groups() {
        return number.get().map(view -> List.of(view.grouped().split(" "))).orElse(List.of());
    }

    /// The person says both numbers are the same.
    public void same() {
        setVerified(true);
    }

    /// The person takes that back.
    public void takeBack() {
        setVerified(false);
    }

    private void setVerified(boolean now) {
        warned.set(false);
        work.intend(
                () -> {
                    client.setVerified(person, now);
                    return now;
                },
                done -> {},
                this::fail);
    }

    /// The person says the numbers differ: nothing is marked, and the view says what that means.
    public void differ() {
        warned.set(true);
        if (verified.get()) {
            setVerified(false);
            warned.set(true);
        }
    }

    private void fail(Exception failed) {
        problem.set(wording.failure(failed));
    }

    @Override
    public void close() {
        live.people().removeListener(listener);
    }

    public ReadOnlyObjectProperty<Optional<SafetyNumberView>> numberProperty() {
        return number.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    public String getTitle() {
        return title.get();
    }

    public ReadOnlyStringProperty wordsProperty() {
        return words.getReadOnlyProperty();
    }

    public String getWords() {
        return words.get();
    }

    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    public String getProblem() {
        return problem.get();
    }

    public ReadOnlyBooleanProperty verifiedProperty() {
        return verified.getReadOnlyProperty();
    }

    public boolean isVerified() {
        return verified.get();
    }

    /// Whether the person said that the numbers differ.
    public ReadOnlyBooleanProperty warnedProperty() {
        return warned.getReadOnlyProperty();
    }

    public boolean isWarned() {
        return warned.get();
    }
}
