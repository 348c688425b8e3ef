package app.parley.app.desktop;

import app.parley.ui.Desktop.Announcement;
import app.parley.ui.Desktop.Item;
import app.parley.ui.Desktop.Tray;
import java.awt.AWTException;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.MenuItem;
import java.awt.PopupMenu;
import java.awt.SystemTray;
import java.awt.TrayIcon;
import java.awt.image.BufferedImage;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tray of Windows, macOS and those Linux desktops that have one, by AWT. AWT is loaded at the first use only.
final class AwtTray implements TrayFace {
    private static final Logger LOG = LoggerFactory.getLogger(AwtTray.class);

    private Optional<TrayIcon> shown = Optional.empty();
    /// What a click on the last message does.
    private volatile Runnable said = () -> {};

    @Override
    public boolean available() {
        try {
            return !GraphicsEnvironment.isHeadless() && SystemTray.isSupported();
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("no tray: {}", e.getClass().getSimpleName());
            return false;
        }
    }

    @Override
    public void show(Tray tray, BufferedImage picture) {
        if (!available()) {
            return;
        }
        TrayIcon icon = shown.orElseGet(() -> new TrayIcon(picture));
        EventQueue.invokeLater(() -> {
            icon.setImage(picture);
            icon.setImageAutoSize(true);
            icon.setToolTip(tray.tooltip());
            icon.setPopupMenu(menu(tray));
            for (var listener : icon.getActionListeners()) {
                icon.removeActionListener(listener);
            }
            icon.addActionListener(event -> chosen(tray));
        });
        if (shown.isEmpty()) {
            try {
                SystemTray.getSystemTray().add(icon);
                shown = Optional.of(icon);
            } catch (AWTException e) {
                LOG.info("the tray took no icon; a second start of Parley brings its window back");
            }
        }
    }

    /// AWT tells of a click on the icon and of one on its message alike; the message was on top.
    private void chosen(Tray tray) {
        Runnable message = said;
        said = () -> {};
        tray.chosen().run();
        message.run();
    }

    private static PopupMenu menu(Tray tray) {
        PopupMenu menu = new PopupMenu();
        for (Item item : tray.menu()) {
            MenuItem line = new MenuItem(item.words());
            line.addActionListener(event -> item.chosen().run());
            menu.add(line);
        }
        return menu;
    }

    @Override
    public void hide() {
        shown.ifPresent(icon -> SystemTray.getSystemTray().remove(icon));
        shown = Optional.empty();
    }

    @Override
    public boolean say(Announcement announcement) {
        shown.ifPresent(icon -> {
            said = announcement.chosen();
            icon.displayMessage(announcement.title(), announcement.words(), TrayIcon.MessageType.NONE);
        });
        return shown.isPresent();
    }
}
