package app.parley.app.desktop;

import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/// Who shows notifications on a Linux desktop, as freedesktop.org's specification has it. Public for the library,
/// which makes an object of it.
@DBusInterfaceName("org.freedesktop.Notifications")
public interface FreedesktopNotifications extends DBusInterface {
    /// @param replaces the number of an earlier one, or 0
    /// @param actions key and words, by turns
    /// @param millis how long it stays; -1 as is usual
    /// @return its number
    @DBusMemberName("Notify")
    UInt32 announce(
            String program,
            UInt32 replaces,
            String icon,
            String title,
            String body,
            List<String> actions,
            Map<String, Variant<?>> hints,
            int millis);

    @DBusMemberName("CloseNotification")
    void withdraw(UInt32 number);

    @DBusMemberName("GetCapabilities")
    List<String> capabilities();

    /// The person chose a notification.
    @DBusMemberName("ActionInvoked")
    class Chosen extends DBusSignal {
        private final UInt32 number;

        public Chosen(String path, UInt32 number, String action) throws DBusException {
            super(path, number, action);
            this.number = number;
        }

        public long number() {
            return number.longValue();
        }
    }
}
