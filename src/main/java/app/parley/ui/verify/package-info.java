/// Comparing safety numbers.
@NullMarked
package app.parley.ui.verify;

import org.jspecify.annotations.NullMarked;
