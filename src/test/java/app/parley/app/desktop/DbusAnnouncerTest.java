package app.parley.app.desktop;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.ui.Desktop.Announcement;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.freedesktop.dbus.bin.EmbeddedDBusDaemon;
import org.freedesktop.dbus.connections.BusAddress;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.MethodCall;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Over a real bus, on which a desktop of ours shows notifications.
class DbusAnnouncerTest {
    private static final String PATH = "/org/freedesktop/Notifications";

    @TempDir
    Path folder;

    private EmbeddedDBusDaemon daemon;
    private BusAddress address;
    private final DbusAnnouncer announcer = new DbusAnnouncer(this::connect);

    /// A desktop that keeps what it shows.
    private static final class Shown implements FreedesktopNotifications {
        final Map<Long, String> screen = new ConcurrentHashMap<>();
        final AtomicLong next = new AtomicLong(7);

        @Override
        public UInt32 announce(
                String program,
                UInt32 replaces,
                String icon,
                String title,
                String body,
                List<String> actions,
                Map<String, Variant<?>> hints,
                int millis) {
            long number = replaces.longValue() == 0 ? next.getAndIncrement() : replaces.longValue();
            screen.put(number, title + ": " + body);
            return new UInt32(number);
        }

        @Override
        public void withdraw(UInt32 number) {
            screen.remove(number.longValue());
        }

        @Override
        public List<String> capabilities() {
            return List.of("body", "body-markup", "actions");
        }

        @Override
        public String getObjectPath() {
            return PATH;
        }
    }

    /// The library's daemon now and then loses the first call of a connection when the machine is busy: then
    /// another connection is made.
    private DBusConnection connect() throws DBusException {
        for (int tries = 1; ; tries++) {
            try {
                return DBusConnectionBuilder.forAddress(address)
                        .withShared(false)
                        .build();
            } catch (DBusException e) {
                if (tries == 3) {
                    throw e;
                }
            }
        }
    }

    private static Announcement announcement(String about, String title, String words, Runnable chosen) {
        return new Announcement(about, title, words, chosen);
    }

    @BeforeEach
    void start() throws Exception {
        MethodCall.setDefaultTimeout(5_000);
        String socket = "unix:path=" + folder.resolve("bus");
        address = BusAddress.of(socket);
        daemon = new EmbeddedDBusDaemon(BusAddress.of(socket + ",listen=true"));
        daemon.startInBackgroundAndWait(10_000);
    }

    @AfterEach
    void stop() throws Exception {
        announcer.close();
        daemon.close();
    }

    @Test
    void messages_come_on_the_screen_are_replaced_chosen_and_withdrawn() throws Exception {
        Shown desk = new Shown();
        try (DBusConnection service = connect()) {
            service.requestBusName("org.freedesktop.Notifications");
            service.exportObject(PATH, desk);
            assertTrue(announcer.available());
            CountDownLatch opened = new CountDownLatch(1);
            announcer.announce(announcement("noa", "Noa", "first", () -> {}));
            announcer.announce(
                    announcement("noa", "Noa (2)", "<a href=\"http://x\">second</a> & more", opened::countDown));
            announcer.announce(announcement("tom", "Tom", "hello", () -> {}));
            assertEquals(
                    Map.of(7L, "Noa (2): &lt;a href=\"http://x\"&gt;second&lt;/a&gt; &amp; more", 8L, "Tom: hello"),
                    desk.screen);
            service.sendMessage(new FreedesktopNotifications.Chosen(PATH, new UInt32(7), "default"));
            assertTrue(opened.await(10, TimeUnit.SECONDS));
            announcer.withdraw("noa");
            announcer.withdraw("nobody");
            assertEquals(Map.of(8L, "Tom: hello"), desk.screen);
            announcer.close();
            await().until(desk.screen::isEmpty);
        }
    }

    @Test
    void a_bus_on_which_nobody_shows_notifications_is_none() {
        assertFalse(announcer.available());
        assertFalse(announcer.announce(announcement("noa", "Noa", "x", () -> {})));
    }

    @Test
    void without_a_bus_nothing_happens() {
        DbusAnnouncer alone = new DbusAnnouncer(() -> {
            throw new DBusException("no bus");
        });
        assertFalse(alone.available());
        assertFalse(alone.announce(announcement("noa", "Noa", "x", () -> {})));
        alone.withdraw("noa");
        alone.close();
    }
}
