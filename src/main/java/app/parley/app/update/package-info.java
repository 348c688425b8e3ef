/// Signed statements about releases: reading, checking, making and fetching them. Knows neither the
/// window nor the command line.
@NullMarked
package app.parley.app.update;

import org.jspecify.annotations.NullMarked;
