/// The window's frame: rail, list, tabs, relay strip; and how a window is opened.
@NullMarked
package app.parley.ui.shell;

import org.jspecify.annotations.NullMarked;
