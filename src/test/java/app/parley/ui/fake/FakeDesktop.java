package app.parley.ui.fake;

import app.parley.ui.Desktop;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A system that shows what it is told, and remembers it.
public final class FakeDesktop implements Desktop {
    public Abilities abilities = new Abilities(true, true, true);
    /// What stands on the screen.
    public final Map<String, Announcement> announced = new LinkedHashMap<>();

    public Optional<Tray> tray = Optional.empty();
    public boolean starts;
    public final List<URI> browsed = new CopyOnWriteArrayList<>();
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
    public void browse(URI page) throws IOException {
        if (refuses) {
            throw new IOException("refused");
        }
        browsed.add(page);
    }

    @Override
    public void close() {
        announced.clear();
        tray = Optional.empty();
    }
}
