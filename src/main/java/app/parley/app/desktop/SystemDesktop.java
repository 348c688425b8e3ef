package app.parley.app.desktop;

import app.parley.ui.Desktop;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.embed.swing.SwingFXUtils;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// [Desktop] of the system this runs on. What the system is told, it is told by one thread of our own: a
/// desktop that
/// does not answer holds nobody up.
public final class SystemDesktop implements Desktop {
    private static final Logger LOG = LoggerFactory.getLogger(SystemDesktop.class);
    private static final long PATIENCE_SECONDS = 5;

    private final Optional<Announcer> announcer;
    private final TrayFace tray;
    private final Autostart autostart;
    private final Tool tool;
    private final String os;
    private final ExecutorService lane = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("desktop").daemon().factory());

    /// @param announcer empty where the icon in the tray says it
    /// @param os the system property `os.name`
    SystemDesktop(Optional<Announcer> announcer, TrayFace tray, Autostart autostart, Tool tool, String os) {
        this.tool = tool;
        this.os = os.toLowerCase(Locale.ROOT);
        this.announcer = announcer;
        this.tray = tray;
        this.autostart = autostart;
    }

    /// The desktop of this computer.
    ///
    /// @param name tells the profiles of one person apart: letters, digits and hyphens
    /// @param command what starts Parley; empty if that is not known
    public static SystemDesktop here(String name, List<String> command) {
        String os = System.getProperty("os.name");
        boolean linux = os.toLowerCase(Locale.ROOT).contains("linux");
        Map<String, String> environment = System.getenv();
        return new SystemDesktop(
                linux
                        ? Optional.of(new DbusAnnouncer(() -> DBusConnectionBuilder.forSessionBus()
                                .withShared(false)
                                .build()))
                        : Optional.empty(),
                new AwtTray(),
                Autostart.of(os, Path.of(System.getProperty("user.home")), environment, name, command),
                Tool.ofSystem(),
                os);
    }

    private void then(Runnable what) {
        try {
            lane.execute(() -> {
                try {
                    what.run();
                } catch (RuntimeException | LinkageError e) {
                    LOG.info("the desktop failed: {}", e.getClass().getSimpleName());
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("the window is closed already");
        }
    }

    @Override
    public Abilities abilities() {
        try {
            return lane.submit(() -> {
                        boolean icons = tray.available();
                        return new Abilities(
                                announcer.map(Announcer::available).orElse(icons), icons, autostart.possible());
                    })
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            LOG.info("the desktop does not say what it can: {}", e.getClass().getSimpleName());
        }
        return new Abilities(false, false, autostart.possible());
    }

    @Override
    public void announce(Announcement announcement) {
        then(() -> {
            boolean shown = announcer.map(one -> one.announce(announcement)).orElse(false);
            if (!shown) {
                tray.say(announcement);
            }
        });
    }

    @Override
    public void withdraw(String about) {
        announcer.ifPresent(one -> then(() -> one.withdraw(about)));
    }

    /// To be called on the JavaFX thread, whose picture it is.
    @Override
    public void showTray(Tray now) {
        BufferedImage picture = SwingFXUtils.fromFXImage(now.icon(), null);
        then(() -> tray.show(now, picture));
    }

    @Override
    public void hideTray() {
        then(tray::hide);
    }

    @Override
    public boolean startsWithSystem() {
        return autostart.on();
    }

    @Override
    public void startWithSystem(boolean on) throws IOException {
        autostart.set(on);
    }

    @Override
    public void browse(URI page) throws IOException {
        if (!List.of("http", "https").contains(page.getScheme())) {
            throw new IOException("not a page");
        }
        String target = page.toASCIIString();
        List<String> command = os.contains("win")
                ? List.of("rundll32", "url.dll,FileProtocolHandler", target)
                : List.of(os.contains("mac") ? "open" : "xdg-open", target);
        if (tool.run(command) != 0) {
            throw new IOException("the system did not open it");
        }
    }

    @Override
    public void close() {
        then(tray::hide);
        announcer.ifPresent(one -> then(one::close));
        lane.shutdown();
        try {
            if (!lane.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.info("the desktop does not let go");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
