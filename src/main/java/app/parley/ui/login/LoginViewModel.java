package app.parley.ui.login;

import app.parley.client.Client;
import app.parley.client.ClientException;
import app.parley.client.Profile;
import app.parley.protocol.Invite;
import app.parley.protocol.InviteLink;
import app.parley.ui.Texts;
import app.parley.ui.Wording;
import app.parley.ui.Work;
import app.parley.ui.hosting.Hosting;
import app.parley.ui.service.KeyWork;
import app.parley.ui.service.Live;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// From the first start to a signed-in profile: which step comes when.
public final class LoginViewModel implements AutoCloseable {
    /// What is on screen.
    public enum Step {
        OPENING,
        WELCOME,
        RECOVER,
        PROTECT,
        DETAILS,
        CODE,
        UNLOCK,
        TROUBLE
    }

    private final Profile profile;
    private final Hosting hosting;
    private final Executor fx;
    private final KeyWork keys;
    private final Work work;
    private final Texts texts;
    private final Consumer<Live> ready;
    private final ReadOnlyObjectWrapper<Step> step = new ReadOnlyObjectWrapper<>(Step.OPENING);
    private final ReadOnlyStringWrapper offered = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<ClientException.Why> trouble =
            new ReadOnlyObjectWrapper<>(ClientException.Why.DATABASE);
    private final ReadOnlyStringWrapper openingWords;
    private final ReadOnlyBooleanWrapper recoverable = new ReadOnlyBooleanWrapper(true);
    private final UnlockScreen unlockScreen;
    private final Unlocking unlocking;
    private final RecoverViewModel recovering;
    private final ProtectViewModel protect;
    private final Joining joining;
    private Optional<Live> live = Optional.empty();
    private boolean locked;

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
        this.fx = fx;
        this.keys = keys;
        this.work = work;
        this.texts = wording.texts();
        this.ready = ready;
        this.unlockScreen = new UnlockScreen(texts, new TryPause(profile, work, wording));
        this.unlocking = new Unlocking(profile, keys, texts, unlockScreen, fx, this::opened, this::troubled);
        this.recovering = new RecoverViewModel(texts);
        this.protect = new ProtectViewModel(texts, how -> unlocking.create(how, recovering.kit()));
        this.openingWords = new ReadOnlyStringWrapper(texts.get("opening"));
        this.joining = new Joining(hosting, keys, wording, fx, new Joining.Frame() {
            @Override
            public boolean atCode() {
                return step.get() == Step.CODE;
            }

            @Override
            public void toCode() {
                step.set(Step.CODE);
            }

            @Override
            public Optional<Client> client() {
                return live.map(Live::client);
            }

            @Override
            public void signedIn() {
                finish();
            }
        });
        startupInvite.ifPresent(this::offer);
    }

    /// Looks at the profile and goes to the step it needs.
    public void start() {
        Profile.Protection protection = profile.protection();
        if (locked && protection.byPassphrase()) {
            toUnlock();
            return;
        }
        switch (protection) {
            case NO_PROFILE -> step.set(Step.WELCOME);
            case PASSPHRASE -> toUnlock();
            case KEY_STORE, KEY_STORE_AND_PASSPHRASE -> unlocking.open(new Profile.Unlock.KeyStore());
            case UNPROTECTED -> unlocking.open(new Profile.Unlock.Unprotected());
        }
    }

    private void toUnlock() {
        unlockScreen.getPause().look();
        step.set(Step.UNLOCK);
    }

    /// The window was locked: only the passphrase opens the profile again, once it is closed.
    public void lock(CompletionStage<?> closed) {
        locked = true;
        openingWords.set(texts.get("locking"));
        unlockScreen.locked(hosting.status() instanceof Hosting.Status.On);
        closed.whenComplete((done, failed) -> fx.execute(this::start));
    }

    /// A text that may hold an invite was found, in the clipboard or at the start.
    public void offer(String text) {
        if (InviteLink.parse(text) instanceof InviteLink.Parsed.Ok(Invite invite)) {
            joining.details().linkProperty().set(text);
            offered.set(texts.get("welcome.offered", invite.relays().getFirst().toString()));
        }
    }

    /// "Host for my people".
    public void host() {
        recovering.wipe();
        joining.details().hostProperty().set(true);
        afterWelcome();
    }

    /// "I have an invite".
    public void guest() {
        recovering.wipe();
        joining.details().hostProperty().set(false);
        afterWelcome();
    }

    /// "I have a recovery kit".
    public void recover() {
        step.set(Step.RECOVER);
    }

    /// The words are right: as for a guest, who then is the same account as before.
    public void recovered() {
        if (recovering.kit().isPresent()) {
            joining.details().hostProperty().set(false);
            afterWelcome();
        }
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
                    case DETAILS, RECOVER -> Step.WELCOME;
                    case PROTECT -> recovering.kit().isPresent() ? Step.RECOVER : Step.WELCOME;
                    case OPENING -> Step.OPENING;
                    case WELCOME -> Step.WELCOME;
                    case UNLOCK -> Step.UNLOCK;
                    case TROUBLE -> Step.TROUBLE;
                });
    }

    /// Opens the profile with the passphrase that was typed.
    public void unlock() {
        unlocking.withPassphrase();
    }

    private void opened(Live opened) {
        protect.wipe();
        recovering.wipe();
        recoverable.set(false);
        live = Optional.of(opened);
        if (opened.me().isPresent()) {
            finish();
        } else if (step.get() == Step.PROTECT) {
            step.set(Step.DETAILS);
        } else {
            step.set(Step.WELCOME);
        }
    }

    private void troubled(ClientException.Why why) {
        if (why == ClientException.Why.KEY_STORE_UNAVAILABLE) {
            if (step.get() == Step.PROTECT) {
                protect.storeFailed();
                return;
            }
            if (profile.protection().byPassphrase()) {
                unlockScreen.say(texts.get("unlock.key-store"));
                toUnlock();
                return;
            }
        }
        trouble.set(why);
        step.set(Step.TROUBLE);
    }

    /// Name and number are given: turns the relay on if this person hosts, and asks for a code.
    public void submitDetails() {
        joining.submit();
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
        joining.close();
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

    public RecoverViewModel recovering() {
        return recovering;
    }

    /// Whether a recovery kit can still be used: not once there is a profile.
    public ReadOnlyBooleanProperty recoverableProperty() {
        return recoverable.getReadOnlyProperty();
    }

    public boolean isRecoverable() {
        return recoverable.get();
    }

    public DetailsViewModel details() {
        return joining.details();
    }

    public CodeViewModel code() {
        return joining.code();
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

    /// What is under way before a step is known.
    public ReadOnlyStringProperty openingWordsProperty() {
        return openingWords.getReadOnlyProperty();
    }

    public String getOpeningWords() {
        return openingWords.get();
    }

    /// What stands where the passphrase is asked for.
    public UnlockScreen getUnlockScreen() {
        return unlockScreen;
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
