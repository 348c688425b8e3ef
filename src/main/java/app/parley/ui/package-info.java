/// The window; the only JavaFX.
@NullMarked
package app.parley.ui;

import org.jspecify.annotations.NullMarked;
