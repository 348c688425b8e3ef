/// The switch and the view of the relay inside, behind an interface of the window's own.
@NullMarked
package app.parley.ui.hosting;

import org.jspecify.annotations.NullMarked;
