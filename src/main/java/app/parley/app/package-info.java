/// Main, wiring by hand, command line, settings file, single instance.
@NullMarked
package app.parley.app;

import org.jspecify.annotations.NullMarked;
