/// Value types that both sides of the relay share.
@NullMarked
package app.parley.protocol;

import org.jspecify.annotations.NullMarked;
