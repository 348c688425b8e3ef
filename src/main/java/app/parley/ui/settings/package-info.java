/// The own name, privacy, appearance and the host switch.
@NullMarked
package app.parley.ui.settings;

import org.jspecify.annotations.NullMarked;
