package app.parley.app.desktop;

import app.parley.ui.Desktop.Announcement;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notifications of a Linux desktop, over the person's D-Bus. The connection is made at the first use, and
/// made anew
/// if it broke.
final class DbusAnnouncer implements Announcer {
    private static final Logger LOG = LoggerFactory.getLogger(DbusAnnouncer.class);
    private static final String NAME = "org.freedesktop.Notifications";
    private static final String PATH = "/org/freedesktop/Notifications";
    private static final String MARKUP = "body-markup";

    private final Bus bus;
    private Optional<Desk> desk = Optional.empty();
    /// The numbers of what is shown, by what it is about.
    private final Map<String, Long> numbers = new HashMap<>();
    /// What to do when one is chosen, by number.
    private final Map<Long, Runnable> chosen = new ConcurrentHashMap<>();

    /// Makes a connection to the person's bus.
    interface Bus {
        DBusConnection connect() throws DBusException;
    }

    private record Desk(DBusConnection connection, FreedesktopNotifications notifications, boolean markup) {}

    DbusAnnouncer(Bus bus) {
        this.bus = bus;
    }

    @Override
    public boolean available() {
        return connected().isPresent();
    }

    private Optional<Desk> connected() {
        if (desk.filter(open -> open.connection().isConnected()).isEmpty()) {
            close();
            desk = connect();
        }
        return desk;
    }

    private Optional<Desk> connect() {
        DBusConnection connection;
        try {
            connection = bus.connect();
        } catch (DBusException | RuntimeException | LinkageError e) {
            LOG.debug("no D-Bus: {}", e.getClass().getSimpleName());
            return Optional.empty();
        }
        try {
            FreedesktopNotifications there = connection.getRemoteObject(NAME, PATH, FreedesktopNotifications.class);
            boolean markup = there.capabilities().contains(MARKUP);
            connection.addSigHandler(FreedesktopNotifications.Chosen.class, signal -> choose(signal.number()));
            return Optional.of(new Desk(connection, there, markup));
        } catch (DBusException | RuntimeException e) {
            LOG.debug("nobody shows notifications: {}", e.getClass().getSimpleName());
            connection.disconnect();
            return Optional.empty();
        }
    }

    private void choose(long number) {
        Optional.ofNullable(chosen.get(number)).ifPresent(Runnable::run);
    }

    @Override
    public boolean announce(Announcement announcement) {
        Optional<Desk> open = connected();
        if (open.isEmpty()) {
            return false;
        }
        long before = numbers.getOrDefault(announcement.about(), 0L);
        try {
            long number = open.get()
                    .notifications()
                    .announce(
                            "Parley",
                            new UInt32(before),
                            "parley",
                            announcement.title(),
                            open.get().markup() ? escaped(announcement.words()) : announcement.words(),
                            List.of("default", ""),
                            Map.of("category", new Variant<>("im.received"), "desktop-entry", new Variant<>("parley")),
                            -1)
                    .longValue();
            chosen.remove(before);
            chosen.put(number, announcement.chosen());
            numbers.put(announcement.about(), number);
            return true;
        } catch (RuntimeException e) {
            LOG.debug("a notification was not taken: {}", e.getClass().getSimpleName());
            return false;
        }
    }

    /// What somebody wrote is never markup: no links, no pictures from elsewhere.
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public void withdraw(String about) {
        Long number = numbers.remove(about);
        if (number == null) {
            return;
        }
        chosen.remove(number);
        desk.ifPresent(open -> {
            try {
                open.notifications().withdraw(new UInt32(number));
            } catch (RuntimeException e) {
                // Gone already, or the bus is.
                LOG.debug(
                        "a notification could not be withdrawn: {}",
                        e.getClass().getSimpleName());
            }
        });
    }

    @Override
    public void close() {
        List.copyOf(numbers.keySet()).forEach(this::withdraw);
        desk.ifPresent(open -> {
            try {
                open.connection().close();
            } catch (IOException e) {
                LOG.debug("D-Bus did not close well");
            }
        });
        desk = Optional.empty();
        chosen.clear();
    }
}
