package app.parley.app.desktop;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.ui.Desktop.Abilities;
import app.parley.ui.Desktop.Announcement;
import app.parley.ui.Desktop.Tray;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The desktop on fakes of what the system has.
class SystemDesktopTest {
    private final List<String> said = new CopyOnWriteArrayList<>();
    private boolean shows = true;
    private boolean hasTray = true;
    /// Read by the desktop's own thread.
    private volatile boolean broken;
    private final CountDownLatch threw = new CountDownLatch(1);
    private final SystemDesktop desktop =
            new SystemDesktop(Optional.of(new Shower()), new Corner(), new NoAutostart(), this::run, "Linux");

    private int run(List<String> command) {
        said.add(String.join(" ", command));
        return broken ? 3 : 0;
    }

    private final class Shower implements Announcer {
        @Override
        public boolean available() {
            if (broken) {
                throw new IllegalStateException("broken");
            }
            return shows;
        }

        @Override
        public boolean announce(Announcement announcement) {
            if (broken) {
                threw.countDown();
                throw new IllegalStateException("broken");
            }
            said.add("announce " + announcement.title());
            return shows;
        }

        @Override
        public void withdraw(String about) {
            said.add("withdraw " + about);
        }

        @Override
        public void close() {
            said.add("close");
        }
    }

    private final class Corner implements TrayFace {
        @Override
        public boolean available() {
            return hasTray;
        }

        @Override
        public void show(Tray tray, BufferedImage icon) {
            said.add("show");
        }

        @Override
        public void hide() {
            said.add("hide");
        }

        @Override
        public boolean say(Announcement announcement) {
            said.add("say " + announcement.title());
            return true;
        }
    }

    private static Announcement announcement(String title) {
        return new Announcement("a", title, "words", () -> {});
    }

    @AfterEach
    void close() {
        desktop.close();
    }

    @Test
    void it_says_what_there_is() {
        assertEquals(new Abilities(true, true, false), desktop.abilities());
        shows = false;
        hasTray = false;
        assertEquals(new Abilities(false, false, false), desktop.abilities());
    }

    @Test
    void a_desktop_that_breaks_is_one_that_has_nothing() throws InterruptedException {
        broken = true;
        assertEquals(new Abilities(false, false, false), desktop.abilities());
        desktop.announce(announcement("lost"));
        assertTrue(threw.await(60, TimeUnit.SECONDS), "nobody was told");
        broken = false;
        desktop.announce(announcement("Noa"));
        await().until(() -> said.contains("announce Noa"));
        assertFalse(said.contains("announce lost"));
    }

    @Test
    void where_nobody_shows_notifications_the_icon_says_it() {
        shows = false;
        desktop.announce(announcement("Noa"));
        await().until(() -> said.contains("say Noa"));
    }

    @Test
    void where_the_system_shows_it_the_icon_is_silent() {
        desktop.announce(announcement("Noa"));
        desktop.withdraw("a");
        await().until(() -> said.contains("withdraw a"));
        assertEquals(List.of("announce Noa", "withdraw a"), List.copyOf(said));
    }

    @Test
    void a_page_is_opened_by_the_system_and_nothing_but_a_page() throws IOException {
        desktop.browse(URI.create("https://example.org/a?b"));
        assertEquals(List.of("xdg-open https://example.org/a?b"), List.copyOf(said));
        assertThrows(IOException.class, () -> desktop.browse(URI.create("file:///etc/passwd")));
        broken = true;
        assertThrows(IOException.class, () -> desktop.browse(URI.create("https://example.org")));
        assertEquals(2, said.size());
    }

    @Test
    void closing_takes_everything_away_and_what_comes_later_is_nothing() {
        desktop.close();
        assertEquals(List.of("hide", "close"), List.copyOf(said));
        desktop.announce(announcement("late"));
        assertEquals(new Abilities(false, false, false), desktop.abilities());
        assertTrue(said.stream().noneMatch(line -> line.contains("late")));
    }
}
