package app.parley.ui.hosting;

import app.parley.client.ClientException;
import app.parley.protocol.Invite;
import app.parley.protocol.InviteLink;
import app.parley.protocol.PhoneNumber;
import app.parley.protocol.RelayAddress;
import app.parley.ui.FxBridge;
import app.parley.ui.Texts;
import app.parley.ui.Wording;
import app.parley.ui.Work;
import app.parley.ui.control.StatusDot;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The relay inside: its switch, invites, and the codes to pass on.
public final class HostingViewModel implements AutoCloseable {
    private final Hosting hosting;
    private final Vouching owner;
    private final Work work;
    private final Wording wording;
    private final Texts texts;
    private final Hosting.Subscription subscription;
    private final ReadOnlyObjectWrapper<Hosting.Status> status;
    private final ReadOnlyBooleanWrapper on = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper wanted = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper statusWords = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper detailWords = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper fullWords = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper invite = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper personalInvite = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper portProblem = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<StatusDot.State> light = new ReadOnlyObjectWrapper<>(StatusDot.State.OFF);
    private final StringProperty port;
    private final StringProperty personalNumber = new SimpleStringProperty("");
    private final ObservableList<Hosting.PendingCode> codes = FXCollections.observableArrayList();

    /// Adds the owner's own key to an invite, see [app.parley.client.Client#vouchFor].
    @FunctionalInterface
    public interface Vouching {
        Invite vouchFor(Invite invite) throws ClientException;
    }

    /// @param owner asked off the JavaFX thread
    /// @param fx the JavaFX thread
    public HostingViewModel(Hosting hosting, Vouching owner, Work work, Wording wording, Executor fx) {
        this.hosting = hosting;
        this.owner = owner;
        this.work = work;
        this.wording = wording;
        this.texts = wording.texts();
        this.status = new ReadOnlyObjectWrapper<>(hosting.status());
        this.port = new SimpleStringProperty(Integer.toString(hosting.port()));
        FxBridge<Boolean> changes = new FxBridge<>(batch -> refresh(), fx);
        subscription = hosting.onChange(() -> changes.accept(true));
        personalNumber.addListener(change -> {
            personalInvite.set("");
            problem.set("");
        });
        port.addListener(change -> portProblem.set(""));
        refresh();
    }

    /// Takes over what the relay says now.
    public void refresh() {
        Hosting.Status now = hosting.status();
        status.set(now);
        codes.setAll(hosting.pendingCodes());
        boolean isOn = now instanceof Hosting.Status.On;
        statusWords.set(words(now));
        detailWords.set(now instanceof Hosting.Status.On running ? details(running) : "");
        fullWords.set(isFull(now) ? texts.get("hosting.full") : "");
        wanted.set(isOn || now instanceof Hosting.Status.Starting);
        light.set(light(now));
        if (isOn && !on.get()) {
            makeInvite();
        } else if (!isOn) {
            invite.set("");
            personalInvite.set("");
        }
        on.set(isOn);
    }

    private String words(Hosting.Status now) {
        return switch (now) {
            case Hosting.Status.Off off -> texts.get("hosting.off");
            case Hosting.Status.Starting starting -> texts.get("hosting.starting");
            case Hosting.Status.On running -> texts.get("hosting.on", running.members(), running.online());
            case Hosting.Status.Failed failed ->
                texts.of("hosting.failed", failed.reason(), Integer.toString(failed.port()));
        };
    }

    private String details(Hosting.Status.On running) {
        String addresses =
                running.addresses().stream().map(RelayAddress::toString).collect(Collectors.joining(", "));
        return texts.get("hosting.details", addresses, running.waiting(), size(running.bytes()));
    }

    private String size(long bytes) {
        long kilobytes = (bytes + 1023) / 1024;
        return kilobytes < 1024 ? texts.get("size.kb", kilobytes) : texts.get("size.mb", kilobytes / 1024.0);
    }

    private static StatusDot.State light(Hosting.Status now) {
        return switch (now) {
            case Hosting.Status.Off off -> StatusDot.State.OFF;
            case Hosting.Status.Starting starting -> StatusDot.State.BUSY;
            case Hosting.Status.On running -> running.full() ? StatusDot.State.BAD : StatusDot.State.GOOD;
            case Hosting.Status.Failed failed -> StatusDot.State.BAD;
        };
    }

