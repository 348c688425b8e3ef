/// The faces the operating system gives Parley outside its window: notifications, tray, start with the system.
@NullMarked
package app.parley.app.desktop;

import org.jspecify.annotations.NullMarked;
