package app.parley.app.desktop;

import java.io.IOException;

/// Nobody knows how to start Parley.
record NoAutostart() implements Autostart {
    @Override
    public boolean possible() {
        return false;
    }

    @Override
    public boolean on() {
        return false;
    }

    @Override
    public void set(boolean on) throws IOException {
        throw new IOException("it is not known how Parley is started");
    }
}
