package app.parley.ui.login;

import app.parley.client.SignIn;
import app.parley.ui.Texts;
import app.parley.ui.Times;
import java.time.Instant;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The one-time code: how long it lasts, how many tries are left, when another may be asked for.
public final class CodeViewModel {
    private final Texts texts;
    private final Times times;
    private final Consumer<String> confirm;
    private final Runnable another;
    private final StringProperty code = new SimpleStringProperty("");
    private final IntegerProperty digits = new SimpleIntegerProperty(6);
    private final BooleanProperty wrong = new SimpleBooleanProperty();
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper remaining = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper anotherWords = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper anotherAllowed = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper usable = new ReadOnlyBooleanWrapper();
    private Instant expiresAt = Instant.EPOCH;
    private Instant anotherAt = Instant.EPOCH;
    private boolean working;

    /// @param confirm asks the relay whether a complete code is right
    /// @param another asks for another code
    CodeViewModel(Texts texts, Times times, Consumer<String> confirm, Runnable another) {
        this.texts = texts;
        this.times = times;
        this.confirm = confirm;
        this.another = another;
        code.addListener((property, before, now) -> typed(now));
    }

    /// A code is under way.
    void sent(SignIn.CodeSent sent, boolean host, String number) {
        working = false;
        usable.set(true);
        wrong.set(false);
        problem.set("");
        digits.set(sent.digits());
        code.set("");
        expiresAt = sent.expiresAt();
        anotherAt = times.now().plus(sent.resendAfter());
        words.set(texts.get(host ? "code.words.host" : "code.words", number));
        tick();
    }

    /// Fills the code in; as if it had been typed.
    void fillIn(String whole) {
        code.set(whole);
    }

    private void typed(String now) {
        if (!now.isEmpty()) {
            wrong.set(false);
            problem.set("");
        }
        if (now.length() == digits.get() && usable.get() && !working) {
            working = true;
            confirm.accept(now);
        }
    }

    /// The relay said no.
    void refused(SignIn.Refused refused) {
        working = false;
        String said = texts.of("refused", refused.why(), refused.triesLeft(), minutes(refused));
        switch (refused.why()) {
            case WRONG_CODE -> {
                code.set("");
                wrong.set(true);
            }
            case CODE_EXPIRED, TOO_MANY_TRIES -> {
                usable.set(false);
                code.set("");
                remaining.set("");
                anotherAt = later(refused);
            }
            case TOO_OFTEN -> anotherAt = later(refused);
            case NOT_STORED -> code.set("");
            case NOT_INVITED, NUMBER_IN_USE, RELAY_FULL, RELAY_TOO_NEW_OR_OLD -> usable.set(false);
        }
        problem.set(said);
        tick();
    }

    private Instant later(SignIn.Refused refused) {
        Instant then = times.now().plus(refused.retryAfter());
        return then.isAfter(anotherAt) ? then : anotherAt;
    }

    private static long minutes(SignIn.Refused refused) {
        return Math.max(1, (refused.retryAfter().toSeconds() + 59) / 60);
    }

    /// Something else went wrong; the code is still good.
    void failed(String said) {
        working = false;
        code.set("");
        problem.set(said);
    }

    /// The countdowns move on.
    public void tick() {
        if (usable.get()) {
            boolean over = times.secondsUntil(expiresAt) <= 0;
            remaining.set(over ? "" : texts.get("code.remaining", times.remaining(expiresAt)));
            if (over) {
                usable.set(false);
                problem.set(texts.get("code.over"));
            }
        }
        boolean allowed = times.secondsUntil(anotherAt) <= 0;
        anotherAllowed.set(allowed);
        anotherWords.set(
                allowed ? texts.get("code.another") : texts.get("code.another-in", times.remaining(anotherAt)));
    }

    public void askForAnother() {
        if (anotherAllowed.get()) {
            another.run();
        }
    }

    public StringProperty codeProperty() {
        return code;
    }

    public IntegerProperty digitsProperty() {
        return digits;
    }

    public BooleanProperty wrongProperty() {
        return wrong;
    }

    public ReadOnlyStringProperty wordsProperty() {
        return words.getReadOnlyProperty();
    }

    public String getWords() {
        return words.get();
    }

    public ReadOnlyStringProperty remainingProperty() {
        return remaining.getReadOnlyProperty();
    }

    public String getRemaining() {
        return remaining.get();
    }

    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    public String getProblem() {
        return problem.get();
    }

    public ReadOnlyStringProperty anotherWordsProperty() {
        return anotherWords.getReadOnlyProperty();
    }

    public String getAnotherWords() {
        return anotherWords.get();
    }

    public ReadOnlyBooleanProperty anotherAllowedProperty() {
        return anotherAllowed.getReadOnlyProperty();
    }

    public boolean isAnotherAllowed() {
        return anotherAllowed.get();
    }

    /// Whether the code may still be typed.
    public ReadOnlyBooleanProperty usableProperty() {
        return usable.getReadOnlyProperty();
    }

    public boolean isUsable() {
        return usable.get();
    }
}
