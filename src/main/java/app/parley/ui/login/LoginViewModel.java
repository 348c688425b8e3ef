package app.parley.ui.login;

import app.parley.client.Client;
import app.parley.client.ClientException;
import app.parley.client.Profile;
import app.parley.client.SignIn;
import app.parley.protocol.Invite;
import app.parley.protocol.InviteLink;
import app.parley.ui.FxBridge;
import app.parley.ui.Texts;
import app.parley.ui.Wording;
import app.parley.ui.Work;
import app.parley.ui.hosting.Hosting;
import app.parley.ui.service.KeyWork;
import app.parley.ui.service.Live;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// From the first start to a signed-in profile: which step comes when.
public final class LoginViewModel implements AutoCloseable {
    /// What is on screen.
    public enum Step {
        OPENING,
        WELCOME,
        PROTECT,
        DETAILS,
        CODE,
        UNLOCK,
        TROUBLE
    }

    private final Profile profile;
    private final Hosting hosting;
    private final KeyWork keys;
    private final Work work;
    private final Wording wording;
    private final Texts texts;
    private final Executor fx;
    private final Consumer<Live> ready;
    private final ReadOnlyObjectWrapper<Step> step = new ReadOnlyObjectWrapper<>(Step.OPENING);
    private final ReadOnlyStringWrapper offered = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper unlockProblem = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<ClientException.Why> trouble =
            new ReadOnlyObjectWrapper<>(ClientException.Why.DATABASE);
    private final StringProperty passphrase = new SimpleStringProperty("");
    private final ProtectViewModel protect;
    private final DetailsViewModel details;
    private final CodeViewModel code;
    private final Hosting.Subscription hostingChanges;
    private Optional<Live> live = Optional.empty();
    private Optional<DetailsViewModel.Details> waitingForHost = Optional.empty();
    private Optional<DetailsViewModel.Details> asking = Optional.empty();
    private boolean filledIn;

    /// @param fx the JavaFX thread
    /// @param startupInvite an invite this start was given
    /// @param ready takes over once the profile is open and signed in
    public LoginViewModel(
            Profile profile,
            Hosting hosting,
            KeyWork keys,
            Work work,
            Wording wording,
            Executor fx,
            Optional<String> startupInvite,
            Consumer<Live> ready) {
        this.profile = profile;
        this.hosting = hosting;
        this.keys = keys;
        this.work = work;
        this.wording = wording;
        this.texts = wording.texts();
        this.fx = fx;
        this.ready = ready;
        this.protect = new ProtectViewModel(texts, this::create);
        this.details = new DetailsViewModel(texts);
        this.code = new CodeViewModel(texts, wording.times(), this::confirm, this::requestCode);
        FxBridge<Boolean> changes = new FxBridge<>(batch -> hostingChanged(), fx);
        this.hostingChanges = hosting.onChange(() -> changes.accept(true));
        startupInvite.ifPresent(this::offer);
    }

    /// Looks at the profile and goes to the step it needs.
    public void start() {
        switch (profile.protection()) {
            case NO_PROFILE -> step.set(Step.WELCOME);
            case PASSPHRASE -> step.set(Step.UNLOCK);
            case KEY_STORE -> open(new Profile.Unlock.KeyStore());
            case UNPROTECTED -> open(new Profile.Unlock.Unprotected());
        }
    }

    /// A text that may hold an invite was found, in the clipboard or at the start.
    public void offer(String text) {
        if (InviteLink.parse(text) instanceof InviteLink.Parsed.Ok(Invite invite)) {
            details.linkProperty().set(text);
            offered.set(texts.get("welcome.offered", invite.relays().getFirst().toString()));
        }
    }

    /// "Host for my people".
    public void host() {
        details.hostProperty().set(true);
        afterWelcome();
    }

    /// "I have an invite".
    public void guest() {
        details.hostProperty().set(false);
        afterWelcome();
    }

    private void afterWelcome() {
        if (live.isPresent()) {
            step.set(Step.DETAILS);
        } else {
            protect.lookForKeyStore(profile, work);
            step.set(Step.PROTECT);
        }
    }

    /// One step back.
    public void back() {
        step.set(
                switch (step.get()) {
                    case CODE -> Step.DETAILS;
                    case DETAILS, PROTECT -> Step.WELCOME;
                    case OPENING -> Step.OPENING;
                    case WELCOME -> Step.WELCOME;
                    case UNLOCK -> Step.UNLOCK;
                    case TROUBLE -> Step.TROUBLE;
                });
    }

