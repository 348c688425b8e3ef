package app.parley.ui;

import java.io.IOException;
import java.net.URI;

/// See [Desktop#none].
record NoDesktop() implements Desktop {
    @Override
    public Abilities abilities() {
        return new Abilities(false, false, false);
    }

    @Override
    public void announce(Announcement announcement) {}

    @Override
    public void withdraw(String about) {}

    @Override
    public void showTray(Tray tray) {}

    @Override
    public void hideTray() {}

    @Override
    public boolean startsWithSystem() {
        return false;
    }

    @Override
    public void startWithSystem(boolean on) throws IOException {
        throw new IOException("there is no way to start with this system");
    }

    @Override
    public void browse(URI page) throws IOException {
        throw new IOException("there is no browser");
    }

    @Override
    public void close() {}
}
