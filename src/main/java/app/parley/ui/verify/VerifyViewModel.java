package app.parley.ui.verify;

import app.parley.client.Client;
import app.parley.client.Person;
import app.parley.client.Picture;
import app.parley.client.SafetyNumberView;
import app.parley.client.Scan;
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
    private final ReadOnlyStringWrapper warning = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper refuted = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper matched = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper scanning = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper scanWords = new ReadOnlyStringWrapper("");
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

    /// Reads a picture of the other's code and says what it shows. If it is the same number, the
    /// person is marked as verified; whatever else comes out marks nobody.
    public void scan(Picture picture) {
        if (scanning.get()) {
            return;
        }
        scanning.set(true);
        clear();
        work.read(() -> client.scan(person, picture), this::scanned, failed -> {
            scanning.set(false);
            fail(failed);
        });
    }

    String chooseTitle() {
        return texts.get("verify.choose");
    }

    /// What was pasted or dropped is no picture.
    public void noPicture() {
        clear();
        scanWords.set(texts.get("verify.scan.nothing"));
    }

    private void clear() {
        warned.set(false);
        refuted.set(false);
        matched.set(false);
        scanWords.set("");
        problem.set("");
    }

    private void scanned(Scan scan) {
        scanning.set(false);
        String name = live.person(person).map(wording::name).orElse("");
        String other = scan.other().map(wording::name).orElse("");
        switch (scan.verdict()) {
            case SAME -> {
                matched.set(true);
                mark(true);
            }
            case DIFFERS -> {
                warn(texts.of("verify.scan", scan.verdict()));
                refuted.set(true);
            }
            case OTHER_CONVERSATION, OWN_CODE, NOT_A_SAFETY_NUMBER, NO_CODE, NOT_A_PICTURE, TOO_LARGE, NOT_READABLE ->
                scanWords.set(texts.of("verify.scan", scan.verdict(), name, other));
        }
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
        clear();
        mark(now);
    }

    private void mark(boolean now) {
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
        clear();
        warn(texts.get("verify.differ.words"));
        if (verified.get()) {
            mark(false);
        }
    }

    private void warn(String with) {
        warning.set(with);
        warned.set(true);
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

    /// What it means that the numbers differ.
    public ReadOnlyStringProperty warningProperty() {
        return warning.getReadOnlyProperty();
    }

    public String getWarning() {
        return warning.get();
    }

    /// Whether a picture showed another number: then nobody says "the same" by a slip of the mouse.
    public ReadOnlyBooleanProperty refutedProperty() {
        return refuted.getReadOnlyProperty();
    }

    public boolean isRefuted() {
        return refuted.get();
    }

    /// Whether a picture showed the same number.
    public ReadOnlyBooleanProperty matchedProperty() {
        return matched.getReadOnlyProperty();
    }

    public boolean isMatched() {
        return matched.get();
    }

    /// Whether a picture is being looked at.
    public ReadOnlyBooleanProperty scanningProperty() {
        return scanning.getReadOnlyProperty();
    }

    public boolean isScanning() {
        return scanning.get();
    }

    /// What a picture showed that was neither the same nor another number.
    public ReadOnlyStringProperty scanWordsProperty() {
        return scanWords.getReadOnlyProperty();
    }

    public String getScanWords() {
        return scanWords.get();
    }

    /// Whether the person said, or a picture showed, that the numbers differ.
    public ReadOnlyBooleanProperty warnedProperty() {
        return warned.getReadOnlyProperty();
    }

    public boolean isWarned() {
        return warned.get();
    }
}
