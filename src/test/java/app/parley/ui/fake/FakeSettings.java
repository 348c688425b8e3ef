package app.parley.ui.fake;

import app.parley.ui.Language;
import app.parley.ui.UiSettings;
import app.parley.ui.WindowMemory;
import java.util.List;
import java.util.Optional;

/// Settings and window memory that last as long as the test.
public final class FakeSettings implements UiSettings, WindowMemory {
    public Appearance appearance;
    public Language language = Language.SYSTEM;
    public int zoom;
    public int lockAfter;
    public List<String> recent = List.of();
    public Notices notices = Notices.NAME_AND_TEXT;
    public Closing closing = Closing.ASK;
    public Optional<Placement> placement = Optional.empty();

    public FakeSettings(Appearance appearance, int zoom) {
        this.appearance = appearance;
        this.zoom = zoom;
    }

    @Override
    public Appearance appearance() {
        return appearance;
    }

    @Override
    public void setAppearance(Appearance now) {
        appearance = now;
    }

    @Override
    public Language language() {
        return language;
    }

    @Override
    public void setLanguage(Language now) {
        language = now;
    }

    @Override
    public int zoom() {
        return zoom;
    }

    @Override
    public void setZoom(int percent) {
        zoom = percent;
    }

    @Override
    public int lockAfter() {
        return lockAfter;
    }

    @Override
    public void setLockAfter(int minutes) {
        lockAfter = minutes;
    }

    @Override
    public Notices notices() {
        return notices;
    }

    @Override
    public void setNotices(Notices now) {
        notices = now;
    }

    @Override
    public Closing closing() {
        return closing;
    }

    @Override
    public void setClosing(Closing now) {
        closing = now;
    }

    @Override
    public List<String> recentEmoji() {
        return recent;
    }

    @Override
    public void setRecentEmoji(List<String> now) {
        recent = List.copyOf(now);
    }

    @Override
    public Optional<Placement> placement() {
        return placement;
    }

    @Override
    public void remember(Placement now) {
        placement = Optional.of(now);
    }
}
