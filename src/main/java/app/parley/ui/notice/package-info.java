/// What is announced and counted outside the window: one truth for notifications, title, task bar and tray.
@NullMarked
package app.parley.ui.notice;

import org.jspecify.annotations.NullMarked;
