package app.parley.ui.fake;

import app.parley.ui.Desktop;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A system that shows what it is told, and remembers it.
public final class FakeDesktop implements Desktop {
    public Abilities abilities = new Abilities(true, true, true);
    /// What stands on the screen.
    public final Map<String, Announcement> announced = new LinkedHashMap<>();

    public Optional<Tray> tray = Optional.empty();
    public boolean starts;
    public boolean refuses;
    public int times;

    @Override
    public Abilities abilities() {
        return abilities;
    }

    @Override
    public void announce(Announcement announcement) {
        times++;
        announced.remove(announcement.about());
        announced.put(announcement.about(), announcement);
    }

    @Override
    public void withdraw(String about) {
        announced.remove(about);
    }

    @Override
    public void showTray(Tray now) {
        tray = Optional.of(now);
    }

    @Override
    public void hideTray() {
        tray = Optional.empty();
    }

    @Override
    public boolean startsWithSystem() {
        return starts;
    }

    @Override
    public void startWithSystem(boolean on) throws IOException {
        if (refuses) {
            throw new IOException("refused");
        }
        starts = on;
    }

    @Override
    public void close() {
        announced.clear();
        tray = Optional.empty();
    }
}
