package app.parley.ui.settings;

import app.parley.ui.Desktop;
import app.parley.ui.Desktop.Abilities;
import app.parley.ui.Texts;
import app.parley.ui.UiSettings;
import app.parley.ui.UiSettings.Closing;
import app.parley.ui.Work;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/// What shows outside the window: notifications, the tray, the start with the system; and words for a system
/// that has
/// no such thing.
public final class AnnouncingViewModel {
    private final Desktop desktop;
    private final UiSettings settings;
    private final Work work;
    private final Texts texts;
    private final ObjectProperty<UiSettings.Notices> notices;
    private final BooleanProperty stay = new SimpleBooleanProperty();
    private final BooleanProperty start = new SimpleBooleanProperty();
    private final ReadOnlyBooleanWrapper stayPossible = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper startPossible = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper noticesHelp = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper stayHelp = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper startHelp = new ReadOnlyStringWrapper("");
    /// What the switches show because it is so, which is not to be taken for a wish.
    private boolean stays;

    private boolean started;

    private record Now(Abilities abilities, boolean started) {}

    /// @param trayed told whether there shall be an icon in the tray
    public AnnouncingViewModel(Desktop desktop, UiSettings settings, Work work, Texts texts, Consumer<Boolean> trayed) {
        this.desktop = desktop;
        this.settings = settings;
        this.work = work;
        this.texts = texts;
        this.notices = new SimpleObjectProperty<>(settings.notices());
        notices.addListener((property, before, now) -> settings.setNotices(now));
        stays = settings.closing() == Closing.STAY;
        stay.set(stays);
        stay.addListener((property, before, now) -> {
            if (now != stays) {
                stays = now;
                settings.setClosing(now ? Closing.STAY : Closing.QUIT);
                trayed.accept(now);
            }
        });
        start.addListener((property, before, now) -> startWithSystem(now));
        noticesHelp.set(texts.get("announcing.notices.help"));
        stayHelp.set(texts.get("announcing.stay.help"));
        startHelp.set(texts.get("announcing.start.help"));
    }

    /// Looks what this system has.
    public void open() {
        work.read(
                () -> {
                    Abilities abilities = desktop.abilities();
                    return new Now(abilities, abilities.autostart() && desktop.startsWithSystem());
                },
                this::show,
                failed -> show(new Now(new Abilities(false, false, false), false)));
    }

    private void show(Now now) {
        Abilities there = now.abilities();
        stayPossible.set(there.tray());
        startPossible.set(there.autostart());
        stays = there.tray() && settings.closing() == Closing.STAY;
        stay.set(stays);
        started = now.started();
        start.set(started);
        noticesHelp.set(texts.get(there.notifications() ? "announcing.notices.help" : "announcing.notices.none"));
        stayHelp.set(texts.get(there.tray() ? "announcing.stay.help" : "announcing.stay.none"));
        startHelp.set(texts.get(there.autostart() ? "announcing.start.help" : "announcing.start.none"));
    }

    private void startWithSystem(boolean on) {
        if (on == started) {
            return;
        }
        started = on;
        work.intend(
                () -> {
                    desktop.startWithSystem(on);
                    return on;
                },
                done -> startHelp.set(texts.get("announcing.start.help")),
                failed -> {
                    started = !on;
                    start.set(!on);
                    startHelp.set(texts.get("announcing.start.failed"));
                });
    }

    Texts texts() {
        return texts;
    }

    public ObjectProperty<UiSettings.Notices> noticesProperty() {
        return notices;
    }

    /// Whether Parley goes on when the window is closed.
    public BooleanProperty stayProperty() {
        return stay;
    }

    /// Whether Parley comes up when the person logs in.
    public BooleanProperty startProperty() {
        return start;
    }

    public ReadOnlyBooleanProperty stayPossibleProperty() {
        return stayPossible.getReadOnlyProperty();
    }

    public boolean isStayPossible() {
        return stayPossible.get();
    }

    public ReadOnlyBooleanProperty startPossibleProperty() {
        return startPossible.getReadOnlyProperty();
    }

    public boolean isStartPossible() {
        return startPossible.get();
    }

    public ReadOnlyStringProperty noticesHelpProperty() {
        return noticesHelp.getReadOnlyProperty();
    }

    public String getNoticesHelp() {
        return noticesHelp.get();
    }

    public ReadOnlyStringProperty stayHelpProperty() {
        return stayHelp.getReadOnlyProperty();
    }

    public String getStayHelp() {
        return stayHelp.get();
    }

    public ReadOnlyStringProperty startHelpProperty() {
        return startHelp.getReadOnlyProperty();
    }

    public String getStartHelp() {
        return startHelp.get();
    }
}
