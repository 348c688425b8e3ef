package app.parley.ui.settings;

import app.parley.client.Me;
import app.parley.client.Privacy;
import app.parley.ui.Language;
import app.parley.ui.UiSettings;
import app.parley.ui.Wording;
import app.parley.ui.Work;
import app.parley.ui.service.Live;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The own name, privacy and how the window looks.
public final class SettingsViewModel {
    private static final int STEP = 10;

    private final Live live;
    private final Work work;
    private final Wording wording;
    private final StringProperty name = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper savedName = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper number = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper account = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final BooleanProperty showOnline = new SimpleBooleanProperty();
    private final BooleanProperty sendReceipts = new SimpleBooleanProperty();
    private final BooleanProperty sendTyping = new SimpleBooleanProperty();
    private final ObjectProperty<UiSettings.Appearance> appearance;
    private final ObjectProperty<Language> language;
    private final IntegerProperty zoom;

    public SettingsViewModel(Live live, Work work, Wording wording, UiSettings settings) {
        this.live = live;
        this.work = work;
        this.wording = wording;
        this.appearance = new SimpleObjectProperty<>(settings.appearance());
        this.language = new SimpleObjectProperty<>(settings.language());
        this.zoom = new SimpleIntegerProperty(settings.zoom());
        appearance.addListener((property, before, now) -> settings.setAppearance(now));
        language.addListener((property, before, now) -> settings.setLanguage(now));
        zoom.addListener((property, before, now) -> settings.setZoom(now.intValue()));
        live.meProperty().addListener(change -> showMe());
        showMe();
    }

    private void showMe() {
        live.me().ifPresent(me -> showMe(me));
    }

    private void showMe(Me me) {
        name.set(me.name());
        savedName.set(me.name());
        number.set(me.phone().international());
        account.set(me.account().hex());
    }

    /// Reads the privacy switches from the profile.
    public void open() {
        work.read(
                live.client()::privacy,
                privacy -> {
                    showOnline.set(privacy.showOnline());
                    sendReceipts.set(privacy.sendReadReceipts());
                    sendTyping.set(privacy.sendTyping());
                },
                this::fail);
    }

    /// The person moved a privacy switch.
    public void keepPrivacy() {
        Privacy wanted = new Privacy(showOnline.get(), sendReceipts.get(), sendTyping.get());
        work.intend(
                () -> {
                    live.client().setPrivacy(wanted);
                    return wanted;
                },
                done -> {},
                this::fail);
    }

    /// Keeps the name as typed; a blank one is put back.
    public void rename() {
        String wanted = name.get().strip();
        if (wanted.isEmpty() || wanted.equals(savedName.get())) {
            name.set(savedName.get());
            return;
        }
        problem.set("");
        work.intend(
                () -> {
                    live.client().rename(wanted);
                    return wanted;
                },
                savedName::set,
                this::fail);
    }

    private void fail(Exception failed) {
        problem.set(wording.failure(failed));
    }

    /// Larger (+1), smaller (-1) or as usual (0).
    public void zoomBy(int direction) {
        int wanted = direction == 0 ? 100 : zoom.get() + direction * STEP;
        zoom.set(Math.clamp(wanted, UiSettings.MIN_ZOOM, UiSettings.MAX_ZOOM));
    }

    public StringProperty nameProperty() {
        return name;
    }

    /// The name others see now.
    public ReadOnlyStringProperty savedNameProperty() {
        return savedName.getReadOnlyProperty();
    }

    public String getSavedName() {
        return savedName.get();
    }

    public ReadOnlyStringProperty numberProperty() {
        return number.getReadOnlyProperty();
    }

    public String getNumber() {
        return number.get();
    }

    /// The own account, for the colour of the avatar.
    public ReadOnlyStringProperty accountProperty() {
        return account.getReadOnlyProperty();
    }

    public String getAccount() {
        return account.get();
    }

    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    public String getProblem() {
        return problem.get();
    }

    public BooleanProperty showOnlineProperty() {
        return showOnline;
    }

    public BooleanProperty sendTypingProperty() {
        return sendTyping;
    }

    public BooleanProperty sendReceiptsProperty() {
        return sendReceipts;
    }

    public ObjectProperty<UiSettings.Appearance> appearanceProperty() {
        return appearance;
    }

    public ObjectProperty<Language> languageProperty() {
        return language;
    }

    /// Per cent.
    public IntegerProperty zoomProperty() {
        return zoom;
    }

    Wording wording() {
        return wording;
    }
}
