/// The messenger without a window: what a window or a script may ask of it, and what it reports.
@NullMarked
package app.parley.client;

import org.jspecify.annotations.NullMarked;
