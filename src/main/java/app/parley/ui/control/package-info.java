/// Small controls of our own that every view uses.
@NullMarked
package app.parley.ui.control;

import org.jspecify.annotations.NullMarked;
