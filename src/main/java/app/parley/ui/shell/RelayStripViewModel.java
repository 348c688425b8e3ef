package app.parley.ui.shell;

import app.parley.client.Client;
import app.parley.client.Link;
import app.parley.client.Me;
import app.parley.ui.Texts;
import app.parley.ui.Wording;
import app.parley.ui.Work;
import app.parley.ui.control.StatusDot;
import app.parley.ui.hosting.HostingViewModel;
import app.parley.ui.service.Live;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// The line at the foot of the window that always says how the connection is.
public final class RelayStripViewModel {
    private final Live live;
    private final HostingViewModel hosting;
    private final Work work;
    private final Wording wording;
    private final Texts texts;
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper hostingWords = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<StatusDot.State> light = new ReadOnlyObjectWrapper<>(StatusDot.State.OFF);
    private final ReadOnlyBooleanWrapper retryOffered = new ReadOnlyBooleanWrapper();
    private Optional<Runnable> restart = Optional.empty();

    public RelayStripViewModel(Live live, HostingViewModel hosting, Work work, Wording wording) {
        this.live = live;
        this.hosting = hosting;
        this.work = work;
        this.wording = wording;
        this.texts = wording.texts();
        live.linkProperty().addListener(change -> tick());
        live.meProperty().addListener(change -> tick());
        hosting.statusProperty().addListener(change -> tick());
        tick();
    }

    /// The task behind the connection broke; `again` starts it anew.
    void broke(Runnable again) {
        restart = Optional.of(again);
        tick();
    }

    /// The countdown moves on.
    public void tick() {
        hostingWords.set(hosting.hostedWords().orElse(""));
        if (restart.isPresent()) {
            words.set(texts.get("strip.broken"));
            light.set(StatusDot.State.BAD);
            retryOffered.set(true);
            return;
        }
        Link link = live.link();
        words.set(words(link));
        light.set(light(link));
        retryOffered.set(link instanceof Link.Lost || link instanceof Link.Stopped);
    }

    private String words(Link link) {
        return switch (link) {
            case Link.None none -> texts.get("strip.none");
            case Link.Connecting connecting -> texts.get("strip.connecting", relay());
            case Link.Connected connected -> texts.get("strip.connected", relay());
            case Link.Lost lost -> lost(lost);
            case Link.Stopped stopped -> texts.get("strip.stopped", wording.trouble(stopped.trouble()));
        };
    }

    private String lost(Link.Lost lost) {
        long seconds = wording.times().secondsUntil(lost.nextTry());
        String trouble = wording.trouble(lost.trouble());
        return seconds > 0 ? texts.get("strip.lost", trouble, seconds) : texts.get("strip.lost-now", trouble);
    }

    private String relay() {
        Optional<Me> me = live.me();
        return me.map(self -> self.relay().toString()).orElse("");
    }

    private static StatusDot.State light(Link link) {
        return switch (link) {
            case Link.None none -> StatusDot.State.OFF;
            case Link.Connecting connecting -> StatusDot.State.BUSY;
            case Link.Connected connected -> StatusDot.State.GOOD;
            case Link.Lost lost -> StatusDot.State.BUSY;
            case Link.Stopped stopped -> StatusDot.State.BAD;
        };
    }

    public void retry() {
        if (restart.isPresent()) {
            Runnable again = restart.get();
            restart = Optional.empty();
            again.run();
            tick();
            return;
        }
        Client client = live.client();
        work.intend(
                () -> {
                    client.retryNow();
                    return true;
                },
                done -> {},
                failed -> words.set(wording.failure(failed)));
    }

    public ReadOnlyStringProperty wordsProperty() {
        return words.getReadOnlyProperty();
    }

    public String getWords() {
        return words.get();
    }

    /// "Hosting for 3 people", or nothing.
    public ReadOnlyStringProperty hostingWordsProperty() {
        return hostingWords.getReadOnlyProperty();
    }

    public String getHostingWords() {
        return hostingWords.get();
    }

    public ReadOnlyObjectProperty<StatusDot.State> lightProperty() {
        return light.getReadOnlyProperty();
    }

    public StatusDot.State getLight() {
        return light.get();
    }

    public ReadOnlyBooleanProperty retryOfferedProperty() {
        return retryOffered.getReadOnlyProperty();
    }

    public boolean isRetryOffered() {
        return retryOffered.get();
    }
}