    private void create(Profile.Unlock how) {
        keys.hash(
                texts.get("protect.working"),
                () -> using(how, profile::create),
                made -> {
                    protect.wipe();
                    opened(made);
                },
                this::troubled);
    }

    /// Opens the profile with the passphrase that was typed.
    public void unlock() {
        unlockProblem.set("");
        open(new Profile.Unlock.Passphrase(passphrase.get().toCharArray()));
    }

    private void open(Profile.Unlock how) {
        keys.hash(texts.get("unlock.working"), () -> using(how, profile::open), this::opened, failed -> {
            boolean wrong = failed instanceof ClientException e && e.why() == ClientException.Why.WRONG_PASSPHRASE;
            if (wrong) {
                passphrase.set("");
                unlockProblem.set(texts.get("unlock.wrong"));
            } else {
                troubled(failed);
            }
        });
    }

    private interface Opening {
        Client with(Profile.Unlock how) throws ClientException;
    }

    private Live using(Profile.Unlock how, Opening opening) throws ClientException {
        try {
            return Live.of(opening.with(how), fx);
        } finally {
            if (how instanceof Profile.Unlock.Passphrase(char[] secret)) {
                Arrays.fill(secret, '\0');
            }
        }
    }

    private void opened(Live opened) {
        opened.begin();
        live = Optional.of(opened);
        passphrase.set("");
        if (opened.me().isPresent()) {
            finish();
        } else if (step.get() == Step.PROTECT) {
            step.set(Step.DETAILS);
        } else {
            step.set(Step.WELCOME);
        }
    }

    private void troubled(Exception failed) {
        trouble.set(failed instanceof ClientException e ? shown(e.why()) : ClientException.Why.DATABASE);
        step.set(Step.TROUBLE);
    }

    /// What cannot happen while a profile opens is shown like a database that does not answer.
    private static ClientException.Why shown(ClientException.Why why) {
        return switch (why) {
            case PROFILE_IN_USE, PROFILE_CORRUPT, KEY_STORE_UNAVAILABLE, DISK_FULL, PROFILE_EXISTS, NO_PROFILE -> why;
            case NOT_SIGNED_IN,
                    NOBODY_THERE,
                    BLANK,
                    TOO_LONG,
                    KEY_CHANGED,
                    DATABASE,
                    RELAY_UNREACHABLE,
                    TOO_OFTEN,
                    WRONG_PASSPHRASE,
                    PASSPHRASE_NEEDED,
                    CLOSED -> ClientException.Why.DATABASE;
        };
    }

    /// Name and number are given: turns the relay on if this person hosts, and asks for a code.
    public void submitDetails() {
        details.details().ifPresent(given -> {
            details.say("");
            if (!details.isHost()) {
                asking = Optional.of(given);
                requestCode();
                return;
            }
            waitingForHost = Optional.of(given);
            if (!(hosting.status() instanceof Hosting.Status.On)) {
                hosting.start(hosting.port());
            }
            hostingChanged();
        });
    }

    private void hostingChanged() {
        waitingForHost.ifPresent(given -> {
            switch (hosting.status()) {
                case Hosting.Status.On on -> hosted(given);
                case Hosting.Status.Failed failed -> {
                    waitingForHost = Optional.empty();
                    details.say(texts.of("hosting.failed", failed.reason(), Integer.toString(failed.port())));
                }
                case Hosting.Status.Off off -> {}
                case Hosting.Status.Starting starting -> {}
            }
        });
        fillInOwnCode();
    }

    private void hosted(DetailsViewModel.Details given) {
        waitingForHost = Optional.empty();
        hosting.invite()
                .map(InviteLink::parse)
                .filter(InviteLink.Parsed.Ok.class::isInstance)
                .ifPresentOrElse(
                        parsed -> {
                            Invite invite = ((InviteLink.Parsed.Ok) parsed).invite();
                            asking = Optional.of(
                                    new DetailsViewModel.Details(Optional.of(invite), given.number(), given.name()));
                            requestCode();
                        },
                        () -> details.say(texts.get("failure.other")));
    }