    /// The switch was moved.
    public void turn(boolean toOn) {
        if (!toOn) {
            hosting.stop();
        } else {
            port().ifPresentOrElse(hosting::start, () -> portProblem.set(texts.get("hosting.port.wrong")));
        }
        refresh();
    }

    private Optional<Integer> port() {
        String typed = port.get().strip();
        if (!typed.matches("[0-9]{1,5}")) {
            return Optional.empty();
        }
        int number = Integer.parseInt(typed);
        return number >= 1 && number <= 65535 ? Optional.of(number) : Optional.empty();
    }

    private void makeInvite() {
        work.read(() -> withOwnKey(hosting.invite()), invite::set, failed -> problem.set(wording.failure(failed)));
    }

    /// Makes an invite for the number that was typed.
    public void makePersonalInvite() {
        Optional<PhoneNumber> phone = PhoneNumber.parse(personalNumber.get());
        if (phone.isEmpty()) {
            problem.set(texts.get("phone.wrong"));
            return;
        }
        work.read(
                () -> withOwnKey(hosting.personalInvite(phone.get())),
                personalInvite::set,
                failed -> problem.set(wording.failure(failed)));
    }

    /// Adds the owner's own key, so that both ends of the invite start verified. Only if the
    /// owner is signed in at this very relay.
    private String withOwnKey(Optional<String> link) throws ClientException {
        return link.isPresent() && InviteLink.parse(link.get()) instanceof InviteLink.Parsed.Ok(Invite bare)
                ? InviteLink.format(owner.vouchFor(bare))
                : link.orElse("");
    }

    private static boolean isFull(Hosting.Status now) {
        return now instanceof Hosting.Status.On running && running.full();
    }

    /// "for 3 people", or that there is no room left, or nothing while it is off.
    public Optional<String> hostedWords() {
        if (isFull(status.get())) {
            return Optional.of(texts.get("hosting.strip.full"));
        }
        return status.get() instanceof Hosting.Status.On running
                ? Optional.of(texts.get("hosting.strip", running.members()))
                : Optional.empty();
    }

    List<Hosting.PendingCode> pending() {
        return List.copyOf(codes);
    }

    Wording wording() {
        return wording;
    }

    @Override
    public void close() {
        subscription.close();
    }

    /// What it means that there is no room left, and what to do; empty while there is some.
    public ReadOnlyStringProperty fullWordsProperty() {
        return fullWords.getReadOnlyProperty();
    }

    public String getFullWords() {
        return fullWords.get();
    }

    public ReadOnlyObjectProperty<Hosting.Status> statusProperty() {
        return status.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty onProperty() {
        return on.getReadOnlyProperty();
    }

    public boolean isOn() {
        return on.get();
    }

    /// Where the switch stands: on or about to be.
    public ReadOnlyBooleanProperty wantedProperty() {
        return wanted.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty statusWordsProperty() {
        return statusWords.getReadOnlyProperty();
    }

    public String getStatusWords() {
        return statusWords.get();
    }

    public ReadOnlyStringProperty detailWordsProperty() {
        return detailWords.getReadOnlyProperty();
    }

    public String getDetailWords() {
        return detailWords.get();
    }

    public ReadOnlyStringProperty inviteProperty() {
        return invite.getReadOnlyProperty();
    }

    public String getInvite() {
        return invite.get();
    }

    public ReadOnlyStringProperty personalInviteProperty() {
        return personalInvite.getReadOnlyProperty();
    }

    public String getPersonalInvite() {
        return personalInvite.get();
    }

    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    public String getProblem() {
        return problem.get();
    }

    public ReadOnlyStringProperty portProblemProperty() {
        return portProblem.getReadOnlyProperty();
    }

    public String getPortProblem() {
        return portProblem.get();
    }

    public ReadOnlyObjectProperty<StatusDot.State> lightProperty() {
        return light.getReadOnlyProperty();
    }

    public StatusDot.State getLight() {
        return light.get();
    }

    public StringProperty portProperty() {
        return port;
    }

    public StringProperty personalNumberProperty() {
        return personalNumber;
    }

    public ObservableList<Hosting.PendingCode> getCodes() {
        return codes;
    }
}
