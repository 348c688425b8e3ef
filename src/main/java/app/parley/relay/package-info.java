/// The relay: keeps sealed envelopes until they are acknowledged.
@NullMarked
package app.parley.relay;

import org.jspecify.annotations.NullMarked;