    private void requestCode() {
        if (asking.isEmpty() || live.isEmpty()) {
            return;
        }
        DetailsViewModel.Details given = asking.get();
        Client client = live.get().client();
        filledIn = false;
        keys.work(
                texts.get("code.asking"),
                () -> client.account().requestCode(given.invite().orElseThrow(), given.number(), given.name()),
                answer -> asked(answer, given),
                failed -> say(wording.failure(failed)));
    }

    private void asked(SignIn answer, DetailsViewModel.Details given) {
        switch (answer) {
            case SignIn.CodeSent sent -> {
                step.set(Step.CODE);
                code.sent(sent, details.isHost(), given.number().international());
                fillInOwnCode();
            }
            case SignIn.Refused refused -> {
                if (step.get() == Step.CODE) {
                    code.refused(refused);
                } else {
                    long minutes = Math.max(1, (refused.retryAfter().toSeconds() + 59) / 60);
                    say(texts.of("refused", refused.why(), refused.triesLeft(), minutes));
                }
            }
            case SignIn.Unreachable unreachable -> say(unreachable(unreachable));
            case SignIn.SignedIn in -> finish();
        }
    }

    private String unreachable(SignIn.Unreachable unreachable) {
        return texts.get("details.unreachable", wording.trouble(unreachable.trouble()));
    }

    /// The owner's own code lies on this very computer: nobody has to read it to them.
    private void fillInOwnCode() {
        if (step.get() != Step.CODE || !details.isHost() || filledIn) {
            return;
        }
        asking.flatMap(given -> hosting.pendingCodes().stream()
                        .filter(pending -> pending.phone().equals(given.number()))
                        .reduce((older, newer) -> newer))
                .ifPresent(pending -> {
                    filledIn = true;
                    code.fillIn(pending.code());
                });
    }

    private void confirm(String typed) {
        live.ifPresent(opened -> keys.work(
                texts.get("code.checking"),
                () -> opened.client().account().confirmCode(typed),
                this::confirmed,
                failed -> code.failed(wording.failure(failed))));
    }

    private void confirmed(SignIn answer) {
        switch (answer) {
            case SignIn.SignedIn in -> finish();
            case SignIn.Refused refused -> code.refused(refused);
            case SignIn.Unreachable unreachable -> code.failed(unreachable(unreachable));
            case SignIn.CodeSent sent -> code.failed(texts.get("failure.other"));
        }
    }

    private void say(String words) {
        if (step.get() == Step.CODE) {
            code.failed(words);
        } else {
            details.say(words);
        }
    }

    private void finish() {
        live.ifPresent(opened -> {
            live = Optional.empty();
            close();
            ready.accept(opened);
        });
    }

    /// The client that is open although nobody signed in yet, to be closed with the window.
    public Optional<Live> unfinished() {
        return live;
    }

    @Override
    public void close() {
        hostingChanges.close();
    }

    public ReadOnlyObjectProperty<Step> stepProperty() {
        return step.getReadOnlyProperty();
    }

    public Step step() {
        return step.get();
    }

    public ProtectViewModel protect() {
        return protect;
    }

    public DetailsViewModel details() {
        return details;
    }

    public CodeViewModel code() {
        return code;
    }

    Texts texts() {
        return texts;
    }

    String folder() {
        return profile.folder().toString();
    }

    /// What is said about an invite that was found; empty if none was.
    public ReadOnlyStringProperty offeredProperty() {
        return offered.getReadOnlyProperty();
    }

    public String getOffered() {
        return offered.get();
    }

    public StringProperty passphraseProperty() {
        return passphrase;
    }

    public ReadOnlyStringProperty unlockProblemProperty() {
        return unlockProblem.getReadOnlyProperty();
    }

    public String getUnlockProblem() {
        return unlockProblem.get();
    }

    /// Why the profile did not open.
    public ReadOnlyObjectProperty<ClientException.Why> troubleProperty() {
        return trouble.getReadOnlyProperty();
    }

    /// Whether something slow is under way.
    public ReadOnlyBooleanProperty busyProperty() {
        return keys.runningProperty();
    }

    public boolean isBusy() {
        return keys.runningProperty().get();
    }

    /// What is under way.
    public ReadOnlyStringProperty busyWordsProperty() {
        return keys.messageProperty();
    }

    public String getBusyWords() {
        return keys.messageProperty().get();
    }
}
